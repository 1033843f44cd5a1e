"""What looks like a date and is none: years inside names, numbers of rooms, ages, the verb "may"."""

from __future__ import annotations

import re
from typing import Any

from diplo_extract.dates import periods, tense
from diplo_extract.dates.nodes import Calendar, Clock, Holiday, Length, Offset, Range, Reading, Unit, Window

_BEFORE = re.compile(r"(?:([^\W_][\w.’'-]{0,30})|([^\w\s]))(\s*)$")
_AFTER = re.compile(r"([-–]?)(\s*)([^\W\d_][\w’'-]{0,30})?")
_YEAR_BEFORE = re.compile(r"\b\d{4},?\s\w{1,4}\s$")
REACH = 34
LIKELY_YEARS = range(1900, 2100)


def reason(reading: Reading, text: str, table: dict[str, Any]) -> str | None:
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
    if isinstance(reading.node, Length | Offset | Window) and reading.node.unit in periods.UNIT_HOURS:
        return "shorter than a day"
    if isinstance(reading.node, Length):
        return _length(reading, text, table)
    if isinstance(reading.node, Clock):
        return "clock time"
    if isinstance(reading.node, Unit):
        return _unit(reading, text, table)
    if isinstance(reading.node, Range) and reading.rule == "range":
        return None
    for note, check in checks.items():
        if note in reading.notes and reading.rule not in ("weekday and date",):
            return check(reading, text, table)
    return None


def _around(reading: Reading, text: str) -> tuple[str, str, str]:
    """Give the word or mark before, the word after, and what joins it ("-" or nothing)."""
    before = _BEFORE.search(text[max(0, reading.outer[0] - REACH) : reading.outer[0]])
    after = _AFTER.match(text, reading.outer[1])
    word = (before[1] or before[2]) if before else ""
    return word, (after[3] or "") if after else "", after[1] if after else ""


def _words(table: dict[str, Any], name: str) -> set[str]:
    return set(table.get("context", {}).get(name, "").split())


def _qualified(reading: Reading) -> bool:
    return (reading.qualifier or "approximate") != "approximate" or (
        isinstance(reading.node, Calendar) and reading.node.direction is not None
    )


def _year(reading: Reading, text: str, table: dict[str, Any]) -> str | None:
    year = reading.node.year if isinstance(reading.node, Calendar) else None
    before, after, joined = _around(reading, text)
    if year is None or _qualified(reading):
        return None
    if joined and after and after.islower() and after in _words(table, "units_of_measure"):
        return "a number"
    low = before.lower()
    if low in _words(table, "and") and _YEAR_BEFORE.search(text[max(0, reading.outer[0] - 12) : reading.outer[0]]):
        return None
    endings = tuple(_words(table, "things_endings") or ("",))
    things = after.islower() and after not in _words(table, "year_before") and after not in _words(table, "year_after")
    if low in _words(table, "year_firm"):
        counted = things and year not in LIKELY_YEARS and after.endswith(endings)
        return "a number of things" if counted else None
    if low in _words(table, "year_before"):
        return "a number of things" if things else None
    if year not in LIKELY_YEARS and before != "(":
        return "a number"
    if before in ("(", ",", ";", "–", "-", "—", "[", ":"):
        return "a number of things" if things and before != "(" else None
    if not before or text[: reading.start].endswith("\n"):
        return None
    if before[0].isupper():
        return "a year inside a name"
    return "a number of things" if things and after.endswith(endings) else None


