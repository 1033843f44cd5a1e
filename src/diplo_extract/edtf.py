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


def is_day(value: str) -> bool:
    """Tell whether `value` is one whole day: 2024-06-03."""
    return len(value) == 10 and "X" not in value and is_point(value)


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


def day_range(value: str) -> tuple[str, str] | None:
    """Give the first and the last day that a date, interval or set may mean; None where years are left open.

    `2024` is 2024-01-01 to 2024-12-31, a season three months of the northern year (winter its
    December); an open interval is its one end.
    """
    points = [part.strip() for part in re.split(r"[,/]", value.strip("[]")) if part.strip() != ".."]
    ranges = [found for point in points if (found := _point_range(point))]
    if not ranges:
        return None
    return min(first for first, _ in ranges), max(last for _, last in ranges)


def _point_range(point: str) -> tuple[str, str] | None:
    match = _POINT.fullmatch(point)
    if not match or match[1].startswith(("-", "X")):
        return None
    year, month, day = match.groups()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if low != high or month is None or "X" in month:
        return f"{low:04d}-01-01", f"{high:04d}-12-31"
    first, last = _months(int(month))
    if day is not None and "X" not in day:
        return f"{low:04d}-{first:02d}-{day}", f"{low:04d}-{first:02d}-{day}"
    return f"{low:04d}-{first:02d}-01", f"{low:04d}-{last:02d}-{calendar.monthrange(low or 4, last)[1]:02d}"


def _months(code: int) -> tuple[int, int]:
    """Give the first and last month of a month, a season (21-24) or a quarter (33-36)."""
    if code <= 12:
        return code, code
    if code <= 24:
        first = 3 * (code - 20)
        return first, min(first + 2, 12)
    first = 3 * (code - 33) + 1
    return first, first + 2
