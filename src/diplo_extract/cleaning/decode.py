"""Bytes to characters: byte order mark, HTTP hint, declaration in the page, UTF-8, then the bytes themselves."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from diplo_extract.errors import DocumentError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(
    rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:-]{2,40})|^<\?xml[^>]{0,99}encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9_:-]{2,40})"""
)
_LANGUAGE = re.compile(rb"""<html[^>]{0,400}\blang\s{0,9}=\s{0,9}["']?([A-Za-z]{2})""", re.I)
# browsers read these labels as their Windows superset (WHATWG Encoding, "labels")
_SUPERSETS = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "iso-8859-9": "cp1254", "latin5": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "iso-8859-11": "cp874",
    "tis-620": "cp874", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "x-sjis": "cp932",
}  # fmt: skip
_BY_LANGUAGE = {
    "tr": "cp1254", "az": "cp1254", "ru": "cp1251", "uk": "cp1251", "bg": "cp1251", "sr": "cp1251", "mk": "cp1251",
    "be": "cp1251", "ar": "cp1256", "fa": "cp1256", "ur": "cp1256", "pl": "cp1250", "cs": "cp1250", "sk": "cp1250",
    "hu": "cp1250", "hr": "cp1250", "sl": "cp1250", "ro": "cp1250", "el": "cp1253", "he": "cp1255", "th": "cp874",
    "lt": "cp1257", "lv": "cp1257", "et": "cp1257",
}  # fmt: skip
_SIGNATURES = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"MZ\x90",
    b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!\x1a", b"{\\rtf",
)  # fmt: skip
# their letters lie where windows-1252 has those of Irish or Portuguese, and pages in them name their language
_MISTAKEN_FOR_WESTERN = (
    "cp1257",
    "cp775",
    "cp1258",
    "iso8859_4",
    "iso8859_10",
    "iso8859_13",
    "iso8859_14",
    "mac_",
    "hp_",
)
_DETECTION_BYTES = 40_000
_HIGH_BYTES = bytes(range(128, 256))


class Decoded(NamedTuple):
    """Characters, and which charset gave them."""

    text: str
    charset: str | None
    reason: str | None
    warnings: tuple[str, ...] = ()


def decode(
    content: str | bytes, hint: str | None = None, url: str | None = None, language: str | None = None
) -> Decoded:
    """Give the characters of `content`; raises DocumentError for what is no text at all."""
    if isinstance(content, str):
        return Decoded(content.replace("\x00", ""), None, None)
    if content.lstrip()[:32].startswith(_SIGNATURES):
        raise DocumentError(
            "clean", "not-text", "the bytes are a binary file, no page", "convert it to HTML or text first"
        )
    for mark, charset in _BOMS:
        if content.startswith(mark):
            return Decoded(content[len(mark) :].decode(charset, "replace").replace("\x00", ""), charset, "bom")
    wide = _utf16_without_mark(content)
    if wide:
        return Decoded(content.decode(wide, "replace"), wide, "detected")
    _refuse_binary(content)
    content = content.replace(b"\x00", b"")
    labels: tuple[tuple[str | None, str], ...] = ((hint, "http"), (_declared(content), "meta"), ("utf-8", "utf-8"))
    for label, why in labels:
        named = _codec(label)
        if named is not None:
            text = _strictly(content, named, ascii_only=why != "utf-8" and named != "utf-8")
            if text is not None:
                return Decoded(text, named, why)
    return _detected(content, url, language)


def _refuse_binary(content: bytes) -> None:
    head = content[:8192]
    strange = sum(head.count(bytes([code])) for code in (*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
    if strange > max(8, len(head) // 20):
        raise DocumentError(
            "clean", "not-text", "the bytes are no text in any charset", "look at the file; give its text"
        )


def _utf16_without_mark(content: bytes) -> str | None:
    head = content[:2048]
    if len(head) < 16:
        return None
    if head[1::2].count(0) > len(head) * 0.3 and head[::2].count(0) < len(head) * 0.05:
        return "utf-16-le"
    if head[::2].count(0) > len(head) * 0.3 and head[1::2].count(0) < len(head) * 0.05:
        return "utf-16-be"
    return None


def _declared(content: bytes) -> str | None:
    match = _DECLARED.search(content[:4096])
    return (match.group(1) or match.group(2)).decode("ascii") if match else None


def _codec(label: str | None) -> str | None:
    """Give Python's codec for a declared label; None for an unknown one and for UTF-16 in bytes that are not."""
    if not label:
        return None
    name = label.strip().lower()
    name = _SUPERSETS.get(name, name)
    try:
        name = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return None if name.startswith(("utf-16", "utf-32")) or name in ("base64", "hex", "rot13") else name


def _strictly(content: bytes, charset: str, *, ascii_only: bool) -> str | None:
    """Decode without a loss, or not at all; a page said to be windows-125x that is valid UTF-8 is UTF-8."""
    if ascii_only and not content.isascii() and _is_utf8(content):
        return None
    try:
        return content.decode(charset)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _detected(content: bytes, url: str | None, language: str | None) -> Decoded:
    mostly = content.decode("utf-8", "replace")
    high = len(content) - len(content.translate(None, _HIGH_BYTES))
    if mostly.count("\ufffd") * 20 < high:
        # a valid UTF-8 page with a few broken bytes (cut in the middle, one pasted word)
        return Decoded(mostly, "utf-8", "utf-8", ("charset: some bytes were not UTF-8 and are lost",))
    expected = _BY_LANGUAGE.get(language or _language_of_bytes(content, url) or "")
    if expected:
        return Decoded(content.decode(expected, "replace"), expected, "language", _doubt(content, expected))
    best = from_bytes(content[:_DETECTION_BYTES]).best()
    charset = best.encoding if best else "cp1252"
    charset = _SUPERSETS.get(charset.replace("_", "-"), charset)
    if charset.startswith(_MISTAKEN_FOR_WESTERN):
        charset = "cp1252"
    return Decoded(content.decode(charset, "replace"), charset, "detected", _doubt(content, charset))


def _doubt(content: bytes, charset: str) -> tuple[str, ...]:
    declared = _declared(content)
    return (f"charset: declared {declared}, read as {charset}",) if declared else ()


def _language_of_bytes(content: bytes, url: str | None) -> str | None:
    match = _LANGUAGE.search(content[:4096])
    if match:
        return match.group(1).decode("ascii").lower()
    host = re.match(r"https?://[^/:?#]{1,200}\.([a-z]{2})(?:[/:?#]|$)", url or "", re.I)
    return host.group(1).lower() if host else None
