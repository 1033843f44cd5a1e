"""Marks mentions of events in doc.spans["events"]: named ones, described ones and "the workshop"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from diplo_extract import lexicon
from diplo_extract.nlp.annotations import EventInfo, register

_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERED = re.compile(r"COP-?\d{1,2}|G-?(?:7|20)")
_POSSESSIVE = ("’s", "'s")
_MAX_LEFT, _MAX_RIGHT, _CUE_WINDOW = 12, 12, 6


@dataclass(frozen=True, slots=True)
class _Text:
    """The tokens of a Doc and the borders of the sentence being read."""

    doc: Doc
    words: list[str]
    lower: list[str]
    others: set[int]
    """Tokens of people and dates: no part of an event's name."""
    start: int
    end: int


class Events:
    """spaCy component `diplo_events`."""

    def __init__(self, table: dict[str, Any]) -> None:
        register()
        self._kinds: dict[str, str] = table["heads"]
        words = table["words"]
        self._weak = frozenset(words["weak"])
        self._named_only = frozenset(words["named_only"])
        self._not_events = frozenset(words["not_events"])
        self._modifiers = frozenset(words["modifiers"])
        self._determiners = frozenset(words["determiners"])
        self._complements = frozenset(words["complements"])
        self._travel = frozenset(words["complements_of_travel"])
        self._stops = frozenset(words["stops"])
        self._held = frozenset(words["held"])
        self._connectors = frozenset(words["name_connectors"])
        self._never_first = frozenset(words["never_first"])
        self._ordinals = {word: number for number, word in enumerate(words["ordinals"], start=1)}

    def __call__(self, doc: Doc) -> Doc:
        """Mark the events of `doc`."""
        spans: list[Span] = []
        people = {token.i for entity in doc.ents if entity.label_ == "PERSON" for token in entity}
        dates = {token.i for date in doc.spans.get("dates", []) for token in date}
        words = [token.text for token in doc]
        lower = [word.lower() for word in words]
        others = people | dates
        taken = 0
        for sentence in doc.sents:
            text = _Text(doc, words, lower, others, sentence.start, sentence.end)
            for i in range(sentence.start, sentence.end):
                if i < taken or i in text.others:
                    continue
                span = self._mention(text, i)
                if span is not None:
                    spans.append(span)
                    taken = span.end
        doc.spans["events"] = spans
        return doc

    def _mention(self, text: _Text, i: int) -> Span | None:
        """Read the mention whose head is token `i`."""
        word = text.words[i]
        numbered = _NUMBERED.fullmatch(word) is not None
        head = self._head(text.lower[i])
        if head is None and not numbered:
            return None
        if numbered or (word[0].isupper() and not word.isupper()):
            if i + 1 < text.end and text.lower[i + 1] in self._not_events:
                return None
            start, end = self._name_start(text, i), self._name_end(text, i + 1)
            if numbered or end - start > (2 if head in self._weak else 1):
                return self._span(text, start, end, head or "summit", "name")
            if i > text.start:
                return None
        if head is None or head in self._named_only:
            return None
        return self._described(text, i, head)

    def _head(self, word: str) -> str | None:
        if word in self._kinds:
            return word
        if word.endswith("s") and word[:-1] in self._kinds:
            return word[:-1]
        return None

    def _name_start(self, text: _Text, i: int) -> int:
        """Give the first token of the capitalised name around head `i`."""
        start = i
        while start > text.start and i - start < _MAX_LEFT:
            before = start - 1
            if before in text.others:
                break
            word, further = text.words[before], text.words[before - 1] if before > text.start else ""
            joins = text.lower[before] in self._connectors or word in "-–—/" or word in _POSSESSIVE
            if self._in_name(word):
                start = before
            elif joins and further and self._in_name(further) and before - 1 not in text.others:
                start = before - 1
            else:
                break
        while start < i and (text.lower[start] in self._never_first or text.words[start] in _POSSESSIVE):
            start += 1
        return start

    def _name_end(self, text: _Text, end: int) -> int:
        while end < text.end and end not in text.others:
            word = text.lower[end]
            if self._in_name(text.words[end]):
                end += 1
                continue
            after = end + 1
            if word not in self._complements and word not in "-–—/" and word != "and":
                break
            while after < text.end and text.lower[after] in ("the", "a"):
                after += 1
            if after >= text.end or after in text.others or not self._in_name(text.words[after]):
                break
            end = after + 1
        return end

    def _in_name(self, word: str) -> bool:
        return word[0].isupper() or bool(_ORDINAL.fullmatch(word)) or bool(_YEAR.fullmatch(word))

    def _described(self, text: _Text, i: int, head: str) -> Span | None:
        """Read a head that is no name: "a two-day visit to Nairobi", "the workshop"."""
        lower = text.lower
        start = i
        while start > text.start and i - start < 6:
            word = lower[start - 1]
            hyphenated = "-" in (word, lower[start]) and start < i + 1
            if word in self._modifiers or hyphenated or _ORDINAL.fullmatch(word) or word in ("day", "two", "three"):
                start -= 1
            else:
                break
        if start == text.start:
            return None
        before = lower[start - 1]
        end = self._description_end(text, i + 1, head)
        if before in ("the", "this", "that") and end == i + 1 and (start == i or head in self._weak):
            return self._span(text, start, end, head, "anaphor")
        window = lower[max(text.start, start - _CUE_WINDOW) : start] + lower[end : end + 3]
        dated = not text.others.isdisjoint(range(end, end + 3))
        determined = before in self._determiners or before in self._held
        if not determined or not (dated or self._held.intersection(window)):
            return None
        # "the sessions of the workshop" speaks of the workshop
        if head in self._weak and (end == i + 1 or any(self._head(word) for word in lower[i + 1 : end])):
            return None
        return self._span(text, start, end, head, "description")

    def _description_end(self, text: _Text, end: int, head: str) -> int:
        openers = self._complements | (self._travel if self._kinds[head] == "visit" else frozenset())
        if end >= text.end or text.lower[end] not in openers:
            return end
        last = end
        for j in range(end + 1, min(text.end, end + _MAX_RIGHT)):
            word = text.words[j]
            known = word[0].isalnum() or word in ("-", "–", "&") or word in _POSSESSIVE
            if j in text.others or text.lower[j] in self._stops or not known:
                break
            last = j
        if last == end or text.lower[last] in self._complements or text.lower[last] in ("the", "a", "and", "-", "–"):
            return end
        return last + 1

    def _span(self, text: _Text, start: int, end: int, head: str, rule: str) -> Span:
        span = Span(text.doc, start, end, label="EVENT")
        info: EventInfo = {
            "edition": self._edition(text.lower[start:end]),
            "kind": self._kinds.get(head),
            "rule": f"event-{rule}",
        }
        span._.event = info
        return span

    def _edition(self, lower: list[str]) -> int | None:
        for word in lower[:4]:
            match = _ORDINAL.fullmatch(word)
            if match:
                return int(match[1]) or None
            if word in self._ordinals:
                return self._ordinals[word]
        return None


@Language.factory("diplo_events")
def make_events(nlp: Language, name: str) -> Events:
    """Give the component."""
    return Events(lexicon.load("en", "events"))
