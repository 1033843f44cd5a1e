"""The settings of a run: one frozen model, same names as the options and as the keys of a TOML file."""

from __future__ import annotations

import hashlib

from pydantic import BaseModel, ConfigDict, Field


class Settings(BaseModel):
    """What decides the content of a record, beside the pipeline itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_page_bytes: int = Field(default=20_000_000, ge=1, description="a larger page is an error record")
    max_text_characters: int = Field(
        default=1_000_000, ge=1, description="a longer text is kept, but no facts are read from it"
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

    def digest(self) -> str:
        """Give a short hash of all settings; equal settings, equal hash."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]
