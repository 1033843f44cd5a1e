"""Archives of our own making, and what is read from them."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

from fastwarc.warc import WarcRecord, WarcRecordType

from diplo_extract import Article, ErrorRecord
from diplo_extract.archive import Archive, Limits

PAGE = b"<html><body><p>The mayor of Lusaka received a delegation.</p></body></html>"


def read(path: Path | str, **limits: int) -> list[Article | ErrorRecord]:
    return list(Archive([path], Limits(**limits)))


def make_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def make_tar(path: Path, members: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("link.html")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
    return path


def warc_record(number: int, *, status: str = "200 OK", kind: str = "text/html; charset=windows-1254") -> bytes:
    body = f"<p>Belediye Başkanı {number}</p>".encode("cp1254") * 50
    packed = gzip.compress(body, mtime=0)
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
    )
    record = WarcRecord()
    record.init_headers(record_type=WarcRecordType.response)
    record.headers["WARC-Target-URI"] = f"https://example.org/{number}"
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.headers["WARC-Date"] = "2024-06-05T08:00:00Z"
    record.set_bytes_content(head.encode() + packed)
    out = io.BytesIO()
    record.write(out, checksum_data=True)
    return out.getvalue()
