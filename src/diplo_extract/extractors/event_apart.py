"""What the sentences before a count say that sets it apart from an event: another time, another place."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Span

from diplo_extract.edtf import day_range
from diplo_extract.extractors.base import Context
from diplo_extract.extractors.event_places import word_before
from diplo_extract.extractors.event_scenes import PLACES, Stage, words
from diplo_extract.records import Attendance, Event, Group

_OPENS_WITHIN = 2


class Apart:
    """The days and places of a text, to be looked up before a fact."""

    def __init__(self, stage: Stage, context: Context) -> None:
        self._dates = [date for date in stage.dates if date._.date["kind"] in ("point", "interval")]
        self._places = [name for name in stage.names if name.label_ in PLACES]
        self._date_starts = [date.start_char for date in self._dates]
        self._place_starts = [name.start_char for name in self._places]
        published = context.cleaned.published
        self._year = published.value[:4] if published else None

    def by_day(self, event: Event, since: int, fact: Attendance | Group) -> bool:
        """Tell "the first one, in 2018, had drawn 35 delegates" of the event of this year.

        A day that opens a sentence is that of what follows; any other must be of another year: guests arrive before.
        """
        ours = self._days_of(event)
        told = self._dates[bisect_left(self._date_starts, since) : bisect_left(self._date_starts, fact.start)]
        sentence = next((span.start for span in fact.evidence if span.start <= fact.start < span.end), fact.start)
        date = next((date for date in reversed(told) if date.start_char >= sentence or _opens(date)), None)
        days = day_range(date._.date["value"] or "") if date is not None and not _is_aside(date, fact.start) else None
        if date is None or days is None or ours is None:
            return False
        apart = days[1] < ours[0] or days[0] > ours[1]
        return apart and (_opens(date) or days[1][:4] < ours[0][:4] or days[0][:4] > ours[1][:4])

    def _days_of(self, event: Event) -> tuple[str, str] | None:
        told = "/".join(value for value in (event.start, event.end) if value)
        return day_range(told or (self._year or "" if event.main else ""))

    def by_place(self, event: Event, since: int, fact: Attendance | Group) -> bool:
        """Tell "marched to the beach. The police counted 6,000 people", "waited for them at the airport"."""
        end = max([span.end for span in fact.evidence if span.start <= fact.start < span.end], default=fact.end)
        told = self._places[bisect_left(self._place_starts, since) : bisect_left(self._place_starts, end)]
        ours = f"{event.place or ''} {event.venue or ''}"
        return any(word_before(name) in words("away") and name.text not in ours for name in told)


def _opens(date: Span) -> bool:
    return date.start - date.sent.start <= _OPENS_WITHIN


def _is_aside(date: Span, fact: int) -> bool:
    """Tell what dates something else: "since 2019", "Oslo, which hosted the third one in 2013, sent 19 members"."""
    doc, sentence = date.doc, date.sent
    before = [token.lower_ for token in doc[sentence.start : date.start]]
    if not words("counts_from").isdisjoint(before[-3:]):
        return True
    clause = max((i for i, word in enumerate(before) if word in words("clauses")), default=None)
    behind = [token.text for token in doc[date.end : sentence.end] if token.idx < fact]
    return clause is not None and before[clause - 1 : clause] == [","] and "," in behind
