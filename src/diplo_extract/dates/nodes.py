"""What the grammar reads, before it is known when: plain values without a reference date."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, frozen=True)
class Calendar:
    """A calendar date as far as it is written: any of its parts may be missing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: int | None = None
    direction: int | None = None
    """-1 last, 0 this, 1 next: "next Friday", "last May"."""
    year_shift: int | None = None
    """The same of its year: "April next year"."""
    other: Calendar | None = None
    """The second reading of a numeric date whose order is not known."""
    order: str | None = None
    """The order that a numeric date shows, because it can have no other."""


@dataclass(slots=True, frozen=True)
class Era:
    """A decade (by its first year) or a century (by its number)."""

    unit: str
    number: int


@dataclass(slots=True, frozen=True)
class Unit:
    """A calendar unit counted from the reference or from the mention before: "last week", "yesterday", "that year"."""

    unit: str
    shift: int
    from_mention: bool = False


@dataclass(slots=True, frozen=True)
class Offset:
    """So many units before (negative) or after something: "two days ago", "a month after 3 May"."""

    count: float
    unit: str
    base: Node | None = None
    from_mention: bool = False
    or_length: bool = False
    """"in two years" is a day to come, or how long something took."""


@dataclass(slots=True, frozen=True)
class Length:
    """A duration."""

    count: float
    unit: str


@dataclass(slots=True, frozen=True)
class Window:
    """The units right before (negative side) or after the reference: "the past four years"."""

    count: float
    unit: str
    side: int
    from_today: bool = False


@dataclass(slots=True, frozen=True)
class Within:
    """A numbered part of something: "the first Monday of May", "the last week of July", "week 12 of 2024"."""

    number: int
    unit: str
    inside: Node
    weekday: int | None = None


@dataclass(slots=True, frozen=True)
class Slice:
    """The first (positive) or last so many units of something: "the last four months of 2021"."""

    count: float
    unit: str
    inside: Node


@dataclass(slots=True, frozen=True)
class Lasting:
    """A length that begins with a date: "two weeks starting 20 May"."""

    count: float
    unit: str
    first: Node


@dataclass(slots=True, frozen=True)
class Holiday:
    """A day with a name: its rule ("12-25", "easter-7", "4th-4-11": the fourth Thursday of November)."""

    rule: str
    year: int | None = None
    direction: int | None = None


@dataclass(slots=True, frozen=True)
class Range:
    """From one date to another, both included."""

    first: Node
    last: Node
    listed: int = 0
    """How many days a list names: "7 and 9 June" are two days, not three."""


@dataclass(slots=True, frozen=True)
class Repeated:
    """A frequency: kept, without a value."""


@dataclass(slots=True, frozen=True)
class Clock:
    """A time of day, "14:30" or "14:30+03:00"; no date by itself."""

    time: str


Node = Calendar | Era | Unit | Offset | Length | Window | Within | Slice | Lasting | Holiday | Range | Repeated | Clock


@dataclass(slots=True)
class Reading:
    """A stretch of the text that the grammar understood."""

    start: int
    end: int
    node: Node
    rule: str
    categories: tuple[str, ...]
    qualifier: str | None = None
    time: str | None = None
    parts: tuple[Reading, ...] = ()
    outer: tuple[int, int] = (0, 0)
    """The stretch with the words around it that the rule used: prepositions, clock times."""
    notes: dict[str, str] = field(default_factory=dict)
