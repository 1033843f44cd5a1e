"""The makers by the names that rules use."""

from __future__ import annotations

from collections.abc import Callable

from diplo_extract.dates import make_calendar, make_relative
from diplo_extract.dates.shapes import Made, Roles, Settings

MAKERS: dict[str, Callable[[Roles, Settings], Made | None]] = {
    "calendar": make_calendar.calendar,
    "clock": make_relative.clock,
    "compact": make_calendar.compact,
    "day_range": make_calendar.day_range,
    "daypart": make_relative.daypart,
    "era": make_relative.era,
    "fiscal": make_relative.fiscal,
    "from_now": make_relative.from_now,
    "lasting": make_relative.lasting,
    "length": make_relative.length_of,
    "length_word": make_relative.length_word,
    "named_day": make_calendar.named_day,
    "numeric": make_calendar.numeric,
    "numeric_range": make_calendar.numeric_range,
    "offset": make_relative.offset,
    "range": make_calendar.date_range,
    "repeated": make_relative.repeated,
    "same": make_calendar.same,
    "slice": make_relative.part_of,
    "to_now": make_relative.to_now,
    "unit": make_relative.unit,
    "weekday_date": make_calendar.weekday_date,
    "weekday_number": make_calendar.weekday_number,
    "window": make_relative.window,
    "within": make_relative.within,
    "year_range": make_calendar.year_range,
}
