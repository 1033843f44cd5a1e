"""When an event takes place: first and last day, or how long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Span

from diplo_extract.extractors.event_scenes import Scene, words

LONG_KINDS = frozenset(
    ("conference", "summit", "festival", "exhibition", "forum", "assembly", "fair", "visit", "tournament", "talks")
)
_LONGEST_DAYS = 14
"""Of a hearing, a dinner, a call: "suspended for 60 days, pending a hearing" is no length of it."""
_COARSE = ("month", "season", "quarter", "year")


@dataclass(slots=True)
class When:
    """First day, last day, length; what the text does not tell is None."""

    start: str | None = None
    end: str | None = None
    duration: str | None = None


@dataclass(slots=True)
class _Told:
    """What the dates of an event tell, each the first of its sort."""

    interval: tuple[str, str] | None = None
    opened: str | None = None
    closed: str | None = None
    single: str | None = None
    """A day that is neither told as the first nor as the last."""
    day: str | None = None
    """A day of any sort."""
    duration: str | None = None
    behind: str | None = None
    """A month, season or year behind the event."""
    coarse: str | None = None

    def take_day(self, value: str, phase: str | None) -> None:
        first, _, last = value.partition("/")
        if last:
            self.interval = self.interval or (first, last)
        elif phase == "end":
            self.closed = self.closed or first
        elif phase == "start":
            self.opened = self.opened or first
        elif phase != "deadline":
            self.single = self.single or first
        self.day = self.day or (first if not last and phase != "deadline" else None)

    def settled(self, kind: str) -> When:
        """Give first and last day; an event of unknown length that opened or closed on a day took that day."""
        several = self.opened is not None and self.closed is not None and self.opened < self.closed
        long = kind in LONG_KINDS or self.duration is not None or several
        first, last = self.interval or (None, None)
        single = self.single
        if long:
            first, last = first or self.opened, last or self.closed
        else:
            single = self.day
        if first is None and last is None and single is not None:
            return When(single, single if _days(self.duration) <= 1 else None, self.duration)
        found = complete(When(first, last, self.duration))
        # "held a meeting today … The talks concluded today"
        found.start = found.start or (single if single == found.end else None)
        if found.start is None and found.end is None:
            found.start = self.behind or self.coarse
        if found.start and found.end and found.start > found.end:
            found.end = None
        return found


def when(scenes: Iterable[Scene], kind: str) -> When:
    """Read the time of an event from the dates that go with its mentions; an interval says more than a day."""
    told = _Told()
    for scene in scenes:
        for span in _of_mention(scene):
            info = span._.date
            said = info and info["value"] and not _is_reported(scene, span)
            if said and info["qualifier"] not in ("since", "before", "after"):
                _take(told, scene, span, kind)
    return told.settled(kind)


def _of_mention(scene: Scene) -> list[Span]:
    """Give the dates of a mention, those right with it first; a day behind it outweighs the days before it.

    "The guests are in Faro from 24 to 28 May and will attend the parade on Saturday 25 May."
    """
    behind = any(0 <= span.start - scene.span.end <= 1 and span._.date["precision"] == "day" for span in scene.dates)
    dates = [
        span
        for span in scene.dates
        if not (behind and span.end < scene.span.start - 1 and span._.date["precision"] == "day")
    ]
    return sorted(dates, key=lambda span: not _is_beside(scene, span))


def _take(told: _Told, scene: Scene, span: Span, kind: str) -> None:
    info = span._.date
    value = info["value"]
    if info["kind"] == "duration":
        if _is_length(value) and _is_of_event(span) and (kind in LONG_KINDS or _days(value) <= _LONGEST_DAYS):
            told.duration = told.duration or value
    elif info["precision"] == "day" and _to_the_day(value):
        following = _joined_day(scene, span) if "/" not in value else None
        told.take_day(f"{value}/{following}" if following else value, _phase(scene, span))
    elif info["precision"] in _COARSE and _is_close(scene, span):
        month = value.partition("/")[0]
        # "In April, a judge rejected the delay of a hearing in May"
        if span.start > scene.span.start:
            told.behind = told.behind or month
        told.coarse = told.coarse or month


def _joined_day(scene: Scene, span: Span) -> str | None:
    """Give the second day of "yesterday and today", which follows the first."""
    behind = next((date for date in scene.dates if date.start == span.end + 1), None)
    if behind is None or span.doc[span.end].lower_ != "and" or behind._.date["precision"] != "day":
        return None
    second = behind._.date["value"]
    return second if second and _shift(span._.date["value"], 1) == second else None


def _is_beside(scene: Scene, span: Span) -> bool:
    """Tell whether a date stands right with the event: "the July 25 call", "the call on Friday"."""
    inside = scene.span.start <= span.start < scene.span.end
    return inside or 0 <= scene.span.start - span.end <= 1 or 0 <= span.start - scene.span.end <= 1


def complete(found: When) -> When:
    """Give the missing end of "ended on Sunday after three days", where first or last day and length are told."""
    days = _days(found.duration)
    start, end = found.start, found.end
    if start is None and end is not None and days > 1:
        start = _shift(end, 1 - days)
    elif end is None and start is not None and days > 1:
        end = _shift(start, days - 1)
    return When(start, end, found.duration)


def _to_the_day(value: str) -> bool:
    return all(len(part) == 10 and "X" not in part and part[4] == "-" for part in value.split("/"))


def _is_length(value: str) -> bool:
    return "T" not in value and value.endswith(("D", "W")) and 0 < _days(value) <= 60


def _is_of_event(span: Span) -> bool:
    """Tell "the three-day forum" from "a 14-day period", "the past three days"."""
    behind = {token.lower_ for token in span.doc[span.end : span.end + 3]}
    return not ("past" in span.text or "last" in span.text or behind & words("other_lengths"))


def _days(duration: str | None) -> int:
    if not duration or not duration[1:-1].isdigit():
        return 0
    return int(duration[1:-1][:6]) * (7 if duration.endswith("W") else 1)


def _shift(day: str, days: int) -> str | None:
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return None


def _phase(scene: Scene, span: Span) -> str | None:
    """Tell whether a date is the first or last day of the event, or something to be done by then."""
    doc, mention = span.doc, scene.span
    before = doc[span.start - 1].lower_ if span.start > scene.sentence.start else ""
    if scene.mention.rule == "closing" or before in ("until", "till", "through"):
        return "end"
    if scene.mention.rule == "opening":
        return "start"
    if before in ("by", "since"):
        return "deadline"
    first = max(scene.sentence.start, min(mention.start, span.start) - 3)
    near = list(doc[first : max(mention.start, span.start)])[-15:]
    # "the talks are over", but "welcomed over 350 delegates"
    between = [token.lower_ for token in near if token.lower_ != "over" or doc[token.i - 1].lower_ in words("be")]
    for word in reversed(between):
        if word in words("ending"):
            return "end"
        if word in words("starting"):
            return "start"
    return None


def _is_reported(scene: Scene, span: Span) -> bool:
    """Tell whether a date is not the event's: "told the meeting that the dam failed in 1987", "today announced"."""
    doc, before = span.doc, scene.span.start >= span.end
    behind = doc[scene.span.end].lower_ if scene.span.end < span.start else ""
    if scene.mention.rule == "anaphor" and behind == "that":
        return True
    # "which built on a previous convening in October"
    earlier = {token.lower_ for token in doc[max(scene.span.end, span.start - 4) : span.start]}
    if not before and "previous" in earlier:
        return True
    # in the first sentences, which may not mention the event, its own date may stand before it as well
    lead = scene.span.start_char != scene.mention.start
    near = [span.start - 1, span.end, span.end + 1] if before or lead else [span.start - 1]
    return any(scene.sentence.start <= i < scene.sentence.end and doc[i].lower_ in words("announcing") for i in near)


def _is_close(scene: Scene, span: Span) -> bool:
    """Tell whether a month or year stands with the event, and is no background ("the first since May 2009")."""
    before = span.doc[span.start - 1].lower_ if span.start > scene.sentence.start else ""
    if before == "the" and span.start - 1 > scene.sentence.start:
        # "in the summer", but not "the September 2009 tsunami"
        before = span.doc[span.start - 2].lower_
    gap = span.start - scene.span.end
    if gap < 0:
        # "In April next year, a meeting in Praia will check …"
        return span.start - scene.sentence.start <= 2
    if scene.mention.rule in ("anaphor", "pronoun"):
        return gap <= 6
    if span._.date["precision"] == "year":
        # "held in Khartoum last year", but "this year's Book Month"
        owns = span.end < len(span.doc) and span.doc[span.end].text in ("'s", "’s")
        if span._.date["anchor"] == "publication" and not owns and gap <= 15:
            return True
        return gap <= 15 and before in ("in", ",", "")
    return gap <= 15 and before in (
        "in",
        "for",
        "of",
        ",",
        "early",
        "late",
        "to",
        "until",
        "",
        ":",
        "on",
        "this",
    )
