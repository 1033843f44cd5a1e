"""The place in which an error stands, for a person to read: its paragraph, or of a long one the sentences around it."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST_SIDE = 240
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+")
_PARAGRAPH_END = re.compile(r"\n\s*\n")
_PARTS = re.compile(r"[,:=] ")


class Excerpt(NamedTuple):
    """Sentences on one line, and where in them the words stand."""

    text: str
    start: int
    end: int


def excerpt(text: str, start: int | None, words: str) -> Excerpt | None:
    """Give what `text` says around the words at `start`; None when they do not stand there.

    Without a place it is that of the first occurrence of the words, or of the first part of them that the text has:
    a faulty office is told as "Inés Paredes, Mayor", a value as "5 March: 2021-03-05", which no text says so.
    """
    if start is None:
        found = _find(text, words)
        if found is None:
            return None
        start, words = found
    else:
        words = next((part for part in (words, *_PARTS.split(words)) if text.startswith(part, start)), "")
    end = start + len(words)
    if not 0 <= start < len(text):
        return None
    left, right = _left(text, start), _right(text, end)
    line = re.sub(r"\s", " ", text[left:right])
    return Excerpt(line.rstrip(), start - left, end - left)


def _find(text: str, words: str) -> tuple[int, str] | None:
    for part in (words, *_PARTS.split(words)):
        start = text.find(part) if part else -1
        if start >= 0:
            return start, part
    return None


def _left(text: str, start: int) -> int:
    """Give where the paragraph begins; when that is far away, the first sentence or word that is near."""
    far = max(0, start - LONGEST_SIDE)
    begins = [match.end() for match in _PARAGRAPH_END.finditer(text, far, start)]
    if begins or far == 0:
        return begins[-1] if begins else 0
    near = _SENTENCE_END.search(text, far, start) or re.compile(r"\s+").search(text, far, start)
    return near.end() if near else far


def _right(text: str, end: int) -> int:
    """Give where the paragraph ends; when that is far away, the last sentence or word that is near."""
    far = min(len(text), end + LONGEST_SIDE)
    paragraph = _PARAGRAPH_END.search(text, end, far)
    if paragraph or far == len(text):
        return paragraph.start() if paragraph else far
    sentences = [match.end() for match in _SENTENCE_END.finditer(text, end, far)]
    last = sentences[-1] if sentences else max(end, text.rfind(" ", end, far))
    return last if last > end else far
