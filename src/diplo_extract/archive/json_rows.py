"""JSON: in .jsonl one article a line; in .json one article, or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from diplo_extract.archive.entry import Entry, Outcome, TooLarge, read_bounded, reading_error, too_large
from diplo_extract.archive.rows import REMEDY, article_of
from diplo_extract.records import ErrorRecord


def read_json(entry: Entry, stream: BinaryIO) -> Iterator[Outcome]:
    """Give the article of a .json file, or the articles of its list; the member of these is "item N"."""
    try:
        value = _parsed(entry, read_bounded(stream, entry))
    except TooLarge as error:
        yield too_large(entry, error)
        return
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield _outcome(entry.inside(f"item {number}"), item)
    else:
        yield _outcome(entry, value)


def read_jsonl(entry: Entry, stream: BinaryIO) -> Iterator[Outcome]:
    """Give the article of every line; the member of each is "line N" (after the bundle's member, when there is one)."""
    limit = entry.limits.max_page_bytes
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        here = entry.inside(f"line {number}")
        if len(line) > limit:
            yield too_large(here, TooLarge(f"a line of more than {limit} bytes"))
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
        elif line.strip():
            yield _outcome(here, _parsed(here, line))


def _parsed(entry: Entry, data: bytes) -> Any:
    """Give the value, or the ErrorRecord that says why there is none."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return reading_error(entry, "bad-json", error, "mend or leave out this object; " + REMEDY)


def _outcome(entry: Entry, value: Any) -> Outcome:
    if isinstance(value, ErrorRecord):
        return value
    return article_of(entry, value if isinstance(value, dict) else {})
