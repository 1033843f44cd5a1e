"""What looks like a date and is none: years inside names, numbers of rooms, the verb "may"."""

from __future__ import annotations

import re

from diplo_extract.dates.nodes import Calendar, Clock, Holiday, Length, Offset, Range, Reading, Repeated, Unit, Window
from diplo_extract.dates.place import REACH, Place, around
from diplo_extract.dates.refuse_units import reason_of_span

_YEAR_BEFORE = re.compile(r"\b\d{4},?\s\w{1,4}\s$")
_HOURS = re.compile(r",?\s{0,2}(?:from\s)?\d")
LIKELY_YEARS = range(1900, 2100)


def reason(reading: Reading, place: Place) -> str | None:
    """Give why the reading is no date, or None when it stands."""
    checks = {
        "bare year": _year,
        "bare month": _month,
        "bare season": _season,
        "bare weekday": _weekday,
        "weak": _numeric,
        "slashed": _slashed,
        "bare holiday": _holiday,
        "bare decade": _decade,
    }
    if isinstance(reading.node, Length | Offset | Window | Repeated | Clock | Unit):
        return reason_of_span(reading, place)
    if reading.rule == "day alone" and not place.text[reading.start].isdigit():
        return "a place in an order"  # "on the second"
    if reading.rule == "years" and around(reading, place)[0].lower().rstrip(".") in place.words("number_before"):
        return "the number of a document"
    if isinstance(reading.node, Range) and reading.rule == "range":
        return _opening_hours(reading, place)
    for note, check in checks.items():
        if note in reading.notes and reading.rule not in ("weekday and date",):
            return check(reading, place)
    return None


def _opening_hours(reading: Reading, place: Place) -> str | None:
    """Refuse "open Monday to Friday, 10 to 6"."""
    node = reading.node
    ends = (node.first, node.last) if isinstance(node, Range) else ()
    if not all(isinstance(end, Calendar) and end.weekday and not end.day and end.direction is None for end in ends):
        return None
    opens = not place.words("open").isdisjoint(
        place.text[max(0, reading.outer[0] - 30) : reading.outer[0]].lower().split()
    )
    return "a frequency" if opens or _HOURS.match(place.text, reading.outer[1]) else None


def _qualified(reading: Reading) -> bool:
    return (reading.qualifier or "approximate") != "approximate" or (
        isinstance(reading.node, Calendar) and reading.node.direction is not None
    )


def _year(reading: Reading, place: Place) -> str | None:
    year = reading.node.year if isinstance(reading.node, Calendar) else None
    before, after, joined = around(reading, place)
    if year is None or _qualified(reading):
        return None
    if joined and after and after.islower() and after in place.words("units_of_measure"):
        return "a number"
    low = before.lower()
    if before[:1].isdigit() or low.rstrip(".") in place.words("number_before"):
        return "a number"
    if low in place.words("and") and _YEAR_BEFORE.search(place.text[max(0, reading.outer[0] - 12) : reading.outer[0]]):
        return None
    endings = tuple(place.words("things_endings") or ("",))
    things = after.islower() and after not in place.words("year_before") and after not in place.words("year_after")
    if things and reading.qualifier == "approximate":
        return "a number of things"
    if low in place.words("year_firm"):
        counted = things and year not in LIKELY_YEARS and after.endswith(endings)
        return "a number of things" if counted else None
    words = place.text[max(0, reading.outer[0] - REACH) : reading.outer[0]].split()[-2:]
    if len(words) > 1 and words[0] in place.words("acts"):
        return "a year inside a name"  # "the Harbours Act of 2007"
    if low in place.words("year_before"):
        # "the memory of 1944 bound them": a verb; "a total of 1950 visitors", "of 2000 men": things
        counted = things and (year not in LIKELY_YEARS or year % 100 == 0 or after.endswith(endings))
        return "a number of things" if counted else None
    if year not in LIKELY_YEARS and before != "(":
        return "a number"
    if before in ("(", ",", ";", "–", "-", "—", "[", ":"):
        return "a number of things" if things and before != "(" else None
    if not before or place.text[: reading.start].endswith("\n"):
        return None
    if before[0].isupper():
        return "a year inside a name"
    return "a number of things" if things and after.endswith(endings) else None


def _month(reading: Reading, place: Place) -> str | None:
    before, after, _ = around(reading, place)
    word = place.text[reading.start : reading.end].lower()
    if _qualified(reading):
        return None
    if word in place.words("names") and after[:1].isupper() and before.lower() not in place.words("month_firm"):
        return "may be a name or a verb"
    if before.lower() in place.words("month_before"):
        return None
    if word in place.words("names") or len(word) <= 3:
        return "may be a name or a verb"
    if before[:1].isupper() or after[:1].isupper():
        return "may be part of a name"
    return None


def _season(reading: Reading, place: Place) -> str | None:
    before, after, _ = around(reading, place)
    if _qualified(reading):
        return None
    if after[:1].isupper() and place.text[reading.start].isupper():
        return "part of a name"
    if after.lower() in place.words("season_after"):
        return "another word"
    return None if before.lower() in place.words("season_before") else "a season in general"


def _holiday(reading: Reading, place: Place) -> str | None:
    before, _, _ = around(reading, place)
    node = reading.node
    if isinstance(node, Holiday) and (node.year or node.direction is not None):
        return None
    if before.lower() in place.words("day_before"):
        return None
    return "a holiday in general"


def _decade(reading: Reading, place: Place) -> str | None:
    before, _, _ = around(reading, place)
    return None if reading.qualifier or before.lower() in place.words("decade_before") else "a number"


def _weekday(reading: Reading, place: Place) -> str | None:
    before, after, _ = around(reading, place)
    word = place.text[reading.start : reading.end]
    if after[:1].isupper() and after.lower() in place.words("weekday_names"):
        return "part of a name"  # "told the Sunday Times"
    if _qualified(reading) or reading.time or before.lower() in place.words("day_before"):
        return None
    if len(word) <= 4 and not (reading.end < len(place.text) and place.text[reading.end] == "."):
        return "an abbreviation without context"
    return None


def _numeric(reading: Reading, place: Place) -> str | None:
    before, _, _ = around(reading, place)
    if place.text[reading.start : reading.end] in place.words("numeric_names"):
        return "the name of something"
    if reading.rule != "numeric day and month" or reading.qualifier:
        return None
    if before.lower() in place.words("day_before") - place.words("and") - place.words("year_before"):
        return None
    return "may be a fraction or a number"


def _slashed(reading: Reading, place: Place) -> str | None:
    before, _, _ = around(reading, place)
    node = reading.node
    ends = (node.first, node.last) if isinstance(node, Range) else ()
    first, last = (end.year or 0 if isinstance(end, Calendar) else 0 for end in ends or (None, None))
    if last - first != 1:
        return "a number"
    if before[:1].isupper() and before.lower() not in place.words("year_firm") | place.words("year_before"):
        return "the number of a document"
    return None
