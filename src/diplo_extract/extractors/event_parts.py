"""Number of sessions and status of an event, each read from a sentence that mentions it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from diplo_extract import lexicon
from diplo_extract.extractors.event_scenes import Scene, words

Status = Literal["held", "planned", "postponed", "cancelled"]


_DAY = len("2024-05-20")


def sessions(scenes: Iterable[Scene]) -> int | None:
    """Give the number in "in three sessions"."""
    numbers = {word: i for i, word in enumerate(lexicon.load("en", "events")["words"]["cardinals"], start=1)}
    for scene in scenes:
        for number, noun in pairwise(token.lower_ for token in scene.span.doc[scene.since : scene.until]):
            if noun == "sessions" and (number in numbers or (number.isascii() and number.isdigit() and number != "0")):
                return numbers.get(number) or int(number[:4])
    return None


def is_put_off(scene: Scene) -> bool:
    """Tell whether the sentence says that the event was postponed."""
    return any(token.lower_ in words("postponed") for token in scene.sentence)


def status(scenes: Sequence[Scene], start: str | None, published: str | None) -> Status:
    """Tell whether it was held, is to be held, was put off or was called off; a known day decides between the first."""
    lower = [{token.lower_ for token in scene.sentence} for scene in scenes]
    over = bool(start and published and len(start) >= _DAY and start <= published)
    if any(near & words("cancelled") for near in lower):
        return "cancelled"
    if any(near & words("postponed") and not (over and near & words("once_put_off")) for near in lower):
        return "postponed"
    if start and published and len(start) >= 10 and len(published) >= 10 and start[:4].isdigit():
        to_come = start[:10] == published[:10] and any(scene.mention.future for scene in scenes)
        return "planned" if start[:10] > published[:10] or to_come else "held"
    if start and published and start[:4].isdigit() and start[:4] > published[:4]:
        return "planned"
    named = [scene for scene in scenes if scene.mention.rule not in ("pronoun",)]
    return "planned" if named and named[0].mention.future else "held"
