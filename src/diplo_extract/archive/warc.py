"""WARC files as crawlers write them (ISO 28500), CC-NEWS among them: one article for each page that was fetched.

What crawlers fetch to find their way is no page: redirects, robots.txt, sitemaps and feeds are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from diplo_extract.archive.entry import (
    DAMAGED,
    Entry,
    Expansion,
    Outcome,
    TooLarge,
    Unpacked,
    damaged,
    expansion_error,
    reading_error,
    too_large,
)
from diplo_extract.archive.warc_stream import ForwardStream, end_of_record, is_cut_short
from diplo_extract.article import Article
from diplo_extract.fetch.links import looks_like_a_list
from diplo_extract.records import ErrorRecord

_BROKEN_ANSWER = "what the server sent cannot be unpacked: fetch the page again"
# conversion: the text of a page, as in the WET files of Common Crawl
_PAGES = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion)
_NO_PAGES = (WarcRecordType.warcinfo, WarcRecordType.request, WarcRecordType.metadata, WarcRecordType.continuation)
_REDIRECTS = {301, 302, 303, 307, 308}
_ROBOTS = re.compile(r"https?://[^/]+/robots\.txt(?:\?|$)", re.IGNORECASE)
_TEXT = ("text/", "application/xhtml", "application/xml", "application/json")


def read_warc(entry: Entry, stream: BinaryIO) -> Iterator[Outcome]:
    """Give an article for every response, resource or conversion record that holds text; its member is its id."""
    packed = ForwardStream(stream)
    guard = Unpacked(entry.limits, packed.tell)
    try:
        yield from _records(entry, packed, guard)
    except Expansion as error:
        yield expansion_error(entry, error)
    except (OSError, ValueError) as error:
        yield damaged(entry, error)


def _records(entry: Entry, packed: ForwardStream, guard: Unpacked) -> Iterator[Outcome]:
    last, end, outcome = 0, None, None
    records = ArchiveIterator(cast(BinaryIO, packed), record_types=WarcRecordType.any_type, parse_http=False)
    for number, record in enumerate(records, 1):
        last = record.stream_pos
        if _is_elsewhere(last, end):
            here = entry.inside(f"before record {number}")
            yield damaged(here, ValueError("the record before it is not as long as it says"))
        packed.forget_before(last)
        end = end_of_record(packed.since(last), last, record.content_length)
        guard.add(record.content_length)
        outcome = None
        if record.record_type in _PAGES:
            outcome = _outcome(entry, record, number, packed=end is None)
            if outcome is not None:
                yield outcome
        elif record.record_type not in _NO_PAGES:
            # a revisit says "as it was when last fetched"
            revisit = record.record_type == WarcRecordType.revisit
            entry.skipped["(revisit)" if revisit else "(unknown record)"] += 1
    if isinstance(outcome, ErrorRecord) and outcome.reason == DAMAGED:
        return  # the last record is the one that was cut
    if is_cut_short(packed.since(last)) or _is_elsewhere(packed.tell(), end):
        yield damaged(entry, EOFError("it ends in the middle of a record"))


def _is_elsewhere(place: int, expected: int | None) -> bool:
    # a few more line ends between two records do no harm
    return expected is not None and not -8 <= place - expected <= 8


def _outcome(entry: Entry, record: WarcRecord, number: int, *, packed: bool) -> Outcome | None:
    here = entry.inside(record.record_id or f"record {number}")
    limit = entry.limits.max_page_bytes
    if record.content_length > limit:
        return too_large(here, TooLarge(f"{record.content_length} bytes are more than {limit}"))
    expected = record.content_length
    record.freeze()  # reads it; its length is now what was there
    if _is_damaged(record, expected, packed=packed):
        return damaged(here, ValueError("the record is not what its header says"))
    try:
        answer, content = _unpacked(record, limit + 1)
    except (OSError, ValueError) as error:
        return reading_error(here, "damaged-answer", error, _BROKEN_ANSWER)
    url = record.headers.get("WARC-Target-URI")
    status = answer.http_headers.status_code if answer.http_headers else 200
    if way := _way_of_a_crawler(url or "", status, content):
        entry.skipped[way] += 1
        return None
    if status != 200:
        problem = ValueError(f"the server answered {status}")
        return reading_error(here, "http-status", problem, "the address gave no page when it was fetched")
    kind = (answer.http_content_type or record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if kind and not kind.startswith(_TEXT):
        entry.skip(kind.replace("/", "."))
        return None
    if len(content) > limit:
        return too_large(here, TooLarge(f"unpacks to more than {limit} bytes"))
    return Article(
        content=content,
        uri=entry.uri,
        member=here.member,
        media_type=kind or None,
        charset=answer.http_charset or None,
        url=url,
        fetched_at=record.record_date.isoformat() if record.record_date else None,
    )


def _unpacked(record: WarcRecord, size: int) -> tuple[WarcRecord, bytes]:
    """Give the answer inside a record with its headers read, and no more than `size` bytes of its content.

    The answer becomes a record of its own: one that fails to unpack would take the iterator over the file with it.
    Raises OSError or ValueError when it fails.
    """
    answer = WarcRecord()
    answer.set_bytes_content(record.reader.read())
    answer.is_http = record.is_http
    answer.parse_http(auto_decode="all")
    return answer, answer.reader.read(size)


def _way_of_a_crawler(url: str, status: int | None, content: bytes) -> str:
    """Name what a crawler asked for to find its way; "" for anything else."""
    if _ROBOTS.match(url):
        return "(robots.txt)"
    if status in _REDIRECTS:
        return "(redirect)"
    return "(sitemap or feed)" if status == 200 and looks_like_a_list([content]) else ""


def _is_damaged(record: WarcRecord, expected: int, *, packed: bool) -> bool:
    """Tell a record cut short, by its length, or changed, by its digest; packing has a checksum of its own."""
    if record.content_length != expected:
        return True
    return not packed and "WARC-Block-Digest" in record.headers and not record.verify_block_digest(consume=False)
