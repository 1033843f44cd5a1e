"""The registry: field of the record -> extractor, in the order they run (each may read the facts before it).

Another package adds a field of its own through the entry point group `diplo_extract.extractors`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from diplo_extract.extractors.base import Context, Extractor

EXTRACTORS: dict[str, str] = {
    "organizations": "diplo_extract.extractors.names:organizations",
    "places": "diplo_extract.extractors.names:places",
    "people": "diplo_extract.extractors.people:people",
    "dates": "diplo_extract.extractors.dates:dates",
    "attendance": "diplo_extract.extractors.attendance:attendance",
    "groups": "diplo_extract.extractors.groups:groups",
    "events": "diplo_extract.extractors.events:events",
    "quotes": "diplo_extract.extractors.quotes:quotes",
}


@cache
def extractors() -> dict[str, Extractor]:
    """Give the extractors in the order they run."""
    found: dict[str, Extractor] = {}
    for field, target in EXTRACTORS.items():
        module, _, function = target.partition(":")
        found[field] = getattr(import_module(module), function)
    for entry in sorted(entry_points(group="diplo_extract.extractors"), key=lambda entry: entry.name):
        found[entry.name] = entry.load()
    return found


__all__ = ["EXTRACTORS", "Context", "Extractor", "extractors"]
