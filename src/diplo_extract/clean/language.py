"""The language of the text: what the page claims, checked on the words."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from diplo_extract.records import PageFact

_CLAIM = re.compile(r"\s{0,9}([A-Za-z]{2,3})(?![A-Za-z])")
_ENOUGH = 60
_SAMPLE = 1_200
_MARGIN = 12.0
"""By how much (log probability) the words must speak for another language than the page claims."""


@cache
def _identifier() -> Any:
    from py3langid import langid

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=False)


def language_of(text: str, claims: list[tuple[str, str | None]]) -> PageFact | None:
    """Give the two-letter code of the text's language; `claims` are (reason, code) of the page, the best first."""
    claimed = [(reason, match.group(1).lower()) for reason, code in claims if code and (match := _CLAIM.match(code))]
    if len(text) < _ENOUGH:
        return PageFact(value=claimed[0][1], reason=claimed[0][0]) if claimed else None
    ranked = [(str(code), float(score)) for code, score in _identifier().rank(text[:_SAMPLE])]
    best, best_score = ranked[0]
    scores = dict(ranked)
    for reason, code in claimed:
        if code == best or best_score - scores.get(code, float("-inf")) < _MARGIN:
            return PageFact(value=code, reason=reason)
    return PageFact(value=best, reason="text")
