"""The part of EDTF (ISO 8601-2:2019, levels 0-2) that records use, and ISO 8601 durations.

Points `2024`, `2024-06`, `2024-06-03`, unspecified digits `199X`, `20XX`, `XXXX-07-05`, seasons `2022-21`…`24`,
quarters `2023-33`…`36`; qualifiers `~ ? %`; intervals `a/b`, `../b`, `a/..`; one of a set `[a,b]`.
A week is written as its first and last day. Durations are `P2D`, `P3W`, `P1Y6M`.
"""

from __future__ import annotations

import calendar
import re

_POINT = re.compile(r"(-?[0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?[~?%]?", re.ASCII)
_DURATION = re.compile(
    r"P(?=\d|T\d)(?:\d{1,9}Y)?(?:\d{1,9}M)?(?:\d{1,9}W)?(?:\d{1,9}D)?(?:T(?=\d)(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}S)?)?",
    re.ASCII,
)
_SUB_YEAR = {*range(1, 13), *range(21, 25), *range(33, 37)}


def is_point(value: str) -> bool:
    """Tell whether `value` is one EDTF date whose day exists in the calendar."""
    match = _POINT.fullmatch(value)
    if not match:
        return False
    year, month, day = match.groups()
    if year.lstrip("-") == "0000":
        return False
    if month is None or "X" in month:
        return day is None or "X" in day or 1 <= int(day) <= 31
    if int(month) not in _SUB_YEAR:
        return False
    if day is None:
        return True
    if int(month) > 12:
        return False
    if "X" in day:
        return True
    # an unknown year may be a leap year
    known_year = int(year) if "X" not in year else 2000
    return 1 <= int(day) <= calendar.monthrange(abs(known_year) or 4, int(month))[1]


def is_edtf(value: str) -> bool:
    """Tell whether `value` is a date, an interval or a one-of set in EDTF."""
    if value.startswith("[") and value.endswith("]"):
        members = value[1:-1].split(",")
        return len(members) > 1 and all(is_point(member.strip()) for member in members)
    if "/" in value:
        first, _, last = value.partition("/")
        open_ends = (first == "..") + (last == "..")
        return open_ends < 2 and all(end == ".." or is_point(end) for end in (first, last))
    return is_point(value)


def is_duration(value: str) -> bool:
    """Tell whether `value` is an ISO 8601 duration such as P2D."""
    return bool(_DURATION.fullmatch(value)) and value not in ("P", "PT")