def _unit(reading: Reading, text: str, table: dict[str, Any]) -> str | None:
    """Refuse "last years" and "this day"; "today" in the sense of nowadays."""
    node = reading.node
    word = text[reading.start : reading.end].lower().split()[-1]
    if word in _words(table, "plural_units") and reading.rule.startswith("calendar unit"):
        return "a vague stretch"
    if (
        isinstance(node, Unit)
        and node.unit == "day"
        and reading.rule.startswith(("calendar unit", "earlier in", "part of a unit"))
        and not node.from_mention
    ):
        return "a day in general"
    if word in _words(table, "nowadays"):
        before, after, _ = _around(reading, text)
        if before.lower() in _words(table, "nowadays_before") or after.lower() in _words(table, "nowadays_after"):
            return "nowadays"
        told = tense.side(text, reading.start, reading.end, table.get("tense", {}))
        if told == "present" and before.lower() not in _words(table, "here") and after not in ("’", "'"):
            return "nowadays"
        if told is None and text[reading.end : reading.end + 1] == "," and text[reading.start].isupper():
            return "nowadays"
    if reading.rule in ("unit before", "unit after") and text[reading.end : reading.end + 2].strip(" ").isalpha():
        return "counted from something else"
    return None


def _month(reading: Reading, text: str, table: dict[str, Any]) -> str | None:
    before, after, _ = _around(reading, text)
    if _qualified(reading) or before.lower() in _words(table, "month_before"):
        return None
    word = text[reading.start : reading.end].lower()
    if word in _words(table, "names") or len(word) <= 3:
        return "may be a name or a verb"
    if before[:1].isupper() or after[:1].isupper():
        return "may be part of a name"
    return None


def _season(reading: Reading, text: str, table: dict[str, Any]) -> str | None:
    before, after, _ = _around(reading, text)
    if _qualified(reading):
        return None
    if after[:1].isupper() and text[reading.start].isupper():
        return "part of a name"
    if after.lower() in _words(table, "season_after"):
        return "another word"
    return None if before.lower() in _words(table, "season_before") else "a season in general"


def _holiday(reading: Reading, text: str, table: dict[str, Any]) -> str | None:
    before, _, _ = _around(reading, text)
    node = reading.node
    if isinstance(node, Holiday) and (node.year or node.direction is not None):
        return None
    if before.lower() in _words(table, "day_before"):
        return None
    return "a holiday in general"


def _decade(reading: Reading, text: str, table: dict[str, Any]) -> str | None:
    before, _, _ = _around(reading, text)
    return None if reading.qualifier or before.lower() in _words(table, "decade_before") else "a number"


def _weekday(reading: Reading, text: str, table: dict[str, Any]) -> str | None:
    before, _, _ = _around(reading, text)
    word = text[reading.start : reading.end]
    if _qualified(reading) or reading.time or before.lower() in _words(table, "day_before"):
        return None
    if len(word) <= 4 and not (reading.end < len(text) and text[reading.end] == "."):
        return "an abbreviation without context"
    return None


def _numeric(reading: Reading, text: str, table: dict[str, Any]) -> str | None:
    before, _, _ = _around(reading, text)
    if reading.rule != "numeric day and month" or reading.qualifier or before.lower() in _words(table, "day_before"):
        return None
    return "may be a fraction or a number"


def _slashed(reading: Reading, text: str, table: dict[str, Any]) -> str | None:
    before, _, _ = _around(reading, text)
    node = reading.node
    ends = (node.first, node.last) if isinstance(node, Range) else ()
    first, last = (end.year or 0 if isinstance(end, Calendar) else 0 for end in ends or (None, None))
    if last - first != 1:
        return "a number"
    if before[:1].isupper() and before.lower() not in _words(table, "year_firm") | _words(table, "year_before"):
        return "the number of a document"
    return None


def _length(reading: Reading, text: str, table: dict[str, Any]) -> str | None:
    context = table.get("context", {})
    if not context:
        return None
    rest = text[reading.outer[1] : reading.outer[1] + 20]
    if re.match(context.get("age_after", "(?!)"), rest):
        return "an age"
    before, _, _ = _around(reading, text)
    if before.lower() in _words(table, "age_before"):
        return "an age"
    if before.lower() in _words(table, "frequency_before"):
        return "a frequency"
    return None
