"""Lines that belong to the page, not to the article, told by their words (lexicon/page/lines.toml)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from diplo_extract import lexicon
from diplo_extract.cleaning.passages import Passage

_SHORT = 160
_NOTICE_LONGEST = 300
_TITLE_SHORT = 60
_CLOSING_SHARE = 0.5
_LABEL = 60
_PARAGRAPH = 80
_STILL_TEXT = 150
"""Characters of paragraphs beside those of the article: what stands before them has not closed it."""
_OFTEN = 3
"""A sentence that a page shows so often is a notice: "Don't want to see this? Remove ads"."""
_NOTICE = 24
_SENTENCE = re.compile(r"[.!?。！？]")
_END_MARKS = frozenset(("###", "# # #", "#####", "-30-", "- 30 -", "-ends-", "- ends -", "-END-", "-ENDS-", "- ENDS -"))
_AROUND = " \t\u00a0.…:;|-–—•·*>»›[]()#"
_LETTER = re.compile(r"[^\W\d_]")
_COUNT = re.compile(r"~?\s?\d[\d.,]{0,11}\s?")
_RIGHTS = re.compile(r"(?i:copyright)(?: (?:by|of|the|and|[^\sa-z]\S{0,30})){0,6}? (?:19|20)\d\d\b")
"""The notice of a page or agency: "Copyright Harbour News Agency 2017"; not a sentence about copyright."""
_PHONE_OR_MAIL = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,64}\.[a-z]{2,}|\+?\(?\d{2,4}\)?[\s./-]{1,3}\d{2,4}[\s./-]{0,2}\d{2,4}", re.I
)


@cache
def _alone() -> frozenset[str]:
    return frozenset(lexicon.load("page", "lines")["alone"])


@cache
def _beginnings(kind: str) -> tuple[str, ...]:
    return tuple(lexicon.load("page", "lines")[kind])


@cache
def _credit() -> re.Pattern[str]:
    """Give the pattern of a caption's end: "The hall on Monday. Photo: Ada Obi / Agency"."""
    words = "|".join(re.escape(word) for word in sorted(_beginnings("credits"), key=len, reverse=True))
    return re.compile(rf"(?:(?<!\w)(?:{words})\s?:|©|\(c\))\s{{0,3}}[^.:]{{2,60}}$", re.I)


def without_chrome(passages: Iterable[Passage], title: str | None = None) -> list[Passage]:
    """Give the passages of the article: chrome lines, contacts and all behind the end of the article left out."""
    everything = _without_notices(list(passages))
    before = 0.0
    total = sum(_prose(passage) for passage in everything)
    kept: list[Passage] = []
    in_contacts = False
    for index, passage in enumerate(everything):
        text = passage.text
        if in_contacts and (passage.kind == "heading" or not _is_contact_line(text)):
            in_contacts = False
        if closes_article(text):
            # "Comments" above the text is a link down to them
            if before >= total * _CLOSING_SHARE and before and not _goes_on(kept, everything[index + 1 :]):
                break
            continue
        if opens_contacts(text):
            in_contacts = True
        elif not (in_contacts or is_chrome_line(text) or _is_link_line(passage)):
            kept.append(passage)
            before += _prose(passage)
    return _without_doubles(_without_dangling_headings(_without_labels_behind(kept)), title)


def _goes_on(kept: Sequence[Passage], following: Sequence[Passage]) -> bool:
    """Tell whether paragraphs follow in the box of those before: "Read also" stood between two of them."""
    box = next((passage.box for passage in reversed(kept) if _is_paragraph(passage)), None)
    return box is not None and (
        sum(len(passage.text) for passage in following if passage.box == box and _is_paragraph(passage)) >= _STILL_TEXT
    )


def _is_paragraph(passage: Passage) -> bool:
    return passage.kind == "paragraph" and len(passage.text) >= _PARAGRAPH and passage.link_share < 0.5


def _without_notices(passages: list[Passage]) -> list[Passage]:
    """Drop lines that the page shows again and again between the paragraphs."""
    times = Counter(passage.text for passage in passages if passage.kind == "paragraph")
    return [passage for passage in passages if times[passage.text] < _OFTEN or not _is_sentence(passage.text)]


