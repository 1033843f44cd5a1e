"""What is right in each field, strictly and relaxed: the text of `evaluate --explain`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

_PART = "asked of the {0} found"
_NAME = "the same name", "token F >= .6, or the same up to the first comma"
_DATE = "the same EDTF value", "also the same with less precision (2024-06 for 2024-06-03)"
_SAME = "the same", "the same"

MEANING: dict[str, tuple[str, str, str]] = {
    "title": ("headline of the page", "equal but for case and white space", "token F >= .8"),
    "published": ("publication date, where the page shows it", "the same date", "at most one day apart"),
    "language": ("language of the text", "the same code", "whatever the region"),
    "authors": ("names of the by-line", "equal", "without diacritics and courtesy words"),
    "body": ("text of the release", "runs of four words", "words"),
    "sections": ("headings in the text", "the same characters", "one within the other"),
    "people": ("people by full name or alias, each once", "equal but for courtesy words", "also without diacritics"),
    "people_full": ("people by their full name", "equal but for courtesy words", "also without diacritics"),
    "aliases": (f"other names; {_PART.format('people')}", "as written", "without diacritics and courtesy words"),
    "honorifics": (f"courtesy words; {_PART.format('people')}", *_NAME),
    "presence": (f"present, represented or mentioned; {_PART.format('people')}", *_SAME),
    "titles": (
        "pairs of person and title, with or without its organization; a shorter wording of a title found is ignored",
        "the same words",
        "token F >= .8",
    ),
    "title_organization": (f"organization or jurisdiction; {_PART.format('titles')}", *_NAME),
    "title_status": (f"current, former, acting, …; {_PART.format('titles')}", *_SAME),
    "organizations": ("organizations, each once", "name is a form annotated", "some form of both has token F >= .8"),
    "places": ("places, each once", "name is a form annotated", "some form of both has token F >= .8"),
    "names": ("mentions of people, organizations and places", "same characters and class", "overlap and class"),
    "dates": ("date expressions; frequencies and vague words are not asked", "the same characters", "overlap"),
    "date_values": ("dates with their EDTF value", "the same characters and value", "overlap and the same value"),
    "date_role": (f"event, publication, …; {_PART.format('dates')}", *_SAME),
    "attendance": ("numbers of participants, every mention", "the same characters", "overlap"),
    "attendance_values": ("with low and high", "the same characters, low and high", "overlap, same low and high"),
    "attendance_qualifier": (f"exact, approx, min, …; {_PART.format('attendance')}", *_SAME),
    "attendance_kind": (f"people, organizations, …; {_PART.format('attendance')}", *_SAME),
    "attendance_planned": (f"whether it is still to come; {_PART.format('attendance')}", *_SAME),
    "attendance_event": (f"the event by its name; {_PART.format('attendance')}", *_NAME),
    "groups": ("people who attended by role", "the same characters", "overlap"),
    "events": ("events by name, one to one", "the same words", "token F >= .6"),
    "quotes": ("things said", "the same words", "token F >= .7"),
    "quote_direct": (f"whether in the speaker's words; {_PART.format('quotes')}", *_SAME),
    "quote_speakers": ("quotes with their speaker, under any form of the name", "same words", "token F >= .7"),
    "event_hosts": (f"hosts; {_PART.format('events')}", *_NAME),
    "event_place": (f"place; {_PART.format('events')}", *_NAME),
    "event_venue": (f"venue; {_PART.format('events')}", *_NAME),
    "event_start": (f"first day; {_PART.format('events')}", *_DATE),
    "event_end": (f"last day; {_PART.format('events')}", *_DATE),
    "event_duration": (f"length; {_PART.format('events')}", *_SAME),
    "event_edition": (f"2 for the 2nd; {_PART.format('events')}", *_SAME),
    "event_sessions": (f"number of sessions; {_PART.format('events')}", *_SAME),
    "event_kind": (f"workshop, visit, …; {_PART.format('events')}", *_SAME),
    "event_status": (f"held, planned, …; {_PART.format('events')}", *_SAME),
    "event_main": (f"whether the release is about it; {_PART.format('events')}", *_SAME),
    "event_previous_host": (f"host of the edition before; {_PART.format('events')}", *_NAME),
    "event_previous_place": (f"place of the edition before; {_PART.format('events')}", *_NAME),
    "event_previous_date": (f"date of the edition before; {_PART.format('events')}", *_DATE),
    "event_next_host": (f"host of the edition to come; {_PART.format('events')}", *_NAME),
    "event_next_place": (f"place of the edition to come; {_PART.format('events')}", *_NAME),
    "event_next_date": (f"date of the edition to come; {_PART.format('events')}", *_DATE),
}


def explanations() -> Iterator[str]:
    """Give the fields for a person to read."""
    for field, (asked, strict, relaxed) in MEANING.items():
        yield field
        rules = strict if strict == relaxed else f"strict: {strict}; relaxed: {relaxed}"
        yield from textwrap.wrap(f"{asked}. Right when: {rules}", 100, initial_indent="    ", subsequent_indent="    ")
