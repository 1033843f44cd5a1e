"""The gold of one release: what a reader found in it, in the words of the record.

A key that is absent was not annotated and is not scored; an empty list (or null) says that the annotator looked and
found none. Offsets are code points of `body`, and `body[start:end] == text` or the file is refused.

    samples/pages/<doc_id>.html      the page as published
    samples/gold/<doc_id>.json       one Gold
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from diplo_extract.records import DateValue, EdtfDate, IsoDuration, Model

GOLD_SCHEMA = "1.0"
Presence = Literal["present", "represented", "mentioned"]
Status = Literal["current", "former", "acting", "deputy", "elect", "designate"]
Qualifier = Literal["exact", "approx", "min", "max", "range", "vague"]
CountKind = Literal["people", "organizations", "countries", "other"]
DateRole = Literal["event", "publication", "background", "deadline"]
EventStatus = Literal["held", "planned", "postponed", "cancelled"]
Label = Literal["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT"]


class GoldModel(Model):
    """Base of all parts: unknown fields are mistakes, absent ones were not annotated."""

    def annotated(self, field: str) -> bool:
        """Tell whether the file has the key, be its value null or an empty list."""
        return field in self.model_fields_set


class GoldSpan(GoldModel):
    """Characters of the body."""

    text: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int = Field(ge=1)


class GoldSection(GoldSpan):
    """A heading inside the body; its section runs to the next heading."""

    level: int | None = Field(default=None, ge=1, le=6)


class GoldTitle(GoldModel):
    """One office of a person, bounded as the guidelines say."""

    title: str = Field(min_length=1, description="as written; singular when distributed over a list")
    organization: str | None = None
    jurisdiction: str | None = None
    status: Status | None = None
    evidence: str | None = Field(default=None, description="the sentence of the body that gives it")


class GoldPerson(GoldModel):
    """One human being named in the body."""

    name: str = Field(min_length=1, description="fullest form in the body, without courtesy words and titles")
    aliases: list[str] = Field(default_factory=list)
    titles: list[GoldTitle] = Field(default_factory=list)
    presence: Presence | None = None
    honorifics: list[str] = Field(default_factory=list)


class GoldEntity(GoldModel):
    """One organization or place named in the body."""

    name: str = Field(min_length=1)
    aliases: list[str] = Field(default_factory=list)
    kind: str | None = None


class GoldDate(GoldSpan):
    """A date, period or duration."""

    value: DateValue | None = Field(description="EDTF or ISO 8601 duration; null when nothing in the source fixes it")
    role: DateRole | None = None


class GoldAttendance(GoldSpan):
    """A number of those who take part; every occurrence is one item."""

    low: float | None = Field(ge=0)
    high: float | None = Field(ge=0)
    qualifier: Qualifier | None = None
    unit: str | None = None
    kind: CountKind | None = None
    who: str | None = None
    event: str | None = Field(default=None, description="name of an item of `events`")
    planned: bool | None = None

    @model_validator(mode="after")
    def _low_is_not_above_high(self) -> GoldAttendance:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low:g} is above high {self.high:g}")
        return self


class GoldGroup(GoldSpan):
    """People who attended by role, without a name."""

    role: str | None = None
    organization: str | None = None
    event: str | None = Field(default=None, description="name of an item of `events`")


class GoldEdition(GoldModel):
    """What the body says of an earlier or later edition."""

    name: str | None = None
    host: str | None = None
    place: str | None = None
    date: EdtfDate | None = None


class GoldEvent(GoldModel):
    """An event that the release tells of."""

    name: str = Field(min_length=1, description="as written, or the shortest description")
    aliases: list[str] = Field(default_factory=list)
    edition: int | None = Field(default=None, ge=1)
    kind: str | None = None
    hosts: list[str] = Field(default_factory=list)
    place: str | None = None
    venue: str | None = None
    start: EdtfDate | None = None
    end: EdtfDate | None = None
    duration: IsoDuration | None = None
    sessions: int | None = Field(default=None, ge=1)
    themes: list[str] = Field(default_factory=list)
    status: EventStatus | None = None
    main: bool | None = None
    previous: GoldEdition | None = None
    next: GoldEdition | None = None


class GoldQuote(GoldSpan):
    """Something said; a direct one without its quotation marks."""

    speaker: str | None = Field(default=None, description="name of an item of `people`")
    cue: str | None = None
    direct: bool | None = None


class GoldName(GoldModel):
    """A name in the body, as the name tagger should mark it."""

    start: int = Field(ge=0)
    end: int = Field(ge=1)
    label: Label
    text: str | None = Field(default=None, description="for the reader; checked when it is there")


class Gold(GoldModel):
    """Everything annotated in one release."""

    schema_version: str
    doc_id: str = Field(min_length=1)
    page: str | None = Field(default=None, description="path of the page, relative to the samples folder")
    url: str | None = None
    publisher: str | None = None
    split: Literal["dev", "frozen"] | None = None
    note: str | None = Field(default=None, description="for readers: where it comes from, what is hard in it")
    title: str | None = None
    published: EdtfDate | None = None
    published_visible: bool = Field(default=True, description="false when only a file name or an archive tells it")
    language: str | None = None
    authors: list[str] = Field(default_factory=list)
    body: str | None = None
    sections: list[GoldSection] = Field(default_factory=list)
    people: list[GoldPerson] = Field(default_factory=list)
    organizations: list[GoldEntity] = Field(default_factory=list)
    places: list[GoldEntity] = Field(default_factory=list)
    dates: list[GoldDate] = Field(default_factory=list)
    attendance: list[GoldAttendance] = Field(default_factory=list)
    groups: list[GoldGroup] = Field(default_factory=list)
    events: list[GoldEvent] = Field(default_factory=list)
    quotes: list[GoldQuote] = Field(default_factory=list)
    names: list[GoldName] = Field(default_factory=list)

    @model_validator(mode="after")
    def _every_span_is_in_the_body(self) -> Gold:
        for place, start, end, text in self.spans():
            if self.body is None:
                raise ValueError(f"{place} has offsets, but there is no body")
            if text is None and not start < end <= len(self.body):
                raise ValueError(f"{place}: {start}-{end} is not inside the body of {len(self.body)} characters")
            if text is not None and (self.body[start:end] != text or start >= end):
                raise ValueError(f"{place}: body[{start}:{end}] is {self.body[start:end][:80]!r}, not {text[:80]!r}")
        return self

    def spans(self) -> Iterator[tuple[str, int, int, str | None]]:
        """Give (place in the file, start, end, text) of every annotated span."""
        for field in SPAN_FIELDS:
            for i, item in enumerate(getattr(self, field)):
                yield f"{field}[{i}]", item.start, item.end, item.text


SPAN_FIELDS = ("sections", "dates", "attendance", "groups", "quotes", "names")
