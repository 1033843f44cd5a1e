"""The event as the headline words it: "Readout of the Meeting with River Mayors"."""

from __future__ import annotations

import re

from diplo_extract.extractors.event_scenes import words
from diplo_extract.nlp.events.vocabulary import vocabulary

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+){0,3}")
_LONGEST = 300
_SPEAKING = (" from", " by")
_HOUSE = re.compile(r"([A-Z][\w’-]{1,30} [A-Z][\w’-]{1,30})(?= [A-Z])")
_HEAD_WITHIN = 5
_IN = re.compile(r" in ((?:[A-Z][\w’-]{1,30} ?){1,4})$")
_IN_OR_TO = re.compile(r" (?:in|to) (?:the )?([A-Z][\w’-]{1,30}(?: [A-Z][\w’-]{1,30}){0,3})")


def reported_event(headline: str | None) -> tuple[str, str] | None:
    """Give (name, kind) of the event that a headline announces a report of."""
    if not headline or len(headline) > _LONGEST:
        return None
    folded = headline.lower()
    for opener in sorted(words("readouts"), key=lambda opener: (-len(opener), opener)):
        if folded.startswith(opener + " "):
            name = headline[len(opener) + 1 :].strip()
            # "Readout from Spokesperson Ana Ruiz on the Visit to Fiji"
            if opener.endswith(_SPEAKING):
                name = name.partition(" on ")[2].strip() or name
            name = _without_article(name)
            return name, _kind_of(name) or "meeting"
    return None


def named_event(headline: str | None) -> tuple[str, str] | None:
    """Give (name, kind) when the headline is nothing but an event: "State Visit of the Prime Minister of Tonga"."""
    if not headline or len(headline) > _LONGEST:
        return None
    found = _WORD.findall(headline.lower())
    first = next((i for i, word in enumerate(found[:_HEAD_WITHIN]) if vocabulary().head(word)), None)
    if first is None or first + 1 >= len(found) or found[first + 1] not in ("of", "to", "with", "by", "between"):
        return None
    kind = _kind_of(headline)
    return (_without_article(headline), kind) if kind else None


def place_of(name: str, kind: str, text: str) -> str | None:
    """Give the place of "Peace Talks in Geneva", of a visit also that of "State Visit to Tonga by …".

    "Event on Diversity in Higher Education" tells none: `text` has it in small letters.
    """
    found = _IN_OR_TO.search(name) if kind == "visit" else _IN.search(name)
    if found and found[1].lower() in text:
        return None
    owner = found is not None and (found[1].endswith("’s") or name[found.end(1) :].startswith("'s"))
    return found[1] if found and not owner else None  # "visit to Faro's sister city"


def house_of(name: str) -> str | None:
    """Give the house whose meeting it was: "Harbour House Meeting with River Mayors"."""
    found = _HOUSE.match(name)
    house = found[1] if found else ""
    last = house.rpartition(" ")[2].lower()
    return house if " " in house and last in words("venues") and house.lower() not in words("venue_kinds") else None


def host_of(name: str) -> list[str]:
    """Give the office that goes by the name of the house its meeting was in: "White House Meeting with Mayors"."""
    house = house_of(name)
    return [house] if house and house.lower() in words("hosting_houses") else []


def _kind_of(name: str) -> str | None:
    """Give the kind told by the first noun of an event in `name`."""
    found = _WORD.findall(name.lower())
    if words("journeys").intersection(found):
        return "visit"
    heads = [head for word in found if (head := vocabulary().head(word)) is not None]
    # the event of "Children's Day Event" is no day
    telling = [head for head in heads if head not in words("named_only")] or heads
    return vocabulary().kinds[telling[0]] if telling else None


def _without_article(name: str) -> str:
    return name[4:] if name.lower().startswith("the ") else name
