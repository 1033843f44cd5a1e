"""From a linked phrase to the title as the record words it: role, organization, jurisdiction, status."""

from __future__ import annotations

from typing import Literal

from diplo_extract.nlp.annotations import TitleInfo
from diplo_extract.nlp.titles.employers import Employers
from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.links import Link
from diplo_extract.nlp.titles.phrases import Phrase
from diplo_extract.nlp.titles.words import Words

Status = Literal["current", "former", "acting", "deputy", "elect", "designate"]
_STATUS: tuple[Status, ...] = ("former", "acting", "elect", "designate", "deputy")


class Wording:
    """Words the titles of one Doc."""

    def __init__(self, words: Words, lexicon: TitleWords, text: str, in_title: list[bool]) -> None:
        self.words = words
        self.employers = Employers(words, lexicon, in_title)
        self.lexicon = lexicon
        self.text = text

    def info(self, link: Link) -> TitleInfo:
        """Give what the record tells of the title."""
        phrase = link.phrase
        (start, end), organization, jurisdiction = self.employers.of(link)
        title = self._surface(self._after_age(start, phrase), max(end, phrase.served))
        if phrase.head.plural:
            title = self._singular(title, phrase)
        status = self._status(link)
        if shared := self._shared_status(link):
            title, status = f"{shared} {title}", "former"
        info: TitleInfo = {
            "people": [self._offsets_of_name(i) for i in link.people],
            "predecessors": [self._offsets_of_name(i) for i in link.predecessors],
            "title": title,
            "role": phrase.head.role,
            "plural": phrase.head.plural,
            "organization": self._surface(*organization) if organization else None,
            "jurisdiction": self._surface(*jurisdiction) if jurisdiction else None,
            "status": status,
            "rule": link.rule,
            "organization_span": self._offsets(organization or jurisdiction),
        }
        return info

    def _after_age(self, start: int, phrase: Phrase) -> int:
        """Leave out an age: "23-year-old | agronomist"."""
        words, head = self.words, phrase.head_start
        while start < head and words.low[start][0].isdigit() and words.low[start].endswith("-old"):
            start += 1
        return start

    def _surface(self, start: int, end: int) -> str:
        return self.text[self.words.start[start] : self.words.end[end - 1]].replace("\u00ad", "")

    def _offsets_of_name(self, i: int) -> list[int]:
        start, end = self.words.names[i]
        return [self.words.start[start], self.words.end[end - 1]]

    def _offsets(self, span: tuple[int, int] | None) -> list[int] | None:
        return [self.words.start[span[0]], self.words.end[span[1] - 1]] if span else None

    def _singular(self, title: str, phrase: Phrase) -> str:
        """Put a distributed plural in the singular, keeping its case: "War Cabinet members" -> "War Cabinet member"."""
        words = self.words
        surface = self._surface(phrase.head_start, phrase.head_end)
        role = phrase.head.role
        short = words.low[phrase.head_start].rstrip(".")
        if (
            phrase.head_end - phrase.head_start == 1
            and short.endswith("s")
            and short[:-1] in self.lexicon.heads
            and len(short) <= 5
        ):
            single = surface.rstrip(".")[:-1] + (
                "."
                if surface.endswith(".")
                or self.text[words.end[phrase.head_start] : words.end[phrase.head_start] + 1] == "."
                else ""
            )
        else:
            single = _cased_like(role, surface)
        return title.replace(surface, single, 1)

    def _status(self, link: Link) -> Status:
        words, phrase, known = self.words, link.phrase, self.lexicon.status
        low = words.low[phrase.head_start]
        tail = words.low[max(phrase.head_end - 2, phrase.head_start) : min(phrase.head_end + 1, phrase.end)]
        found = {known[word] for word in (*words.low[phrase.start : phrase.head_start], *tail) if word in known}
        found |= {known[low.rpartition("-")[2]]} if low.endswith(("-elect", "-designate")) else set()
        found |= {"deputy"} if phrase.head.role.startswith("deputy ") else set()
        for wanted in _STATUS:
            if wanted in found:
                return wanted
        if link.nominated or words.low[max(phrase.start - 3, 0) : phrase.start] == ["nominee", "to", "be"]:
            return "designate"
        before = words.low[max(phrase.start - 1 - bool(phrase.determiner), 0) : phrase.start]
        return "former" if link.past or "formerly" in before or "previously" in before else "current"

    def _shared_status(self, link: Link) -> str | None:
        """Give "Former" of "Former Lieutenant Governor and Attorney General" for the second title."""
        if not link.run or link.run[0] is link.phrase or link.rule not in ("before", "apposition", "after"):
            return None
        first = link.run[0]
        words = self.words
        if words.low[first.start] != "former" or first.determiner or link.phrase.determiner:
            return None
        if any(words.low[k] in self.lexicon.status for k in range(link.phrase.start, link.phrase.head_start)):
            return None
        if len(link.run) != 2 or first.end != first.head_end or words.low[first.end] not in ("and", "&"):
            return None
        return words.text[first.start]


def _cased_like(role: str, surface: str) -> str:
    """Write `role` in the case of `surface`, word by word."""
    model = surface.replace("-", " ").split()
    if surface.isupper() and len(surface) > 1:
        return role.upper()
    result = []
    for i, word in enumerate(role.split()):
        capital = model[min(i, len(model) - 1)][:1].isupper()
        result.append(word[:1].upper() + word[1:] if capital else word)
    return " ".join(result)
