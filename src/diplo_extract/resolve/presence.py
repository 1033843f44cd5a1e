"""Whether a person took part in what the release tells: present, represented, or only mentioned.

A release that tells an event names people because they took part: words around the mentions speak against it. In other
texts (announcements, statements, obituaries) people are mentioned, unless a sentence has them act in an event.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from diplo_extract import lexicon
from diplo_extract.lexicon.pattern import any_of
from diplo_extract.resolve.scene import Scene
from diplo_extract.resolve.surface import fold

Value = Literal["present", "represented", "mentioned"]
_WINDOW = 70
_DECISIVE = frozenset({"dead-before", "dead-behind"})
_CONTACT = re.compile(r"\b(?:contacts?|enquiries|inquiries)\b[^\n:]{0,30}:\s*\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_MOST_BEHIND = 10
"""Words that may stand between "on behalf of" and a name, counted apart at every mark."""
_STOP = re.compile(r"[.!?;:]\s|\n")


class Seen(NamedTuple):
    """What tells about the presence of a person, and where."""

    value: Value
    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """A mention with its courtesy words and titles around it."""

    start: int
    """Where the title or courtesy word before the name begins."""
    end: int
    """Where the title behind the name ends."""
    name_start: int
    name_end: int
    together: int
    """Where the list of names that it stands in ends; its own end when it stands alone."""
    late: bool = False


class Window(NamedTuple):
    """What stands before a mention in its sentence, folded."""

    text: str
    start: int
    words: list[str]

    def ends_with(self, key: str) -> re.Match[str] | None:
        """Find a phrase of a list right before the mention."""
        behind = _MOST_BEHIND if key == "represented_before" else 1
        if _last_words(key).isdisjoint(self.words[-1 - behind :]):
            return None
        return _table(key).search(self.text)


@cache
def _last_words(key: str) -> frozenset[str]:
    phrases = lexicon.load("en", "people")["presence"][key]
    return frozenset(_WORD.findall(fold(phrase))[-1] for phrase in phrases)


@cache
def _table(key: str) -> re.Pattern[str]:
    """Compile the phrases of a list: at the end of what stands before, or at the beginning of what stands behind."""
    choice = any_of(fold(phrase) for phrase in lexicon.load("en", "people")["presence"][key])
    if key.endswith("before"):
        # behind a comma somebody else begins: "on behalf of Mayor X, Deputy Mayor Y opened"
        between = r"(?: [\w'.-]{1,20}){0,4}\s{0,3}" if key == "represented_before" else r"[\s,]{0,3}"
        return re.compile(rf"(?:^|[^\w])({choice})[\s,]{{0,2}}(?:\b(?:the|his|her|its|their|a|an))?{between}\Z")
    return re.compile(rf"\A[\s,]*(?:who [^,.;]{{1,60}}, )?(?:who )?({choice})(?![\w])")


def read_presence(scene: Scene, places: Sequence[Place], speaks: bool, past_only: bool) -> Seen:
    """Give the presence of the person whose mentions are `places`.

    speaks: a quote of this release is the person's; then nobody stood in for her.
    past_only: every title that the text gives the person is of the past.
    """
    windows = [_before(scene.text, place.start) for place in places]
    told = [_at(scene.text, place, window) for place, window in zip(places, windows, strict=True)]
    found = [seen for seen in told if seen is not None]
    for seen in found:
        if seen.value == "represented" or (seen.rule in _DECISIVE and not speaks):
            return seen
    first = places[0]
    others = [(place, window) for place, window, seen in zip(places, windows, told, strict=True) if seen is None]
    present = next((place for place, window in others if window.ends_with("present_before")), None)
    if present is not None:
        return Seen("present", "present-before", present.name_start, present.name_end)
    if found and not speaks and len(found) * 2 >= len(places):
        return found[0]
    listed = scene.is_guest(first.name_start)
    if past_only and not speaks and not listed and len(places) == 1 and first.start < first.name_start:
        return Seen("mentioned", "past-office", first.name_start, first.name_end)
    return _by_scene(scene, others or list(zip(places, windows, strict=True)), speaks)


def _by_scene(scene: Scene, places: Sequence[tuple[Place, Window]], speaks: bool) -> Seen:
    """Give the presence of somebody of whom no words around the name tell it."""
    owning = [scene.is_possessive(place.name_end) for place, _ in places]
    # beside what is told: "under President X", "urged Mayor Y"
    free = [
        place
        for (place, window), owns in zip(places, owning, strict=True)
        if not owns and not window.ends_with("aside_before")
    ]
    acting = next((place for place in free if scene.has_action(place.name_start)), None)
    first = places[0][0]
    if acting is not None and not scene.called_off:
        return Seen("present", "takes-part", acting.name_start, acting.name_end)
    if scene.tells_event:
        if all(owning) and not speaks:
            return Seen("mentioned", "owner", first.name_start, first.name_end)
        return Seen("present", "speaks" if speaks else "named", first.name_start, first.name_end)
    event = next((place for place in free if scene.has_event(place.name_start)), None)
    if event is not None:
        return Seen("present", "event", event.name_start, event.name_end)
    return Seen("mentioned", "called-off" if scene.called_off else "no-event", first.name_start, first.name_end)


def _at(text: str, place: Place, window: Window) -> Seen | None:
    if place.late:
        return Seen("mentioned", "dead-before", place.start, place.name_end)
    if window.text.rstrip()[-1:] in ("", ":") and _CONTACT.search(text, max(0, place.start - _WINDOW), place.start):
        return Seen("mentioned", "contact", place.name_start, place.name_end)
    for key in ("represented_before", "dead_before", "mentioned_before"):
        if match := window.ends_with(key):
            return _seen(key, min(window.start + match.start(1), place.start), place.name_end)
    behind = _behind(text, place.end)
    for key in ("represented_behind", "dead_behind", "mentioned_behind"):
        if match := _table(key).match(behind):
            return _seen(key, place.name_start, place.end + match.end())
    if place.together > place.end and (match := _table("represented_together").match(_behind(text, place.together))):
        return _seen("represented_together", place.name_start, place.together + match.end())
    return None


def _seen(key: str, start: int, end: int) -> Seen:
    kind: Value = "represented" if key.startswith("represented") else "mentioned"
    return Seen(kind, key.replace("_", "-"), start, end)


def _same_length(text: str) -> str:
    """Fold a text without moving its characters."""
    low = text.replace("’", "'").lower()
    return low if len(low) == len(text) else text


def _before(text: str, start: int) -> Window:
    begin = max(0, start - _WINDOW)
    window = text[begin:start]
    for stop in _STOP.finditer(window):
        begin = max(begin, start - len(window) + stop.end())
    before = _same_length(text[begin:start])
    return Window(before, begin, _WORD.findall(before))


def _behind(text: str, end: int) -> str:
    window = text[end : end + _WINDOW]
    stop = _STOP.search(window)
    return _same_length(window[: stop.start()] if stop else window)
