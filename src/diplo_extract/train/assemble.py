"""Puts a pipeline together and saves it whole, in one move."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from spacy.language import Language

from diplo_extract.nlp import AFTER_NAMES
from diplo_extract.nlp.ner_encoder import EncoderTagger
from diplo_extract.nlp.ner_tagger import Tagger
from diplo_extract.nlp.words import english


def pipeline(tagger: Tagger, *, name: str, version: str = "0.1.0") -> Language:
    """Give the whole pipeline around a trained name tagger."""
    nlp = english()
    nlp.meta.update(
        name=f"diplo_{name}",
        version=version,
        description="Names, dates, counts, titles, quotes and events in press releases",
        license="CC BY-SA 4.0",
        spacy_version=">=3.8.0,<3.9.0",
    )
    nlp.add_pipe("diplo_sentences")
    nlp.add_pipe("diplo_ner_encoder" if isinstance(tagger, EncoderTagger) else "diplo_ner", name="diplo_ner")
    for component in AFTER_NAMES:
        nlp.add_pipe(component)
    nlp.get_pipe("diplo_ner").from_bytes(tagger.to_bytes())  # type: ignore[attr-defined]
    return nlp


def save(nlp: Language, folder: Path, card: str = "") -> None:
    """Write a pipeline so that a reader sees the old folder or the new one, never half of one."""
    fresh = folder.with_name(f".{folder.name}.new-{os.getpid()}")
    stale = folder.with_name(f".{folder.name}.old-{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    nlp.to_disk(fresh)
    if card:
        (fresh / "README.md").write_text(card, encoding="utf-8")
    if folder.exists():
        folder.rename(stale)
    fresh.rename(folder)
    shutil.rmtree(stale, ignore_errors=True)
