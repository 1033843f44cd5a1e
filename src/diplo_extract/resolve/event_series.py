"""Which event of a series is meant: "the previous edition", "the 12th edition", "this edition"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from diplo_extract import lexicon

if TYPE_CHECKING:
    from diplo_extract.resolve.events import EventGroup, EventMention

LOOKED_BACK = 40
"""Events and mentions looked back at, so that time stays linear in a text of a thousand events."""
NAMED = 3
"""Rank of an event that the text calls by a proper name."""


@cache
def kinds(name: str) -> frozenset[str]:
    """Give a list of kinds of events."""
    return frozenset(lexicon.load("en", "events")["kinds"][name])


def series_of(mention: EventMention, groups: Sequence[EventGroup]) -> EventGroup | None:
    """Give the event whose editions a mention counts: the last one with a name, else the last of such a kind."""
    last = groups[: -LOOKED_BACK - 1 : -1]
    named = (group for group in last if group.rank() == NAMED)
    # "next year's event will be held in Faro"
    if mention.rule == "edition" or (mention.rule == "anaphor" and mention.kind == "event" and mention.order):
        return next(named, None) or next((group for group in last if group.kind in kinds("with_sessions")), None)
    if mention.kind != "session" or mention.edition is None:
        return None
    # "The second session of the Harbour Assembly ended … The first session took place in 2019."
    beside = {mention.edition - 1, mention.edition, mention.edition + 1}
    return next((group for group in named if _is_series_of_sessions(group) or beside & group.editions()), None)


def _is_series_of_sessions(group: EventGroup) -> bool:
    name = group.name().text.lower()
    return any(phrase in name for phrase in lexicon.load("en", "events")["words"]["counted_sessions"])


def edition_of(mention: EventMention, series: EventGroup, groups: Sequence[EventGroup]) -> EventGroup | None:
    """Give the event that a mention of an edition means; None for an earlier or later one that was not told before."""
    if mention.order is None and (mention.edition is None or mention.edition in series.editions()):
        return series
    for group in groups[: -LOOKED_BACK - 1 : -1]:
        if group.kind == series.kind and mention.edition is not None and mention.edition in group.editions():
            return group
    return series if mention.order is None and not series.editions() else None
