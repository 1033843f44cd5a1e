"""Days with a name: their day in a year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from diplo_extract.dates.periods import Period, around

_RULE = re.compile(r"easter([+-]\d{1,2})|(\d)th-(\d)-(\d{1,2})([+-]\d)?|(\d{1,2})-(\d{1,2})")


def easter(year: int) -> date:
    """Give Easter Sunday of the western churches (the rule of Gauss, in the form of Meeus)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leaps, drift = century // 4, century % 4
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * drift + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def day_of(rule: str, year: int) -> Period:
    """Give the day of a rule: "12-25", "easter-7" (a week before Easter), "4th-4-11" (fourth Thursday of November)."""
    match = _RULE.fullmatch(rule)
    if match is None:
        raise ValueError(f"unknown rule of a holiday: {rule!r}")
    from_easter, nth, weekday, month, after, fixed_month, fixed_day = match.groups()
    if from_easter:
        return around(easter(year) + timedelta(int(from_easter)), "day")
    if fixed_month:
        return around(date(year, int(fixed_month), int(fixed_day)), "day")
    first = date(year, int(month), 1)
    moment = first + timedelta((int(weekday) - first.isoweekday()) % 7 + 7 * (int(nth) - 1))
    return around(moment + timedelta(int(after or 0)), "day")
