"""A mail that was saved as text: its header lines, and where its signature begins."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from diplo_extract import lexicon
from diplo_extract.cleaning.characters import one_line

_FIELD = re.compile(r"([^\W\d_][^\W\d_ -]{0,20}(?:[ -][^\W\d_]{1,20}){0,2})\s?:\s(\S.{0,990})?$")
_MARK = re.compile(r"\s{0,9}(?:\[[^\]]{1,40}\]|([^:]{2,40}):)\s{0,9}")
_SIGNATURE = re.compile(r"--\s{0,3}$")
_UNDERLINE = re.compile(r"(?:={4,}|-{4,})\s{0,9}$")
_MOST_FIELDS = 40
_LEAST_FIELDS = 3


class Mail(NamedTuple):
    """What a mail says in its header, and the lines that are no text of it."""

    subject: str
    date: str | None
    header: int
    """How many lines the header takes."""
    end: int
    """The number of lines before the signature."""
    underlined: bool
    """Its headings are underlined, as in Markdown."""


@cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(lexicon.load("page", "mail")[kind])


def read_mail(text: str) -> Mail | None:
    """Give the header of a mail; None for a text that does not begin with sender, subject and one line more."""
    lines = text.split("\n")
    found: dict[str, str] = {}
    header = count = 0
    for line in lines[:_MOST_FIELDS]:
        match = _FIELD.match(line.rstrip())
        kind = _kind(match[1].lower()) if match else None
        if match and kind:
            found.setdefault(kind, match[2] or "")
            count += 1
        elif not (count and line[:1] in " \t" and line.strip()):
            break
        header += 1
    if count < _LEAST_FIELDS or not found.get("subject"):
        return None
    end = next((at for at in range(len(lines) - 1, header, -1) if _SIGNATURE.match(lines[at])), len(lines))
    underlined = any(_UNDERLINE.match(line) and len(line) > 3 for line in lines[header:end])
    return Mail(_headline(found["subject"]), found.get("date"), header, end, underlined)


def _kind(name: str) -> str | None:
    return next((kind for kind in ("subject", "date", "other") if name in _names(kind)), None)


def _headline(subject: str) -> str:
    """Give the subject without "Re:", "[press]" and "Press release:"."""
    while match := _MARK.match(subject):
        if match[1] is not None and match[1].strip().lower() not in _names("prefixes"):
            break
        subject = subject[match.end() :]
    return one_line(subject)


def without_frame(text: str, mail: Mail) -> str:
    """Give the text with the lines of header and signature emptied, so that lines keep their numbers."""
    lines = text.split("\n")
    return "\n".join([""] * mail.header + lines[mail.header : mail.end])
