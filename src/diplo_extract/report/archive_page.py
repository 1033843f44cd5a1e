"""Records as one page: tables and timelines of all, and each release with its facts in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from diplo_extract.records import ErrorRecord, Record
from diplo_extract.report.archive import Index
from diplo_extract.report.facts import facts_of
from diplo_extract.report.frame import ARCHIVE, pack, write_page

RELEASES_IN_A_PACK = 50


def write_archive_page(
    out: Path, records: Iterable[Record], unread: Iterable[ErrorRecord] = (), *, title: str | None = None
) -> int:
    """Write the page of `records` to `out` and give how many they are.

    Texts and facts are packed by fifties as the records come, so that of each record only its rows and its pack stay
    in memory.
    """
    index, packs, made_by = Index(), [], set[str]()
    for views in _packs(records, index, made_by):
        packs.append(pack(views))
    for error in unread:
        index.add_unread(error)
    releases = len(index.releases.rows)
    heading = title or (index.releases.rows[0][0] if releases == 1 else "Press releases")
    data = {
        "title": title or "",
        "in_a_pack": RELEASES_IN_A_PACK,
        "made_by": sorted(made_by),
        "tables": index.data(),
    }
    write_page(out, ARCHIVE, title=heading, data=data, packs=packs)
    return releases


def _packs(records: Iterable[Record], index: Index, made_by: set[str]) -> Iterator[list[dict[str, Any]]]:
    views: list[dict[str, Any]] = []
    for record in records:
        index.add(record)
        made_by.add(f"diplo-extract {record.pipeline.package}, {record.pipeline.model}")
        views.append(_view(record))
        if len(views) == RELEASES_IN_A_PACK:
            yield views
            views = []
    if views:
        yield views


def _view(record: Record) -> dict[str, Any]:
    """Give what the page shows of one release beyond its row in the index."""
    parts = record.model_dump(
        exclude_defaults=True,
        include={
            "source",
            "lead",
            "authors",
            "published",
            "modified",
            "canonical_url",
            "dateline",
            "title",
            "text",
            "warnings",
            "duplicate_of",
        },
    )
    headings = [(section.heading.start, section.level) for section in record.sections]
    source_map = [(run.start, run.end, run.where, run.offset) for run in record.source_map]
    return parts | {"headings": headings, "source_map": source_map, "facts": facts_of(record)}
