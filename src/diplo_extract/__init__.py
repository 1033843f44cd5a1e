"""Archived press releases in, facts that a database can trust out.

    import diplo_extract as dx
    record = dx.load().extract(html, uri="https://example.org/news/1")

Data flow: archive -> clean -> nlp (with dates, numbers, lexicon) -> resolve -> extractors -> records -> write.
"""

from __future__ import annotations
