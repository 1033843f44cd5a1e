"""Makers of what is counted from something ("last week", "two years ago"), of lengths and clock times."""

from __future__ import annotations

from diplo_extract.dates.nodes import (
    Calendar,
    Clock,
    Era,
    Lasting,
    Length,
    Offset,
    Range,
    Repeated,
    Slice,
    Unit,
    Window,
    Within,
)
from diplo_extract.dates.shapes import Made, Roles, Settings


def unit(roles: Roles, settings: Settings) -> Made | None:
    """Read "last week", "yesterday"."""
    shift = roles.get("dir", settings.get("shift", 0))
    unit = settings.get("unit") or roles["u"]
    if unit in ("hour", "minute", "second"):
        return None
    shape = "relative" if unit == "day" else "unit"
    return Made(Unit(unit, shift, settings.get("from_mention", False)), shape)


def offset(roles: Roles, settings: Settings) -> Made | None:
    """Read "two years ago", "a week after 3 May"."""
    if "l" in roles:
        length = roles["l"].node
        roles = {**roles, "n": length.count, "u": length.unit}
    count = _count(roles, settings)
    base = roles.get("base")
    sign = settings["sign"]
    node = Offset(
        count=sign * count,
        unit=settings.get("unit") or roles["u"],
        base=base.node if base else None,
        from_mention=settings.get("from_mention", False),
        or_length=settings.get("or_length", False),
    )
    return Made(node, "offset")


def _count(roles: Roles, settings: Settings) -> float:
    count = roles.get("n", settings.get("n", 1))
    fraction = roles.get("fraction", settings.get("fraction", 0))
    return float(count) + float(fraction) / 100 if fraction else float(count)


def length_of(roles: Roles, settings: Settings) -> Made | None:
    """Read "three weeks"."""
    count = _count(roles, settings)
    return Made(Length(count, settings.get("unit") or roles["u"]), "length") if 0 < count < 10_000 else None


def length_word(roles: Roles, settings: Settings) -> Made | None:
    """Read a length in one word: "dreitägig"."""
    count, _, unit = roles["length"].partition("-")
    return Made(Length(float(count), unit), "length")


def window(roles: Roles, settings: Settings) -> Made | None:
    """Read "the past four years"."""
    side = roles.get("dir", settings.get("side", -1))
    if not side:
        return None
    unit = settings.get("unit") or roles["u"]
    return Made(Window(_count(roles, settings), unit, side, settings.get("from_today", False)), "window")


def within(roles: Roles, settings: Settings) -> Made | None:
    """Read "the first Monday of May"."""
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


def part_of(roles: Roles, settings: Settings) -> Made | None:
    """Read "the last four months of 2021"; the length stands in a window or alone."""
    part = roles["part"].node
    sign = part.side if isinstance(part, Window) else settings.get("sign", 1)
    if sign > 0 and isinstance(part, Window):
        return None
    return Made(Slice(sign * part.count, part.unit, roles["base"].node), "within")


def lasting(roles: Roles, settings: Settings) -> Made | None:
    """Read "two weeks starting 20 May"."""
    part = roles["l"].node
    return Made(Lasting(part.count, part.unit, roles["base"].node), "within")


def from_now(roles: Roles, settings: Settings) -> Made | None:
    """Read "between now and 15 November"."""
    return Made(Range(Unit("day", 0), roles["base"].node), "range")


def to_now(roles: Roles, settings: Settings) -> Made | None:
    """Read "from May 2019 to date"."""
    return Made(Range(roles["base"].node, Unit("day", 0)), "range")


def fiscal(roles: Roles, settings: Settings) -> Made | None:
    """Read "this fiscal year", whose borders nothing tells."""
    return Made(Unit("fiscal year", roles.get("dir", 0)), "unit")


def era(roles: Roles, settings: Settings) -> Made | None:
    """Read "the 1990s", "the 19th century"."""
    if "century" in roles:
        number = roles["century"]
        return Made(Era("century", number), "era") if 1 <= number <= 21 else None
    number = roles.get("y", roles.get("yy", settings.get("yy")))
    if number is None or number < 20 or number % 10:
        return None
    if number % 100 == 0 and 1000 < number < 2000:
        return Made(Era("century", number // 100 + 1), "era")
    return Made(Era("decade", number + 1900 if number < 100 else number), "era")


def repeated(roles: Roles, settings: Settings) -> Made | None:
    """Read "every Monday"."""
    return Made(Repeated(), "repeated")


def clock(roles: Roles, settings: Settings) -> Made | None:
    """Read "4:30 p.m."."""
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


def daypart(roles: Roles, settings: Settings) -> Made | None:
    """Take "por la mañana" away from the word for tomorrow."""
    return Made(Clock(""), "daypart")
