"""Media advisories: "WHAT: Public hearing", "WHEN: Friday, July 19", "WHERE: Harbour Hall", line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span

_LABEL = re.compile(r"(what|when|where|date|time|place|venue|location|who)\s{0,3}:[\s|]{0,4}", re.IGNORECASE)
_WHERE = frozenset(("where", "place", "venue", "location"))
_WHEN = frozenset(("when", "date", "time"))
_LINES = 6
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Advisory:
    """What the lines around "WHAT:" tell, by sentence numbers."""

    when: tuple[int, ...]
    where: str | None


def advisory(sentences: Sequence[Span], number: int) -> Advisory | None:
    """Give the lines that go with the event of sentence `number`, when that is a "WHAT:" line."""
    if _label(sentences[number]) != "what":
        return None
    when, where = [], None
    for i in range(number + 1, min(len(sentences), number + 1 + _LINES)):
        label = _label(sentences[i])
        if label == "what":
            break
        if label in _WHEN:
            when.append(i)
        elif label in _WHERE and where is None:
            where = _LABEL.sub("", sentences[i].text.strip(), count=1)[:_LONGEST].strip() or None
    # the day may stand as a line above: "Friday, July 19"
    return Advisory((*when, *([number - 1] if number else [])), where)


def _label(sentence: Span) -> str | None:
    match = _LABEL.match(sentence.doc[sentence.start : sentence.start + 3].text)
    return match[1].lower() if match else None
