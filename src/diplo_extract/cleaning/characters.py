"""Characters: one spelling for what looks the same, nothing that cannot be seen, diacritics never lost."""

from __future__ import annotations

import re
import unicodedata

# letters that exist for typesetting; NFKC would do this too, but it also turns "²" into "2" and "…" into "..."
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_INVISIBLE = dict.fromkeys(
    code
    for first, last in (
        (0x00, 0x08),
        (0x0E, 0x1B),
        (0x7F, 0x84),
        (0x86, 0x9F),
        (0xAD, 0xAD),  # soft hyphen: "Minis\u00adter" is one word
        (0x200B, 0x200B),
        (0x200E, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x2064),
        (0x2066, 0x2069),
        (0xFEFF, 0xFEFF),
    )
    for code in range(first, last + 1)
)
_TABLE = {**_LIGATURES, **_INVISIBLE}
_NEEDS_TABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufb00-\ufb06\ufeff]"
)
# joiners shape Persian and Indic words; between other letters they are layout
_STRAY_JOINER = re.compile("(?<![\u0600-\u0dff])[\u200c\u200d]")
_SURROGATE = re.compile("[\ud800-\udfff]")

# UTF-8 bytes that were read as windows-1252 and written as UTF-8 again: "â€™" for "’", "Ã©" for "é"
_CP1252_HIGH = "".join(
    bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
    for byte in range(128, 192)
)
_TWICE = re.compile(
    "[\u00c2-\u00df][{tail}]|[\u00e0-\u00ef][{tail}]{{2}}|[\u00f0-\u00f4][{tail}]{{3}}".format(
        tail=re.escape(_CP1252_HIGH) + "\x80-\xbf"
    )
)
_TO_BYTE = {char: 128 + index for index, char in enumerate(_CP1252_HIGH)}
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"\w+")


def tidy(raw: str) -> str:
    """Give `raw` in NFC without invisible characters, twice-encoded text repaired; white space stays as it is."""
    if raw.isascii() and not _NEEDS_TABLE.search(raw):
        return raw
    text = repair_twice_encoded(raw)
    if _NEEDS_TABLE.search(text):
        text = text.translate(_TABLE)
    text = _SURROGATE.sub("\ufffd", _STRAY_JOINER.sub("", text))
    return unicodedata.normalize("NFC", text)


def one_line(raw: str) -> str:
    """Give `raw` tidied, with every run of white space as one space."""
    return _SPACES.sub(" ", tidy(raw)).strip()


def folded(text: str) -> str:
    """Give the words of a text in lower case."""
    return " ".join(_WORD.findall(text.casefold()))


def repair_twice_encoded(text: str) -> str:
    """Give "don’t" for "donâ€™t": runs that are UTF-8 once more are decoded, all else stays."""
    return _TWICE.sub(_decode_again, text)


def _decode_again(match: re.Match[str]) -> str:
    run = match.group()
    try:
        return bytes(_TO_BYTE.get(char, ord(char)) for char in run).decode("utf-8")
    except (UnicodeDecodeError, ValueError):
        return run
