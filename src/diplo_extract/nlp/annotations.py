"""What our components write on a Doc, for those who read it.

    doc.ents                  names; label as in DESIGN §4; span._.confidence in 0-1
    doc.spans["dates"]        span._.date   : DateInfo
    doc.spans["counts"]       span._.count  : CountInfo
    doc.spans["titles"]       span._.title  : TitleInfo
    doc.spans["quotes"]       span._.quote  : QuoteInfo
    doc.spans["events"]       span._.event  : EventInfo
    doc.spans["groups"]       span._.group  : GroupInfo

What the page knows reaches the components through the Doc:

    doc._.reference   publication date, ISO, or None
    doc._.language    "en"
    doc._.date_order  "dmy", "mdy", "ymd" or None
    doc._.headline    title of the page or None
    doc._.blocks      [kind, start_char, end_char] of each paragraph; empty when the Doc was made from bare text
    doc._.source      the text as one string or None: Doc.text joins it anew each time it is asked for

The payloads are plain dicts of plain values, so that a Doc can be pickled, sent between processes and put into a
DocBin. Pairs of numbers are [start_char, end_char] in doc.text.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from spacy.tokens import Doc, Span

Offsets = list[int]


class DateInfo(TypedDict):
    """One date expression."""

    kind: Literal["point", "interval", "duration", "set", "vague"]
    value: str | None
    precision: str | None
    qualifier: str | None
    anchor: Literal["publication", "mention"] | None
    alternatives: list[str]
    time: str | None
    rule: str
    chars: Offsets
    """The exact characters; the span may be wider where a token is."""


class CountInfo(TypedDict):
    """A number with the noun it counts; `attendance` tells whether those took part in something."""

    low: float | None
    high: float | None
    qualifier: Literal["exact", "approx", "min", "max", "range", "vague"]
    unit: str
    kind: Literal["people", "organizations", "countries", "other"]
    who: str | None
    planned: bool
    claimed_by: str | None
    attendance: bool
    rule: str


class TitleInfo(TypedDict):
    """One title; the span is its widest form in the text, plural and jurisdiction kept."""

    people: list[Offsets]
    """The names it belongs to: several when it is shared, none for a title that stands alone ("the Mayor said")."""
    title: str
    """Normalised: as written, singular, without the jurisdiction or employer in front."""
    role: str
    plural: bool
    """The text has the plural: "the senators"."""
    organization: str | None
    jurisdiction: str | None
    status: Literal["current", "former", "acting", "deputy", "elect", "designate"]
    rule: str
    predecessors: list[Offsets]
    """The names of those who held it before: Y of "X succeeds Y as mayor"."""
    organization_span: Offsets | None
    """Where the organization, or else the jurisdiction, is named."""


class QuoteInfo(TypedDict):
    """Something said; the span is the words themselves, without the quotation marks."""

    speaker: Offsets | None
    """The words that name the speaker: a name, a title or a pronoun."""
    cue: Offsets | None
    direct: bool
    rule: str
    chars: Offsets
    """The exact characters; the span may be wider where a token is."""


class EventInfo(TypedDict):
    """A mention of an event."""

    edition: int | None
    kind: str | None
    rule: str


class GroupInfo(TypedDict):
    """People who attended by role, without a name."""

    role: str
    organization: str | None
    rule: str


SPAN_PAYLOADS = ("confidence", "date", "count", "title", "quote", "event", "group")
DOC_CONTEXT = {"source": None, "reference": None, "language": "en", "date_order": None, "headline": None}


def register() -> None:
    """Declare our extension attributes on Span and Doc; safe to call again."""
    for name in SPAN_PAYLOADS:
        if not Span.has_extension(name):
            Span.set_extension(name, default=None)
    for name, default in DOC_CONTEXT.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    if not Doc.has_extension("blocks"):
        Doc.set_extension("blocks", default=[])


def text_of(doc: Doc) -> str:
    """Give the text of a Doc: the string it was made from when it is at hand, since Doc.text joins all tokens anew."""
    source: str | None = doc._.source
    return doc.text if source is None else source
