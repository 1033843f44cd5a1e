"""What comes out: one validated Record for each press release, or one ErrorRecord.

Offsets are code points into `Record.text`; a `Span` always carries the characters it points at, and a record in
which they differ is refused. Words follow Popolo and schema.org (people, posts) and EDTF (dates).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from diplo_extract.edtf import is_duration, is_edtf

SCHEMA_VERSION = "1.0"
MEASURED = (
    "title",
    "published",
    "people",
    "positions",
    "presence",
    "organizations",
    "places",
    "dates",
    "attendance",
    "groups",
    "events",
    "quotes",
)
"""What of a record has a confidence, in its own words; positions and presence are those of its people."""


def _check_date(value: str) -> str:
    if not is_edtf(value):
        raise ValueError(f"{value!r} is no EDTF date")
    return value


def _check_duration(value: str) -> str:
    if not is_duration(value):
        raise ValueError(f"{value!r} is no ISO 8601 duration")
    return value


def _check_date_or_duration(value: str) -> str:
    if not (is_edtf(value) or is_duration(value)):
        raise ValueError(f"{value!r} is neither an EDTF date nor an ISO 8601 duration")
    return value


EdtfDate = Annotated[str, AfterValidator(_check_date)]
IsoDuration = Annotated[str, AfterValidator(_check_duration)]
DateValue = Annotated[str, AfterValidator(_check_date_or_duration)]
Confidence = Annotated[float, Field(ge=0.0, le=1.0)]


class Model(BaseModel):
    """Base of all parts: unknown fields are mistakes."""

    model_config = ConfigDict(extra="forbid")


class Span(Model):
    """Characters of the record's text: `text == record.text[start:end]`, in code points."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str

    @model_validator(mode="after")
    def _is_as_long_as_its_text(self) -> Span:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}-{self.end} does not have the length of {self.text!r}")
        return self


class Fact(Model):
    """What every fact carries: where it was read, what read it, how sure that is."""

    evidence: list[Span] = Field(default_factory=list, description="the characters the fact was read from")
    rule: str | None = Field(default=None, description="the rule that made it")
    model: str | None = Field(default=None, description="the trained component that made it")
    confidence: Confidence | None = Field(default=None, description="calibrated; null when nobody measured it")


class PageFact(Model):
    """A value read from the page around the text, with the clue that gave it."""

    value: str
    reason: str = Field(description="json-ld, og, meta, h1, time, byline, url, text, given, …")
    confidence: Confidence | None = None


class Published(Model):
    """When the release was published."""

    value: EdtfDate
    text: str = Field(description="as the page writes it")
    reason: str
    ambiguous: list[EdtfDate] = Field(default_factory=list, description="other readings of the same characters")
    confidence: Confidence | None = None


class Dateline(Model):
    """Where, when and by which agency the text says it was written."""

    place: str | None = None
    date: EdtfDate | None = None
    agency: str | None = None
    span: Span | None = None


class Section(Model):
    """A heading and the range of text under it."""

    heading: Span
    start: int = Field(ge=0, description="first character under the heading")
    end: int = Field(ge=0)
    level: int = Field(default=2, ge=1, le=6)


