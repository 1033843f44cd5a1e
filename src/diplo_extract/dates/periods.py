"""Stretches of the calendar: a first and a last day with a precision, and how EDTF writes them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

UNIT_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
UNIT_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
UNIT_HOURS = {"hour": 1, "minute": 1 / 60, "second": 1 / 3600}
SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}


class Period(NamedTuple):
    """From `first` to `last`, both included."""

    first: date
    last: date
    precision: str

    @property
    def edtf(self) -> str:
        """The period in EDTF; what EDTF has no word for (weeks, halves) is written as an interval."""
        year = f"{self.first.year:04}"
        match self.precision:
            case "day" if self.first == self.last:
                return self.first.isoformat()
            case "month":
                return f"{year}-{self.first.month:02}"
            case "year":
                return year
            case "quarter":
                return f"{year}-{33 + (self.first.month - 1) // 3}"
            case "season":
                return f"{year}-{21 + (self.first.month // 3 - 1) % 4}"
            case "decade":
                return f"{year[:3]}X"
            case "century":
                return f"{year[:2]}XX"
            case "half":
                return f"{year}-{self.first.month:02}/{year}-{self.last.month:02}"
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def day(year: int, month: int, number: int) -> Period:
    """Give a day; raises ValueError when the calendar has no such day."""
    moment = date(year, month, number)
    return Period(moment, moment, "day")


def months(year: int, month: int, count: int, precision: str) -> Period:
    """Give `count` months that begin with `month`."""
    end = year * 12 + month - 1 + count
    last = date(end // 12, end % 12 + 1, 1) - timedelta(1)
    return Period(date(year, month, 1), last, precision)


def month(year: int, number: int) -> Period:
    """Give a month of a year."""
    return Period(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")


def year(number: int) -> Period:
    """Give a year."""
    return Period(date(number, 1, 1), date(number, 12, 31), "year")


def quarter(number: int, of_year: int) -> Period:
    """Give a quarter (1-4) of a year."""
    return months(of_year, 3 * number - 2, 3, "quarter")


def half(number: int, of_year: int) -> Period:
    """Give a half (1-2) of a year."""
    return months(of_year, 6 * number - 5, 6, "half")


def season(code: int, of_year: int) -> Period:
    """Give a season by its EDTF code (21 spring … 24 winter); northern, by whole months."""
    return months(of_year, SEASON_STARTS[code], 3, "season")


def decade(first_year: int) -> Period:
    """Give the ten years from `first_year`."""
    return Period(date(first_year or 1, 1, 1), date(first_year + 9, 12, 31), "decade")


def century(number: int) -> Period:
    """Give a century by its ordinal number, as EDTF counts it: the 19th is 18XX."""
    first = (number - 1) * 100
    return Period(date(first or 1, 1, 1), date(first + 99, 12, 31), "century")


def week(moment: date) -> Period:
    """Give the week (Monday to Sunday) of a day."""
    first = moment - timedelta(moment.weekday())
    return Period(first, first + timedelta(6), "week")


def weekend(moment: date) -> Period:
    """Give the Saturday and Sunday of a day's week."""
    first = week(moment).first + timedelta(5)
    return Period(first, first + timedelta(1), "weekend")


def around(moment: date, unit: str) -> Period:
    """Give the `unit` of the calendar that holds `moment`."""
    match unit:
        case "day" | "hour" | "minute" | "second":
            return Period(moment, moment, "day")
        case "week" | "fortnight":
            return week(moment)
        case "weekend":
            return weekend(moment)
        case "month":
            return month(moment.year, moment.month)
        case "quarter":
            return quarter((moment.month + 2) // 3, moment.year)
        case "half":
            return half(1 if moment.month < 7 else 2, moment.year)
        case "decade":
            return decade(moment.year // 10 * 10)
        case "century":
            return century(moment.year // 100 + 1)
    return year(moment.year)


def moved(moment: date, count: float, unit: str) -> date:
    """Give the day that lies `count` units later; the day of the month is cut to the month's end.

    Raises ValueError or OverflowError when the calendar ends before.
    """
    if unit in UNIT_DAYS:
        return moment + timedelta(round(count * UNIT_DAYS[unit]))
    if unit in UNIT_HOURS:
        return moment + timedelta(int(count * UNIT_HOURS[unit] / 24))
    if unit == "workday":
        return _workdays(moment, int(count))
    total = moment.year * 12 + moment.month - 1 + round(count * UNIT_MONTHS[unit])
    of_year, of_month = divmod(total, 12)
    return date(of_year, of_month + 1, min(moment.day, monthrange(max(of_year, 1), of_month + 1)[1]))


def _workdays(moment: date, count: int) -> date:
    weeks, rest = divmod(abs(count), 5)
    step = timedelta(1 if count > 0 else -1)
    moment += step * 7 * weeks
    while rest:
        moment += step
        rest -= moment.weekday() < 5
    return moment


def length(count: float, unit: str) -> str:
    """Give an ISO 8601 duration."""
    whole = int(count) if count == int(count) else None
    match unit:
        case "decade" | "century":
            return f"P{round(count * (10 if unit == 'decade' else 100))}Y"
        case "fortnight":
            return f"P{round(count * 2)}W"
        case "quarter" | "half":
            return f"P{round(count * UNIT_MONTHS[unit])}M"
        case "hour" | "minute" | "second":
            return f"PT{whole if whole is not None else count:g}{unit[0].upper()}"
        case "year" if whole is None:
            return f"P{int(count)}Y{round(count % 1 * 12)}M" if count > 1 else f"P{round(count * 12)}M"
        case "week" | "weekend" if whole is None:
            return f"P{round(count * 7)}D"
        case "month" if whole is None:
            return f"P{int(count)}M{round(count % 1 * 30)}D" if count > 1 else f"P{round(count * 30)}D"
    letter = {"workday": "D", "weekend": "W"}.get(unit, unit[0].upper())
    return f"P{whole if whole is not None else round(count)}{letter}"
