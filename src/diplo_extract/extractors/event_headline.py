"""The event as the headline words it: "Readout of the Meeting with River Mayors"."""

from __future__ import annotations

import re

from diplo_extract import lexicon
from diplo_extract.extractors.event_scenes import words
from diplo_extract.nlp.events.vocabulary import Vocabulary

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+){0,3}")


def headline_event(headline: str | None) -> tuple[str, str] | None:
    """Give (name, kind) of the event that a headline announces a report of, or is nothing but the name of."""
    if not headline or len(headline) > 300:
        return None
    name = _behind_opener(headline)
    if name is None:
        return None
    kind = kind_of(name)
    return (name, kind) if kind else None


def kind_of(name: str) -> str | None:
    """Give the kind told by the first noun of an event in `name`."""
    vocabulary = Vocabulary.read(lexicon.load("en", "events"))
    for word in _WORD.findall(name.lower()):
        head = vocabulary.head(word)
        if head is not None:
            return vocabulary.kinds[head]
    return None


def _behind_opener(headline: str) -> str | None:
    """Give what stands behind "Readout of the"; a headline that opens with the event itself is taken whole."""
    folded = headline.lower()
    for opener in sorted(words("readouts"), key=lambda opener: (-len(opener), opener)):
        if folded.startswith(opener + " "):
            rest = headline[len(opener) + 1 :].strip()
            return rest[4:] if rest.lower().startswith("the ") else rest
    return None
