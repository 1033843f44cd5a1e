"""WARC files as crawlers write them (ISO 28500), CC-NEWS among them: one article for each page that was fetched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from diplo_extract.archive.entry import Entry, Outcome, TooLarge, reading_error, too_large
from diplo_extract.article import Article

_REMEDY = "the file is damaged or cut short: fetch it again; the records before the damage were read"
_PAGES = WarcRecordType.response | WarcRecordType.resource
_TEXT = ("text/", "application/xhtml", "application/xml", "application/json")


def read_warc(entry: Entry, stream: BinaryIO) -> Iterator[Outcome]:
    """Give an article for every response or resource record that holds text; its member is the record's id."""
    records = ArchiveIterator(stream, record_types=_PAGES, parse_http=False)
    while True:
        try:
            record = next(records, None)
            if record is None:
                return
            outcome = _outcome(entry, record)
        except (OSError, ValueError) as error:
            yield reading_error(entry, "damaged-archive", error, _REMEDY)
            return
        if outcome is not None:
            yield outcome


def _outcome(entry: Entry, record: WarcRecord) -> Outcome | None:
    here = entry.inside(str(record.record_id))
    limit = entry.limits.max_page_bytes
    if record.content_length > limit:
        return too_large(here, TooLarge(f"{record.content_length} bytes are more than {limit}"))
    expected = record.content_length
    record.freeze()
    if _is_damaged(record, expected):
        return reading_error(here, "damaged-archive", ValueError("the record is not what its header says"), _REMEDY)
    record.parse_http(auto_decode="all")
    if record.http_headers and record.http_headers.status_code != 200:
        problem = ValueError(f"the server answered {record.http_headers.status_code}")
        return reading_error(here, "http-status", problem, "the address gave no page when it was fetched")
    kind = (record.http_content_type or record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if kind and not kind.startswith(_TEXT):
        entry.skip(kind.replace("/", "."))
        return None
    content = record.reader.read(limit + 1)
    if len(content) > limit:
        return too_large(here, TooLarge(f"unpacks to more than {limit} bytes"))
    return Article(
        content=content,
        uri=entry.uri,
        member=here.member,
        media_type=kind or None,
        charset=record.http_charset or None,
        url=record.headers.get("WARC-Target-URI"),
        fetched_at=record.record_date.isoformat() if record.record_date else None,
    )


def _is_damaged(record: WarcRecord, expected: int) -> bool:
    """Tell a record cut short or changed: by its digest when it has one, else by its length."""
    if "WARC-Block-Digest" in record.headers:
        return not record.verify_block_digest(consume=False)
    length = len(record.reader.read(expected + 1))
    record.reader.seek(0)
    return length != expected
