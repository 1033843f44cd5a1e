"""Makers of calendar dates and of ranges: from the words that a rule found to a node."""

from __future__ import annotations

from dataclasses import replace

from diplo_extract.dates.nodes import Calendar, Era, Holiday, Node, Range, Reading, Unit
from diplo_extract.dates.shapes import SHAPES, Made, Roles, Settings, full_year

SHORT_SPAN = 15
"""2014-16 are years; 2015-32 is something else."""


def calendar(roles: Roles, settings: Settings) -> Made | None:
    """Make a date of the parts that are written."""
    year = full_year(roles["y"]) if "y" in roles else None
    if settings.get("consecutive_years") and year and roles["m"] == year % 100 + 1:
        return None
    node = Calendar(
        year=year,
        month=roles.get("m"),
        day=roles.get("d"),
        weekday=roles.get("w"),
        quarter=roles.get("q"),
        half=roles.get("h"),
        season=roles.get("s"),
        direction=roles.get("dir", settings.get("direction")),
        year_shift=roles.get("year_dir"),
    )
    if (node.quarter and not 1 <= node.quarter <= 4) or (node.half and not 1 <= node.half <= 2):
        return None
    parts = (("day", node.day), ("month", node.month), ("quarter", node.quarter or node.half), ("season", node.season))
    shape = next((name for name, part in parts if part), "weekday" if node.weekday else "year")
    return Made(node, shape)


def _exists(year: int | None, month: int, day: int) -> bool:
    longest = 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return day <= (28 if month == 2 and not leap else longest)


def numeric(roles: Roles, settings: Settings) -> Made | None:
    """Keep both orders; which one holds is settled when the whole text was read."""
    year = full_year(roles["y"]) if "y" in roles else None
    first, second = roles["a"], roles["b"]
    readings = [
        Calendar(year=year, month=month, day=day)
        for day, month in ((first, second), (second, first))
        if 1 <= month <= 12 and 1 <= day <= 31 and _exists(year, month, day)
    ]
    if not readings:
        # 31.02.2024: a date as written, that no calendar holds; 99.99.9999: no date
        day, month = (first, second) if second <= 12 else (second, first)
        impossible = 1 <= day <= 31 and 1 <= month <= 12 and year is not None
        return Made(Calendar(year=year, month=month, day=day), "numeric") if impossible else None
    node = readings[0]
    if len(readings) > 1 and readings[1] != node:
        if settings.get("order") == "dmy":
            return Made(node, "numeric")
        node = Calendar(year=year, month=node.month, day=node.day, other=readings[1])
    elif first != second:
        node = replace(node, order="dmy" if node.day == first else "mdy")
    return Made(node, "numeric")


def compact(roles: Roles, settings: Settings) -> Made | None:
    """Read 20240603."""
    digits = str(roles["c"])
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if not (1900 <= year <= 2099 and 1 <= month <= 12 and day >= 1 and _exists(year, month, day)):
        return None
    return Made(Calendar(year=year, month=month, day=day), "day")


def date_range(roles: Roles, settings: Settings) -> Made | None:
    """Join two dates."""
    first, last = roles["first"], roles["last"]
    if not _can_span(first.node, last.node, first.categories[1:], last.categories[1:]):
        return None
    return Made(Range(first.node, last.node), "range")


def _can_span(first: Node, last: Node, first_shape: tuple[str, ...], last_shape: tuple[str, ...]) -> bool:
    """Refuse ends of different kinds: "February 6 - this year" are two dates."""
    if isinstance(first, Calendar) and first.year is None and first.month:
        return not (isinstance(last, Unit | Era) and last.unit != "day") and last_shape != ("year_date",)
    return not (first_shape == ("weekday_date",) and last_shape in (("year_date",), ("era_date",), ("unit_date",)))


def day_range(roles: Roles, settings: Settings) -> Made | None:
    """Read "9-12 May": several days of one month."""
    year = full_year(roles["y"]) if "y" in roles else None
    days = [roles[role] for role in "def" if role in roles]
    if days != sorted(set(days)):
        return None
    first, last = (Calendar(year=year, month=roles["m"], day=day) for day in (days[0], days[-1]))
    return Made(Range(first, last, len(days) if settings.get("note") == "list" else 0), "range")


def numeric_range(roles: Roles, settings: Settings) -> Made | None:
    """Read "10/1 - 11/7/2024": both ends are written in the same order."""
    year = {"y": roles["y"]} if "y" in roles else {}
    first = numeric({"a": roles["a"], "b": roles["b"]} | ({"y": roles["x"]} if "x" in roles else year), settings)
    last = numeric({"a": roles["c"], "b": roles["d"]} | year, settings)
    return Made(Range(first.node, last.node), "range") if first and last else None


def year_range(roles: Roles, settings: Settings) -> Made | None:
    """Read "2014-16"."""
    first, last = roles["y"], roles["z"]
    if last < 100:
        last += first // 100 * 100
    if not first < last <= first + (SHORT_SPAN if roles["z"] < 100 else 200):
        return None
    return Made(Range(Calendar(year=first), Calendar(year=last)), "range")


def named_day(roles: Roles, settings: Settings) -> Made | None:
    """Read "Christmas 2024"."""
    year = full_year(roles["y"]) if "y" in roles else None
    return Made(Holiday(settings.get("holiday") or roles["holiday"], year, roles.get("dir")), "holiday")


def weekday_number(roles: Roles, settings: Settings) -> Made | None:
    """Read "Friday the 13th": the month is the nearest one in which they agree."""
    day = roles["d"]
    return Made(Calendar(weekday=roles["w"].node.weekday, day=day), "day") if day <= 31 else None


def weekday_date(roles: Roles, settings: Settings) -> Made | None:
    """Join a weekday with its date: "Friday, March 7"."""
    base: Reading = roles["base"]
    node = base.node
    named = roles["w"].node
    if not isinstance(node, Calendar) or not isinstance(named, Calendar):
        return None
    weekday = named.weekday
    return Made(Calendar(year=node.year, month=node.month, day=node.day, weekday=weekday, other=node.other), "day")


def same(roles: Roles, settings: Settings) -> Made | None:
    """Keep what a part has read, with the words around it: "early May", "Friday at 4 p.m."."""
    base: Reading = roles["base"]
    shape = next(name for name, categories in SHAPES.items() if categories == base.categories)
    return Made(base.node, shape)