class SourceRun(Model):
    """Characters of the text that stand together in one place of the source.

    Within a run, white space is collapsed and characters are normalised.
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    where: str = Field(description='an XPath ending in text(), or "line N"')
    offset: int = Field(ge=0, description="first character within that text or line")


class Source(Model):
    """Where the bytes lay."""

    uri: str
    member: str | None = Field(default=None, description="archive member, WARC record id or line number")
    url: str | None = Field(default=None, description="address the page was published at, when known")
    media_type: str
    charset: str | None = None
    charset_reason: str | None = Field(default=None, description="bom, http, meta, utf-8, detected, …")
    fetched_at: str | None = None


class Position(Fact):
    """An office that the text gives to a person (Popolo: a Membership in a Post)."""

    title: str = Field(description="as written; singular when it was distributed over a list")
    text: str = Field(description="the source characters in their widest form")
    role: str = Field(description="head noun, lower case: mayor, secretary general")
    organization: str | None = None
    jurisdiction: str | None = None
    status: Literal["current", "former", "acting", "deputy", "elect", "designate"] = "current"
    on_behalf_of: str | None = Field(default=None, description="id of the person represented")


class Presence(Fact):
    """Whether the person took part in what the release tells."""

    value: Literal["present", "represented", "mentioned"]


class Person(Fact):
    """One human being named in the text."""

    id: str
    name: str = Field(description="fullest form in the text, without courtesy words, titles, post-nominals")
    aliases: list[str] = Field(default_factory=list)
    mentions: list[Span] = Field(min_length=1)
    honorifics: list[str] = Field(default_factory=list)
    post_nominals: list[str] = Field(default_factory=list)
    positions: list[Position] = Field(default_factory=list)
    affiliations: list[str] = Field(default_factory=list, description="organizations named without a title")
    presence: Presence | None = None


class Organization(Fact):
    """An organization named in the text."""

    id: str
    name: str
    aliases: list[str] = Field(default_factory=list)
    mentions: list[Span] = Field(min_length=1)
    kind: str | None = Field(default=None, description="municipality, ministry, embassy, network, company, …")


class Place(Fact):
    """A place or venue named in the text."""

    id: str
    name: str
    aliases: list[str] = Field(default_factory=list)
    mentions: list[Span] = Field(min_length=1)
    kind: str | None = Field(default=None, description="country, city, facility, …")


class Date(Fact):
    """A date, period or duration."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    kind: Literal["point", "interval", "duration", "set", "vague"]
    value: DateValue | None = Field(description="EDTF, or an ISO 8601 duration; null when nothing fixes it")
    precision: Literal["day", "week", "month", "quarter", "season", "year", "decade", "century"] | None = None
    qualifier: Literal["early", "mid", "late", "approximate", "since", "until", "before", "after"] | None = None
    anchor: Literal["publication", "mention"] | None = Field(
        default=None, description="what a relative expression was resolved against"
    )
    alternatives: list[DateValue] = Field(default_factory=list)
    time: str | None = Field(default=None, description="clock time given with the date: 14:30, 14:30+03:00")
    role: Literal["event", "publication", "background", "deadline"] | None = None


class Attendance(Fact):
    """How many took part."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    mentions: list[Span] = Field(default_factory=list, description="every place that says the same")
    low: float | None = Field(default=None, ge=0)
    high: float | None = Field(default=None, ge=0)
    qualifier: Literal["exact", "approx", "min", "max", "range", "vague"]
    unit: str = Field(description="the noun phrase as written")
    kind: Literal["people", "organizations", "countries", "other"]
    who: str | None = Field(default=None, description="participants, speakers, exhibitors, volunteers, …")
    planned: bool = False
    event: str | None = Field(default=None, description="id of the event")
    event_reason: str | None = Field(default=None, description="by what it is tied to the event, or why to none")
    claimed_by: str | None = Field(default=None, description="who says so: police, organisers, …")

    @model_validator(mode="after")
    def _low_is_not_above_high(self) -> Attendance:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"attendance low {self.low} is above high {self.high}")
        return self


class Group(Fact):
    """People who attended by role, without a name."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    role: str
    organization: str | None = None
    event: str | None = Field(default=None, description="id of the event")
    event_reason: str | None = Field(default=None, description="by what it is tied to the event, or why to none")


class EventReference(Fact):
    """An earlier or later edition, with what the text says of it."""

    name: str | None = None
    host: str | None = None
    place: str | None = None
    date: EdtfDate | None = None


