"""Marks mentions of events in doc.spans["events"]: named ones, described ones and "the workshop"."""

from __future__ import annotations

import re
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from diplo_extract import lexicon
from diplo_extract.nlp.annotations import EventInfo, register

_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERED = re.compile(r"COP-?\d{1,2}|G-?(?:7|20)")
_MAX_LEFT, _MAX_RIGHT, _CUE_WINDOW = 12, 12, 6


class Events:
    """spaCy component `diplo_events`."""

    def __init__(self, table: dict[str, Any]) -> None:
        register()
        self._kinds: dict[str, str] = table["heads"]
        words = table["words"]
        self._weak = frozenset(words["weak"])
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
        words = [token.text for token in doc]
        lower = [word.lower() for word in words]
        taken = 0
        for sentence in doc.sents:
            for i in range(sentence.start, sentence.end):
                if i < taken:
                    continue
                span = self._mention(doc, sentence, i, words, lower, people)
                if span is not None:
                    spans.append(span)
                    taken = span.end
        doc.spans["events"] = spans
        return doc

    def _mention(
        self, doc: Doc, sentence: Span, i: int, words: list[str], lower: list[str], people: set[int]
    ) -> Span | None:
        numbered = _NUMBERED.fullmatch(words[i]) is not None
        head = self._head(lower[i])
        if (head is None and not numbered) or i in people:
            return None
        if numbered or (words[i][0].isupper() and not words[i].isupper()):
            start, end = self._name(sentence, i, words, lower, people)
            if numbered or end - start > 1:
                return self._span(doc, start, end, head or "summit", lower, "name")
            if i > sentence.start:
                return None
        return self._described(doc, sentence, i, head or "", words, lower)

    def _head(self, word: str) -> str | None:
        if word in self._kinds:
            return word
        if word.endswith("s") and word[:-1] in self._kinds:
            return word[:-1]
        return None

    def _name(self, sentence: Span, i: int, words: list[str], lower: list[str], people: set[int]) -> tuple[int, int]:
        """Give the borders of the capitalised name around head `i`."""
        start = i
        while start > sentence.start and i - start < _MAX_LEFT:
            before = start - 1
            if before in people:
                break
            if self._in_name(words[before]) or (words[before] in ("’s", "'s") and self._in_name(words[before - 1])):
                start = before
            elif (
                before - 1 >= sentence.start
                and (lower[before] in self._connectors or words[before] in "-–—/")
                and self._in_name(words[before - 1])
                and before - 1 not in people
            ):
                start = before - 1
            else:
                break
        while start < i and (lower[start] in self._never_first or words[start] in ("’s", "'s")):
            start += 1
        return start, self._name_end(sentence, i + 1, words, lower)

    def _name_end(self, sentence: Span, end: int, words: list[str], lower: list[str]) -> int:
        while end < sentence.end:
            if self._in_name(words[end]):
                end += 1
                continue
            after = end + 1
            if lower[end] in self._complements or words[end] in "-–—/" or lower[end] == "and":
                while after < sentence.end and lower[after] in ("the", "a"):
                    after += 1
                if after < sentence.end and self._in_name(words[after]) and not _YEAR.fullmatch(words[after]):
                    end = after + 1
                    continue
            break
        return end

    def _in_name(self, word: str) -> bool:
        return word[0].isupper() or bool(_ORDINAL.fullmatch(word)) or bool(_YEAR.fullmatch(word))

    def _described(
        self, doc: Doc, sentence: Span, i: int, head: str, words: list[str], lower: list[str]
    ) -> Span | None:
        """Read a head that is no name: "a two-day visit to Nairobi", "the workshop"."""
        start = i
        while start > sentence.start and i - start < 6:
            word = lower[start - 1]
            hyphenated = words[start - 1] == "-" or (start < i and words[start] == "-")
            if word in self._modifiers or hyphenated or _ORDINAL.fullmatch(word) or word in ("day", "two", "three"):
                start -= 1
            else:
                break
        if start == sentence.start:
            return None
        # "the sessions of the workshop" speaks of the workshop
        determined = lower[start - 1] in self._determiners or lower[start - 1] in self._held
        end = self._description_end(sentence, i + 1, head, words, lower)
        bare_article = lower[start - 1] in ("the", "this", "that")
        if bare_article and end == i + 1:
            return self._span(doc, start, end, head, lower, "anaphor")
        window = lower[max(sentence.start, start - _CUE_WINDOW) : start] + lower[end : end + 3]
        if not determined or not self._held.intersection(window):
            return None
        if head in self._weak and (end == i + 1 or any(self._head(word) for word in lower[i + 1 : end])):
            return None
        return self._span(doc, start, end, head, lower, "description")

    def _description_end(self, sentence: Span, end: int, head: str, words: list[str], lower: list[str]) -> int:
        openers = self._complements | (self._travel if self._kinds[head] == "visit" else frozenset())
        if end >= sentence.end or lower[end] not in openers:
            return end
        limit = min(sentence.end, end + _MAX_RIGHT)
        last = end
        for j in range(end + 1, limit):
            if lower[j] in self._stops or not (words[j][0].isalnum() or words[j] in ("’s", "'s", "-", "–", "&")):
                break
            last = j
        if last == end or lower[last] in self._complements or lower[last] in ("the", "a", "and"):
            return end
        return last + 1

    def _span(self, doc: Doc, start: int, end: int, head: str, lower: list[str], rule: str) -> Span:
        span = Span(doc, start, end, label="EVENT")
        info: EventInfo = {
            "edition": self._edition(lower[start:end]),
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