def _is_sentence(text: str) -> bool:
    """Tell a sentence from a label ("Pros") and a measure ("1 Green, 1 tsp.") that lists say again and again."""
    return len(text) >= _NOTICE and bool(_SENTENCE.search(text)) and not any(char.isdigit() for char in text)


def _prose(passage: Passage) -> float:
    return len(passage.text) * (1.0 - passage.link_share) if len(passage.text) > 60 else 0.0


def is_chrome_line(text: str) -> bool:
    """Tell whether a line is a button, a label or a mark."""
    folded = text.casefold()
    if len(text) <= _NOTICE_LONGEST and folded.lstrip(_AROUND).startswith(_beginnings("notices")):
        return True
    if len(text) > _SHORT:
        return False
    if _credit().search(text) and not text.endswith((".", ":")):
        return True
    if folded in _alone() or folded.strip(_AROUND) in _alone() or not _LETTER.search(text):
        return True
    begin = text.lstrip(_AROUND)
    if _is_counter(folded.strip(_AROUND)) or _is_invitation(begin.casefold()) or _RIGHTS.match(begin):
        return True
    return folded.lstrip(_AROUND).startswith(_beginnings("begins")) and (len(text) < 100 or not text.endswith("."))


def _is_counter(line: str) -> bool:
    """Tell "3 min read" and "1,204 views"."""
    count = _COUNT.match(line)
    return count is not None and line[count.end() :] in _beginnings("counted")


def _is_invitation(line: str) -> bool:
    """Tell "Follow the Port Authority on Facebook and X"; what goes on to tell something is none."""
    if not line.startswith(_beginnings("invites")) or _SENTENCE.search(line):
        return False
    _, on, where = line.partition(" on ")
    return bool(on) and where.startswith(_beginnings("networks"))


def _is_link_line(passage: Passage) -> bool:
    """Tell a line that is only a link to something else: a teaser, "WATCH: …", a list of related stories."""
    return (
        passage.link_share > 0.8
        and passage.kind != "table_row"
        and (len(passage.text) < 200 or passage.kind == "heading")
    )


def closes_article(text: str) -> bool:
    """Tell whether a line is the title of what stands behind the article."""
    if text in _END_MARKS:
        return True
    return len(text) <= _TITLE_SHORT and text.casefold().lstrip(_AROUND).startswith(_beginnings("closes"))


def opens_contacts(text: str) -> bool:
    """Tell whether a line opens the names and numbers of press officers."""
    folded = text.casefold().lstrip(_AROUND)
    if len(text) > 400 or not folded.startswith(_beginnings("contacts")):
        return False
    return folded.strip(_AROUND) in {line.strip(_AROUND) for line in _beginnings("contacts")} or bool(
        _PHONE_OR_MAIL.search(text)
    )


def _is_contact_line(text: str) -> bool:
    return len(text) <= 120 and (
        bool(_PHONE_OR_MAIL.search(text)) or not text.rstrip().endswith((".", "!", "?", "”", '"'))
    )


def _without_dangling_headings(passages: list[Passage]) -> list[Passage]:
    """Drop headings at the end: what they opened was left out."""
    end = len(passages)
    while end and passages[end - 1].kind == "heading":
        end -= 1
    return passages[:end] if end else passages


def _without_labels_behind(passages: list[Passage]) -> list[Passage]:
    """Drop short lines at the end that stand in another box than the text: the head of what was left out."""
    last = next((index for index in range(len(passages) - 1, -1, -1) if _is_text(passages[index])), None)
    if last is None:
        return passages
    return passages[: last + 1] + [passage for passage in passages[last + 1 :] if passages[last].is_around(passage)]


def _is_text(passage: Passage) -> bool:
    return passage.kind != "paragraph" or len(passage.text) > _LABEL or bool(_SENTENCE.search(passage.text))


def _without_doubles(passages: list[Passage], title: str | None) -> list[Passage]:
    """Drop the headline, and long paragraphs that the page shows twice."""
    seen: set[str] = set()
    kept: list[Passage] = []
    folded_title = title.casefold() if title else None
    for passage in passages:
        folded = passage.text.casefold()
        if folded == folded_title and len(kept) < 3:
            continue
        # a plan of meals says the same dish every day
        if len(folded) > 60 and folded in seen and _SENTENCE.search(folded[-2:]):
            continue
        seen.add(folded)
        kept.append(passage)
    return kept