class Event(Fact):
    """Something that took, takes or will take place."""

    id: str
    name: str
    mentions: list[Span] = Field(default_factory=list)
    edition: int | None = Field(default=None, ge=1)
    kind: str | None = Field(default=None, description="workshop, summit, visit, meeting, signing, …")
    hosts: list[str] = Field(default_factory=list)
    place: str | None = None
    venue: str | None = None
    start: EdtfDate | None = None
    end: EdtfDate | None = None
    duration: IsoDuration | None = None
    sessions: int | None = Field(default=None, ge=1)
    themes: list[str] = Field(default_factory=list)
    status: Literal["held", "planned", "postponed", "cancelled"] = "held"
    main: bool = False
    attendance: list[int] = Field(default_factory=list, description="indexes into the record's attendance")
    participants: list[str] = Field(default_factory=list, description="ids of people and organizations")
    previous: EventReference | None = None
    next: EventReference | None = None


class Quote(Fact):
    """Something said, with who said it."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    speaker: str | None = Field(default=None, description="id of the person")
    speaker_text: str | None = Field(default=None, description="the speaker as the sentence words it")
    cue: str | None = Field(default=None, description="the verb: stated, emphasized")
    direct: bool


class PipelineInfo(Model):
    """What made the record: the same input and pipeline give the same bytes."""

    package: str
    model: str
    schema_version: str
    settings: str = Field(description="hash of the settings")


class Record(Model):
    """All facts of one press release."""

    schema_version: str = SCHEMA_VERSION
    id: str = Field(description="hash of the content and its source locator")
    content_id: str = Field(description="hash of the content alone")
    duplicate_of: str | None = Field(default=None, description="id of the first record that this one repeats")
    duplicate_kind: Literal["exact", "near"] | None = Field(
        default=None, description="exact: the same bytes; near: a reprint with small changes and the same numbers"
    )
    source: Source
    language: PageFact | None = None
    title: PageFact | None = None
    lead: PageFact | None = None
    authors: list[PageFact] = Field(default_factory=list)
    site_name: PageFact | None = None
    canonical_url: PageFact | None = None
    published: Published | None = None
    modified: Published | None = None
    dateline: Dateline | None = None
    text: str
    sections: list[Section] = Field(default_factory=list)
    source_map: list[SourceRun] = Field(
        default_factory=list, description="which place of the source each piece of the text was made from"
    )
    people: list[Person] = Field(default_factory=list)
    organizations: list[Organization] = Field(default_factory=list)
    places: list[Place] = Field(default_factory=list)
    dates: list[Date] = Field(default_factory=list)
    attendance: list[Attendance] = Field(default_factory=list)
    groups: list[Group] = Field(default_factory=list)
    events: list[Event] = Field(default_factory=list)
    quotes: list[Quote] = Field(default_factory=list)
    warnings: list[str] = Field(default_factory=list, description="what a reader should doubt")
    pipeline: PipelineInfo

    @model_validator(mode="after")
    def _every_span_is_in_the_text(self) -> Record:
        for name, value in self:
            if isinstance(value, Model | list):
                for start, end, text in _spans(value):
                    if self.text[start:end] != text:
                        raise ValueError(f"{name}: text[{start}:{end}] is {self.text[start:end]!r}, not {text!r}")
        return self


class ErrorRecord(Model):
    """Why an input gave no record."""

    schema_version: str = SCHEMA_VERSION
    id: str
    source: Source
    stage: str = Field(description="fetch, read, clean, nlp, extract, validate")
    reason: str = Field(description="short and stable, to be counted: empty, not-text, too-large, …")
    error: str = Field(description="class of the error")
    message: str
    remedy: str = Field(default="", description="what to do about it")


def first_problem(error: ValidationError) -> str:
    """Give where and why a model refused its input, the first place of several."""
    problem = error.errors(include_url=False)[0]
    where = ".".join(map(str, problem["loc"]))
    return f"{where}: {problem['msg']}" if where else problem["msg"]


def _spans(part: Any) -> Iterator[tuple[int, int, str]]:
    """Give (start, end, text) of every span below `part`, in any order."""
    waiting = [part]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, Model):
            values = part.__dict__
            if "text" in values and "start" in values:
                yield values["start"], values["end"], values["text"]
            waiting += [value for value in values.values() if isinstance(value, (Model, list))]
