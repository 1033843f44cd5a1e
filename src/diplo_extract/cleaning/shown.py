"""Dates that the page shows: short texts with a date, the likeliest to be the day of publication first."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import islice, pairwise
from typing import Any, NamedTuple

from diplo_extract import lexicon
from diplo_extract.cleaning.characters import one_line
from diplo_extract.cleaning.elements import INLINE, SILENT
from diplo_extract.cleaning.names import words

_DATE_LIKE = re.compile(
    r"(?<!\d)\d{1,2}(?!\d)[^\n|]{1,20}?(?:19|20)\d\d(?!\d)|(?:19|20)\d\d\D{1,3}\d{1,2}(?!\d)|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d\d(?!\d)"
)
_DATE_NAME = re.compile("date|datum|fecha|tarih|time", re.I)
_PARTS = 4
_LONGEST_DATE = 40
_LONG = 160
_LONGEST_SCRIPT = 1_000_000
_MOST = 300
_GOOD = 12
_LISTED = 4
_UNLIKELY = -3.0
_FRAME = frozenset(("footer", "aside", "nav"))
_WORD = re.compile(r"[^\W\d_]+")


# the state that a page built by scripts brings along: "published_at":"2019-03-02T06:22:28+01:00"
_IN_SCRIPT = re.compile(
    r"""["'](?:datePublished|date_published|published_?at|publish_?date|published_?date|publication_?date|first_?published(?:_?at)?)\\?["']\s?:\s?\\?["']((?:19|20)\d\d-\d\d-\d\d)""",
    re.I,
)


class Shown(NamedTuple):
    """A short text of the page that holds a date."""

    score: float
    reason: str
    text: str


@cache
def _labels(kind: str) -> re.Pattern[str]:
    phrases = sorted(lexicon.load("page", "labels")[kind], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(phrase) for phrase in phrases) + r")(?!\w)")


@cache
def _class_words(kind: str) -> frozenset[str]:
    return frozenset(lexicon.load("page", "labels")[kind])


def shown_dates(root: Any, picked: Any, headline: Any) -> list[Shown]:
    """Give the texts that may show the publication date, the best first.

    picked: the element of the article; headline: the element of the headline, when the page shows it.
    """
    found: list[Shown] = []
    looks: list[tuple[str | None, ...]] = []
    body = root.find("body")
    started = False
    for element in (body if body is not None else root).iter():
        if element is headline:
            started = True
        if not isinstance(element.tag, str) or element.tag in SILENT:
            continue
        own = ((element.text, element), (_in_parts(element), element))
        for text, holder in (*own, (element.tail, element.getparent())):
            if text and holder is not None and len(found) < _MOST and _DATE_LIKE.search(text[:2_000]):
                shown = _judge(holder, text, picked, started)
                if shown is not None:
                    found.append(shown)
                    looks.append((holder.tag, holder.get("class"), _class_above(holder)))
    alike = Counter(looks)
    # four dates that look the same are those of a list of teasers
    scores = [shown.score - 2.0 * (alike[look] >= _LISTED) for shown, look in zip(found, looks, strict=True)]
    order = sorted(range(len(found)), key=lambda index: -scores[index])
    return [found[index] for index in order if scores[index] > _UNLIKELY][:_GOOD]


def _in_parts(element: Any) -> str | None:
    """Give the date of an element that is named so and shows day, month and year in elements of their own."""
    if not 0 < len(element) <= _PARTS or not _DATE_NAME.search(f"{element.get('class')} {element.get('id')}"):
        return None
    texts = [one_line(text) for text in element.itertext()]
    joined = " ".join(filter(None, texts))
    return joined if len(joined) <= _LONGEST_DATE and not any(map(_DATE_LIKE.search, texts)) else None


def dates_in_scripts(root: Any) -> list[str]:
    """Give the days of publication in the data that a page hands its scripts, when they name one day alone."""
    days = {
        match[1]
        for script in root.iter("script")
        if script.text and "ubli" in script.text
        for match in _IN_SCRIPT.finditer(script.text[:_LONGEST_SCRIPT])
    }
    return list(days) if len(days) == 1 else []


def _judge(element: Any, text: str, picked: Any, after_headline: bool) -> Shown | None:
    line = one_line(text[:400])
    around, chain = _context(element)
    if len(around) > _LONG and len(line) > _LONG:
        return _from_start_of_text(line, element, picked, after_headline)
    labelled = _told_published(around if len(around) <= _LONG else line)
    date = _DATE_LIKE.search(line)
    is_apart = line != around and (_has_label(line) or (date is not None and date.group() not in labelled))
    said = line if is_apart else labelled
    folded = said.casefold()
    spelled = _chain_words(chain)
    score = 2.0 * any(name in spelled for name in _class_words("names")) + (1.5 if len(said) < 40 else 0.0)
    score += 3.0 * bool(_labels("published").search(folded))
    score -= 2.5 * bool(_labels("modified").search(folded))
    score -= 4.0 * bool(_labels("other").search(folded))
    score += 1.5 if after_headline else 0.5
    score += 1.0 * (picked is not None and any(node is picked for node in element.iterancestors()))
    score -= 4.0 * any(node.tag in _FRAME for node in chain) + 4.0 * (not spelled.isdisjoint(_class_words("elsewhere")))
    score -= 2.0 * any(node.tag == "a" for node in chain)
    score -= 2.0 * (len(_WORD.findall(said)) > 8)
    # the block has a year of its own: "The best franchises of 2024 September 1st, 2023"
    return Shown(score, "byline" if score >= 3 else "text", line if labelled == around else said)


def _class_above(element: Any) -> str | None:
    parent = element.getparent()
    return parent.get("class") if parent is not None else None


def _has_label(line: str) -> bool:
    return any(_labels(kind).search(line.casefold()) for kind in ("published", "modified", "other"))


def _told_published(line: str) -> str:
    """Give what stands between a word for publication and the next label: "Written: 7 May 2020 / Updated: 8 May"."""
    folded = line.lower()
    if len(folded) != len(line) or not _labels("modified").search(folded):
        return line
    marks = [(match.start(), kind) for kind in ("published", "modified") for match in _labels(kind).finditer(folded)]
    marks.sort()
    for (start, kind), (end, _) in pairwise([*marks, (len(line), "")]):
        date = _DATE_LIKE.search(line[start:end]) if kind == "published" else None
        if date:
            return line[start : min(end, start + date.end() + 12)].strip()
    return line


def _from_start_of_text(line: str, element: Any, picked: Any, after_headline: bool) -> Shown | None:
    """Give the date that opens a release: "July 13, 2020 (SAINT PAUL) - …"."""
    match = _DATE_LIKE.search(line[:60])
    inside = picked is not None and (element is picked or picked in element.iterancestors())
    if match is None or not (inside or (after_headline and match.start() == 0)):
        return None
    return Shown(1.0 if inside else 0.0, "dateline", line[: match.end() + 12])


def _context(element: Any) -> tuple[str, list[Any]]:
    """Give the text of the block around an element, and the elements above it."""
    chain = [element, *islice(element.iterancestors(), 5)]
    block = next((node for node in chain if node.tag not in INLINE), element)
    if len(block) > 12:
        return "x" * (_LONG + 1), chain
    return one_line(" ".join(block.itertext())[:1_000]), chain


def _chain_words(chain: list[Any]) -> set[str]:
    spelled: set[str] = set()
    for node in chain[:4]:
        for attribute in ("class", "id", "itemprop"):
            value = node.get(attribute)
            if value:
                spelled.update(words(value).split())
    return spelled


def is_elsewhere(element: Any) -> bool:
    """Tell whether an element stands in a frame or among the teasers of other articles."""
    chain = [element, *islice(element.iterancestors(), 7)]
    others = _class_words("times_elsewhere")
    return any(node.tag in _FRAME or not _chain_words([node]).isdisjoint(others) for node in chain)
