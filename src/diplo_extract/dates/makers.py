"""What the rules make: from the words that a rule's pattern found to a node of the date's meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from diplo_extract.dates.nodes import (
    Calendar,
    Clock,
    Era,
    Holiday,
    Lasting,
    Length,
    Node,
    Offset,
    Range,
    Reading,
    Repeated,
    Slice,
    Unit,
    Window,
    Within,
)

Roles = Mapping[str, Any]
Settings = Mapping[str, Any]

SHAPES: dict[str, tuple[str, ...]] = {
    "day": ("date", "day_date"),
    "numeric": ("date", "day_date", "numeric"),
    "holiday": ("date", "holiday_date"),
    "month": ("date", "month_date"),
    "year": ("date", "year_date"),
    "weekday": ("date", "weekday_date"),
    "relative": ("date", "relative_date"),
    "unit": ("date", "unit_date"),
    "season": ("date", "season_date"),
    "quarter": ("date", "quarter_date"),
    "era": ("date", "era_date"),
    "offset": ("date", "offset_date"),
    "within": ("date", "within_date"),
    "range": ("date_range",),
    "length": ("length",),
    "window": ("window",),
    "clock": ("clock",),
    "daypart": ("part_of_day",),
    "repeated": ("repetition",),
}
NODE_CATEGORIES = [frozenset(shape) for shape in SHAPES.values()]
CENTURY_PIVOT = 50
SHORT_SPAN = 15
"""2014-16 are years; 2015-32 is something else."""


class Made(NamedTuple):
    """A node with the shape that tells which later rules may use it."""

    node: Node
    shape: str


def full_year(number: int) -> int:
    """Give the year that two digits mean: 24 -> 2024, 87 -> 1987."""
    if number > 99:
        return number
    return number + (2000 if number < CENTURY_PIVOT else 1900)


def _calendar(roles: Roles, settings: Settings) -> Made | None:
    year = full_year(roles["y"]) if "y" in roles else None
    node = Calendar(
        year=year,
        month=roles.get("m"),
        day=roles.get("d"),
        weekday=roles.get("w"),
        quarter=roles.get("q"),
        half=roles.get("h"),
        season=roles.get("s"),
        direction=roles.get("dir", settings.get("direction")),
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


def _numeric(roles: Roles, settings: Settings) -> Made | None:
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


def _compact(roles: Roles, settings: Settings) -> Made | None:
    digits = str(roles["c"])
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if not (1900 <= year <= 2099 and 1 <= month <= 12 and day >= 1 and _exists(year, month, day)):
        return None
    return Made(Calendar(year=year, month=month, day=day), "day")


def _unit(roles: Roles, settings: Settings) -> Made | None:
    shift = roles.get("dir", settings.get("shift", 0))
    unit = settings.get("unit") or roles["u"]
    if unit in ("hour", "minute", "second"):
        return None
    shape = "relative" if unit == "day" else "unit"
    return Made(Unit(unit, shift, settings.get("from_mention", False)), shape)


def _offset(roles: Roles, settings: Settings) -> Made | None:
    if "l" in roles:
        length = roles["l"].node
        roles = {**roles, "n": length.count, "u": length.unit}
    count = _count(roles, settings)
    base = roles.get("base")
    sign = settings["sign"]
    node = Offset(
        sign * count,
        settings.get("unit") or roles["u"],
        base.node if base else None,
        settings.get("from_mention", False),
    )
    return Made(node, "offset")


def _count(roles: Roles, settings: Settings) -> float:
    count = roles.get("n", settings.get("n", 1))
    fraction = roles.get("fraction", settings.get("fraction", 0))
    return float(count) + float(fraction) / 100 if fraction else float(count)


def _length(roles: Roles, settings: Settings) -> Made | None:
    count = _count(roles, settings)
    return Made(Length(count, settings.get("unit") or roles["u"]), "length") if 0 < count < 10_000 else None


def _window(roles: Roles, settings: Settings) -> Made | None:
    side = roles.get("dir", settings.get("side", -1))
    if not side:
        return None
    unit = settings.get("unit") or roles["u"]
    return Made(Window(_count(roles, settings), unit, side, settings.get("from_today", False)), "window")


def _era(roles: Roles, settings: Settings) -> Made | None:
    if "century" in roles:
        number = roles["century"]
        return Made(Era("century", number), "era") if 1 <= number <= 21 else None
    number = roles.get("y", roles.get("yy"))
    if number is None or number < 20 or number % 10:
        return None
    if number % 100 == 0 and 1000 < number < 2000:
        return Made(Era("century", number // 100 + 1), "era")
    return Made(Era("decade", number + 1900 if number < 100 else number), "era")


def _within(roles: Roles, settings: Settings) -> Made | None:
    if "m" in roles:
        return Made(Within(roles["m"], "month", Unit("year", 0, from_mention=True)), "within")
    inside = roles["base"].node if "base" in roles else Unit("year", 0)
    number = roles.get("n", settings.get("n", 1))
    weekday = None
    if "last" in roles or "w" in roles:
        part = roles["last" if "last" in roles else "w"].node
        weekday = part.weekday if isinstance(part, Calendar) else None
        if "last" in roles:
            if (part.direction if isinstance(part, Calendar) else part.shift) != -1:
                return None
            number = -1
        elif part.direction is not None:
            return None
        unit = "weekday" if weekday else part.unit
    else:
        unit = settings.get("unit") or roles["u"]
    return Made(Within(number, unit, inside, weekday), "within") if abs(number) <= 53 else None


def _range(roles: Roles, settings: Settings) -> Made | None:
    first, last = roles["first"], roles["last"]
    if not _can_span(first.node, last.node, first.categories[1:], last.categories[1:]):
        return None
    return Made(Range(first.node, last.node), "range")


def _can_span(first: Node, last: Node, first_shape: tuple[str, ...], last_shape: tuple[str, ...]) -> bool:
    """Refuse ends of different kinds: "February 6 - this year" are two dates."""
    if isinstance(first, Calendar) and first.year is None and first.month:
        return not (isinstance(last, Unit | Era) and last.unit != "day") and last_shape != ("year_date",)
    return not (first_shape == ("weekday_date",) and last_shape in (("year_date",), ("era_date",), ("unit_date",)))


def _day_range(roles: Roles, settings: Settings) -> Made | None:
    """Read "9-12 May": several days of one month."""
    year = full_year(roles["y"]) if "y" in roles else None
    days = [roles[role] for role in "def" if role in roles]
    if days != sorted(set(days)):
        return None
    first, last = (Calendar(year=year, month=roles["m"], day=day) for day in (days[0], days[-1]))
    return Made(Range(first, last), "range")


def _numeric_range(roles: Roles, settings: Settings) -> Made | None:
    """Read "10/1 - 11/7/2024": both ends are written in the same order."""
    year = {"y": roles["y"]} if "y" in roles else {}
    first = _numeric({"a": roles["a"], "b": roles["b"]} | ({"y": roles["x"]} if "x" in roles else year), settings)
    last = _numeric({"a": roles["c"], "b": roles["d"]} | year, settings)
    return Made(Range(first.node, last.node), "range") if first and last else None


def _named_day(roles: Roles, settings: Settings) -> Made | None:
    year = full_year(roles["y"]) if "y" in roles else None
    return Made(Holiday(settings.get("holiday") or roles["holiday"], year, roles.get("dir")), "holiday")


def _slice(roles: Roles, settings: Settings) -> Made | None:
    """Read "the last four months of 2021"; the length stands in a window or alone."""
    part = roles["part"].node
    sign = part.side if isinstance(part, Window) else settings.get("sign", 1)
    if sign > 0 and isinstance(part, Window):
        return None
    return Made(Slice(sign * part.count, part.unit, roles["base"].node), "within")


def _lasting(roles: Roles, settings: Settings) -> Made | None:
    part = roles["l"].node
    return Made(Lasting(part.count, part.unit, roles["base"].node), "within")


def _to_now(roles: Roles, settings: Settings) -> Made | None:
    """Read "from May 2019 to date"."""
    return Made(Range(roles["base"].node, Unit("day", 0)), "range")


def _weekday_number(roles: Roles, settings: Settings) -> Made | None:
    """Read "Friday the 13th": the month is the nearest one in which they agree."""
    named = roles["w"].node
    if named.direction is not None:
        return None
    return Made(Calendar(weekday=named.weekday, day=roles["d"]), "day")


def _year_range(roles: Roles, settings: Settings) -> Made | None:
    first, last = roles["y"], roles["z"]
    if last < 100:
        last += first // 100 * 100
    if not first < last <= first + (SHORT_SPAN if roles["z"] < 100 else 200):
        return None
    return Made(Range(Calendar(year=first), Calendar(year=last)), "range")


def _repeated(roles: Roles, settings: Settings) -> Made | None:
    return Made(Repeated(), "repeated")


def _clock(roles: Roles, settings: Settings) -> Made | None:
    hour, minute = roles["hour"], roles.get("minute", 0)
    half_day = roles.get("half_day")
    if half_day and not 1 <= hour <= 12:
        return None
    if half_day:
        hour = hour % 12 + (12 if half_day == "pm" else 0)
    if hour > 24 or (hour == 24 and minute):
        return None
    zone = roles.get("zone", "")
    return Made(Clock(f"{hour % 24:02}:{minute:02}{zone}"), "clock")


def _weekday_date(roles: Roles, settings: Settings) -> Made | None:
    """Join a weekday with its date: "Friday, March 7"."""
    base: Reading = roles["base"]
    node = base.node
    named = roles["w"].node
    if not isinstance(node, Calendar) or not isinstance(named, Calendar):
        return None
    weekday = named.weekday
    return Made(Calendar(year=node.year, month=node.month, day=node.day, weekday=weekday, other=node.other), "day")


def _same(roles: Roles, settings: Settings) -> Made | None:
    """Keep what a part has read, with the words around it: "early May", "Friday at 4 p.m."."""
    base: Reading = roles["base"]
    shape = next(name for name, categories in SHAPES.items() if categories == base.categories)
    return Made(base.node, shape)


def _daypart(roles: Roles, settings: Settings) -> Made | None:
    """Take "por la mañana" away from the word for tomorrow."""
    return Made(Clock(""), "daypart")


def _length_word(roles: Roles, settings: Settings) -> Made | None:
    """Read a length in one word: "dreitägig"."""
    count, _, unit = roles["length"].partition("-")
    return Made(Length(float(count), unit), "length")


def _from_now(roles: Roles, settings: Settings) -> Made | None:
    """Read "between now and 15 November"."""
    return Made(Range(Unit("day", 0), roles["base"].node), "range")


def _fiscal(roles: Roles, settings: Settings) -> Made | None:
    """Read "this fiscal year", whose borders nothing tells."""
    return Made(Unit("fiscal year", roles.get("dir", 0)), "unit")


MAKERS: dict[str, Callable[[Roles, Settings], Made | None]] = {
    "calendar": _calendar,
    "clock": _clock,
    "compact": _compact,
    "daypart": _daypart,
    "day_range": _day_range,
    "era": _era,
    "fiscal": _fiscal,
    "from_now": _from_now,
    "lasting": _lasting,
    "length": _length,
    "length_word": _length_word,
    "named_day": _named_day,
    "numeric": _numeric,
    "numeric_range": _numeric_range,
    "offset": _offset,
    "range": _range,
    "repeated": _repeated,
    "same": _same,
    "slice": _slice,
    "to_now": _to_now,
    "unit": _unit,
    "weekday_date": _weekday_date,
    "weekday_number": _weekday_number,
    "window": _window,
    "within": _within,
    "year_range": _year_range,
}
