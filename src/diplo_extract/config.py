"""The settings of a run: one frozen model, same names as the options and as the keys of a TOML file."""

from __future__ import annotations

import hashlib
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


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
        default_factory=dict,
        description="more words of titles, in the tables of lexicon/en/titles.toml",
    )

    def digest(self) -> str:
        """Give a short hash of what decides the content of a record; equal settings, equal hash."""
        where_reading_ends = {"max_members", "max_expansion"}
        return hashlib.sha256(self.model_dump_json(exclude=where_reading_ends).encode()).hexdigest()[:12]
