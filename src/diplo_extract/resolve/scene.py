"""What a release tells about taking part: whether it tells an event, and which sentences have people act in one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from diplo_extract import lexicon
from diplo_extract.lexicon.pattern import any_of
from diplo_extract.nlp.columns import columns

_HEAD = 600
"""Characters in which a release that is about an event names it."""
_DENSE = 0.01
"""Mentions of events for each word in a text that tells one without naming it at its head."""
_NAMING = frozenset(
    {"event-name", "event-description", "event-definite", "event-verb", "event-opening", "event-closing"}
)
_LIST_LINE = 250
_INTRODUCTION = 120
_POSSESSIVES = ("'s", "’s", "' ", "’ ")


@cache
def _phrases(key: str) -> re.Pattern[str]:
    """Compile the phrases of a list, to be searched in lower case."""
    return re.compile(rf"\b{any_of(lexicon.load('en', 'people')['presence'][key])}\b")


def _guest_lines(text: str) -> Iterator[tuple[int, int]]:
    """Give where the lines of lists of guests stand: behind "Participants included:", up to the next sentence."""
    guests, at = False, 0
    for line in text.split("\n"):
        end = at + len(line)
        bare = line.rstrip(" *_:")
        head, colon, _ = line.partition(":")
        if colon and bare and len(head) < _INTRODUCTION and not bare.endswith("."):
            guests = _phrases("takes_part").search(head.lower()) is not None
        elif bare and (len(line) > _LIST_LINE or bare.endswith(".")):
            guests = False
        elif guests and bare:
            yield at, end
        at = end + 1


class Scene:
    """Reads one Doc."""

    def __init__(self, doc: Doc) -> None:
        tokens = columns(doc)
        self.text = tokens.text
        self._starts = tokens.sentence_starts or [0]
        events = [span for span in doc.spans.get("events", []) if span._.event["rule"] != "event-pronoun"]
        named = [span.start_char for span in events if span._.event["rule"] in _NAMING]
        self._events = {self._sentence(start) for start in named}
        self._acts: dict[int, bool] = {}
        self._guests = list(_guest_lines(self.text))
        self.called_off = _phrases("called_off").search(self.text[: _HEAD // 2].lower()) is not None
        dense = len(events) >= _DENSE * max(len(doc), 1)
        self.tells_event = not self.called_off and (dense or any(start < _HEAD for start in named))

    def _sentence(self, at: int) -> int:
        return max(bisect_right(self._starts, at) - 1, 0)

    def has_event(self, at: int) -> bool:
        """Tell whether the sentence at an offset names an event."""
        return not self.called_off and self._sentence(at) in self._events

    def has_action(self, at: int) -> bool:
        """Tell whether the sentence at an offset has people meet, attend, visit, speak somewhere."""
        number = self._sentence(at)
        if number not in self._acts:
            end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
            sentence = self.text[self._starts[number] : end].lower()
            self._acts[number] = _phrases("takes_part").search(sentence) is not None
        return self._acts[number] or self.is_guest(at)

    def is_guest(self, at: int) -> bool:
        """Tell whether an offset stands in a line of a list of guests."""
        number = bisect_right(self._guests, (at, len(self.text))) - 1
        return number >= 0 and at < self._guests[number][1]

    def is_possessive(self, end: int) -> bool:
        """Tell whether a name that ends at an offset only owns something: "President Biden's plan"."""
        return self.text[end : end + 2] in _POSSESSIVES
