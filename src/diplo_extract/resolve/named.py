"""A name in the text, and the person that the names of a document make up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from diplo_extract.resolve.surface import Form

Gender = Literal["male", "female"]


class NameMention(NamedTuple):
    """A name in the text, without courtesy words and titles."""

    start: int
    end: int
    text: str
    gender: Gender | None = None
    formal: bool = False
    """A courtesy word or a title stands before it: "Mr. X", "Minister X"."""
    kin: bool = False
    """A word of kinship stands before it: "his wife Dewi Wiryosono"."""
    role: str | None = None
    """The office that stands before it: "Ambassador Wiryosono"."""
    joined: bool = False
    """The next mention follows behind "and" or a comma: "Ambassador Moss and Mrs. Ann Moss" are two people."""


class Merge(NamedTuple):
    """Why a form was taken for the person."""

    text: str
    reason: str


@dataclass(slots=True)
class NamedPerson:
    """One person of the document."""

    forms: list[Form] = field(default_factory=list)
    mentions: list[NameMention] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    gender: Gender | None = None
    roles: set[str] = field(default_factory=set)
    name: str = ""
    kin: bool = False
    """Introduced as somebody's relative; a surname alone is rather that of the other."""
    last: int = -1
    """Where the person was named last, while mentions are given away in text order."""
