"""What looks like a span of time and tells none: ages, shares, "today" in the sense of nowadays, "over the years"."""

from __future__ import annotations

from diplo_extract.dates import periods
from diplo_extract.dates.nodes import Clock, Length, Offset, Reading, Repeated, Unit, Window
from diplo_extract.dates.place import REACH, Place, around


def reason_of_span(reading: Reading, place: Place) -> str | None:
    """Give why a unit, a length, a frequency or a clock time is no date, or None when it stands."""
    match reading.node:
        case Length() | Offset() | Window() if reading.node.unit in periods.UNIT_HOURS:
            return "shorter than a day"
        case Clock():
            return "clock time"
        case Length():
            return _length(reading, place)
        case Window():
            return _window(reading, place)
        case Unit():
            return _unit(reading, place)
        case Repeated():
            return _repeated(reading, place)
    return None


def _repeated(reading: Reading, place: Place) -> str | None:
    """Refuse "the Annual Harbour Forum"."""
    before, after, _ = around(reading, place)
    opens = not before or before in ".!?:" or place.text[: reading.start].endswith("\n")
    capital = place.text[reading.start].isupper() and after[:1].isupper()
    return "part of a name" if capital and not opens else None


def _window(reading: Reading, place: Place) -> str | None:
    """Refuse "over the coming years"."""
    words = place.text[reading.start : reading.end].lower().split()
    vague = words[-1] in place.words("plural_units") and reading.rule.startswith("past unit")
    return "a vague stretch" if vague and not reading.rule.startswith("past units") else None


def _unit(reading: Reading, place: Place) -> str | None:
    """Refuse "last years" and "this day"; "today" in the sense of nowadays."""
    node = reading.node
    word = place.text[reading.start : reading.end].lower().split()[-1]
    if word in place.words("plural_units") and reading.rule.startswith(("calendar unit", "same unit")):
        return "a vague stretch"  # "last years"; "said that Weeks had asked", where Weeks is a man
    if (
        isinstance(node, Unit)
        and node.unit == "day"
        and reading.rule.startswith(("calendar unit", "earlier in", "part of a unit"))
        and not node.from_mention
    ):
        return "a day in general"
    capital = reading.rule == "relative day" and place.text[reading.start].isupper()
    if capital and around(reading, place)[0] in place.words("name_before"):
        return "part of a name"  # "Museum of Tomorrow"
    if word in place.words("nowadays"):
        before, after, _ = around(reading, place)
        unless = place.pattern("nowadays_unless")
        if unless and unless.search(place.text[max(0, reading.start - REACH) : reading.start]):
            return None
        if before.lower() in place.words("nowadays_before") or after.lower() in place.words("nowadays_after"):
            return "nowadays"
        told = place.tense.side(reading.start, reading.end)
        if told == "present" and before.lower() not in place.words("here") and after not in ("’", "'"):
            return "nowadays"
        if told is None and place.text[reading.end : reading.end + 1] == "," and place.text[reading.start].isupper():
            return "nowadays"
    if reading.rule in ("unit before", "unit after") and place.text[reading.end : reading.end + 2].strip(" ").isalpha():
        return "counted from something else"
    return None


def _length(reading: Reading, place: Place) -> str | None:
    if not place.known:
        return None
    age = place.pattern("age_after")
    if age and age.match(place.text, reading.outer[1], reading.outer[1] + 20):
        return "an age"
    often = place.pattern("frequency_after")
    if often and often.match(place.text, reading.outer[1], reading.outer[1] + 20):
        return "a frequency"
    share = place.pattern("share_after")
    if (
        isinstance(reading.node, Length)
        and reading.node.unit == "quarter"
        and share
        and share.match(place.text, reading.outer[1])
    ):
        return "a share"
    before, _, _ = around(reading, place)
    if place.text[reading.start : reading.end].lower() in ("one day",):
        return "some day"
    if before.lower() in place.words("age_before"):
        return "an age"
    if before.lower() in place.words("frequency_before"):
        return "a frequency"
    return None
