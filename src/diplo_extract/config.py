"""The settings of a run: one frozen model, same names as the options and as the keys of a TOML file."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from diplo_extract.records import MEASURED

DEFAULT_MODEL = "accurate"
"""The shipped pipeline that is taken when nobody names one; `fast` reads four to five times as much in the time."""


class Settings(BaseModel):
    """What decides the content of a record, beside the pipeline itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_page_bytes: int = Field(default=20_000_000, ge=1, description="a larger page is an error record")
    max_text_characters: int = Field(
        default=1_000_000, ge=1, description="a longer text is kept, but no facts are read from it"
    )
    max_members: int = Field(default=1_000_000, ge=1, description="an archive of more is read no further")
    max_expansion: int = Field(
        default=200, ge=2, description="an archive whose content is so many times its own size is read no further"
    )
    aliases: dict[str, list[str]] = Field(
        default_factory=dict,
        description="full name -> other forms of one person; wins over what the text says",
    )
    vague_counts: dict[str, tuple[float, float]] = Field(
        default_factory=dict,
        description="what a vague word counts, [lowest, highest], 0: open; replaces entries of the table [vague] of"
        " lexicon/<language>/numbers.toml",
    )
    titles: dict[str, dict[str, Any]] = Field(
        default_factory=dict, description="more words of titles, in the tables of lexicon/en/titles.toml"
    )
    min_confidence: dict[str, float] = Field(
        default_factory=dict, description="field of the record -> facts that are less sure are left out"
    )
    drop_unmeasured: bool = Field(
        default=False, description="leave out also facts of these fields whose confidence is null"
    )

    @field_validator("min_confidence")
    @classmethod
    def _is_about_facts_with_confidence(cls, least: dict[str, float]) -> dict[str, float]:
        if wrong := wrong_bounds(least):
            raise ValueError("; ".join(wrong))
        return least

    def digest(self) -> str:
        """Give a short hash of what decides the content of a record; equal settings, equal hash."""
        where_reading_ends = {"max_members", "max_expansion"}
        return hashlib.sha256(self.model_dump_json(exclude=where_reading_ends).encode()).hexdigest()[:12]


def wrong_bounds(least: Mapping[str, float]) -> list[str]:
    """Say what is wrong with bounds of confidence: a field that has none, a value that is none."""
    found = []
    for field, value in least.items():
        if field not in MEASURED:
            close = difflib.get_close_matches(field, MEASURED, n=1)
            known = f"did you mean {close[0]}?" if close else f"these have: {', '.join(MEASURED)}"
            found.append(f"{field!r} has no confidence: {known}")
        if not 0 <= value <= 1:
            found.append(f"{field}={value:g} is no confidence: it runs from 0 to 1")
    return found
