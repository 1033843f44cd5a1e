"""Archived press releases in, facts that a database can trust out.

    import diplo_extract as dx
    pipeline = dx.load()
    record = pipeline.extract(html, uri="https://example.org/news/1")

Data flow, and the one direction of imports:
fetch -> archive -> cleaning -> nlp (with dates, numbers, lexicon) -> resolve -> extractors -> pipeline -> batch
-> write; `distributed` runs the same kernel on a cluster.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diplo_extract.article import Article, Cleaned
    from diplo_extract.cleaning import clean
    from diplo_extract.config import Settings
    from diplo_extract.dates import DateMention, find_dates
    from diplo_extract.distributed import arrow_kernel
    from diplo_extract.errors import DiploExtractError, DocumentError, ModelError, UsageError
    from diplo_extract.pipeline import Pipeline, load
    from diplo_extract.records import ErrorRecord, Record

# spaCy and lxml take a second to import: a name is imported when it is first used, so that `--help` answers at once
_HOMES = {
    "Article": "article",
    "Cleaned": "article",
    "DateMention": "dates",
    "DiploExtractError": "errors",
    "DocumentError": "errors",
    "ErrorRecord": "records",
    "ModelError": "errors",
    "Pipeline": "pipeline",
    "Record": "records",
    "Settings": "config",
    "UsageError": "errors",
    "arrow_kernel": "distributed",
    "clean": "cleaning",
    "find_dates": "dates",
    "load": "pipeline",
}

__all__ = [
    "Article",
    "Cleaned",
    "DateMention",
    "DiploExtractError",
    "DocumentError",
    "ErrorRecord",
    "ModelError",
    "Pipeline",
    "Record",
    "Settings",
    "UsageError",
    "arrow_kernel",
    "clean",
    "find_dates",
    "load",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
