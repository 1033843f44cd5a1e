"""Cleaned -> Doc with mentions: a real spaCy pipeline, every component a registered factory.

    diplo_sentences  sentence ends
    diplo_ner        names, with a confidence (trained)
    diplo_dates      doc.spans["dates"]
    diplo_counts     doc.spans["counts"]
    diplo_titles     doc.spans["titles"], around the names
    diplo_quotes     doc.spans["quotes"]
    diplo_events     doc.spans["events"], doc.spans["groups"]

What each of them writes is described in `annotations`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.article import Cleaned
from diplo_extract.config import DEFAULT_MODEL
from diplo_extract.errors import ModelError
from diplo_extract.nlp.annotations import register

_REMEDY = "reinstall the package, or train it again with 'diplo-extract train'"
_LONGEST_ERROR = 300
AFTER_NAMES = ("diplo_dates", "diplo_counts", "diplo_titles", "diplo_quotes", "diplo_events")


def model_path(name: str | Path) -> Path:
    """Give the folder of a shipped pipeline by its name, or of any pipeline by its path.

    Shipped pipelines lie in the installed package, or in `models/` of a checkout.
    """
    package = Path(__file__).resolve().parents[1]
    shipped = (package / "models", package.parents[1] / "models")
    for folder in (*(base / str(name) for base in shipped), Path(name)):
        if (folder / "config.cfg").is_file():
            return folder
    known = sorted({config.parent.name for base in shipped for config in base.glob("*/config.cfg")})
    raise ModelError(
        f"no pipeline '{name}': name one of {', '.join(known) or '(none is installed)'}, or the path of a folder"
        " made by 'diplo-extract train'"
    )


def load(name: str | Path = DEFAULT_MODEL) -> Language:
    """Load a pipeline; raises ModelError that names the folder and the remedy."""
    register()
    folder = model_path(name)
    try:
        _check_version(folder)
        return spacy.load(folder)
    except ModelError:
        raise
    except Exception as error:
        told = " ".join(str(error).split())[:_LONGEST_ERROR]
        raise ModelError(f"the pipeline in {folder} cannot be loaded ({told}); {_REMEDY}") from error


def _check_version(folder: Path) -> None:
    """Refuse a pipeline of another spaCy, which may load and then find other things."""
    wanted = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["spacy_version"]
    if not spacy.util.is_compatible_version(spacy.about.__version__, wanted):
        raise ModelError(
            f"the pipeline in {folder} is made for spaCy {wanted}, this is {spacy.about.__version__}; {_REMEDY}"
        )


def add_title_words(nlp: Language, words: dict[str, dict[str, Any]]) -> None:
    """Let the titles component of `nlp` know a user's words; raises UsageError for tables of another shape."""
    from diplo_extract.nlp.titles import Titles
    from diplo_extract.nlp.titles.lexicon import compile_words

    for _, component in nlp.pipeline:
        if isinstance(component, Titles):
            component.lexicon = compile_words(nlp.lang or "en", words)


def make_doc(nlp: Language, cleaned: Cleaned) -> Doc:
    """Give the tokenised Doc of a cleaned page with what the page knows (see `annotations`)."""
    doc = nlp.make_doc(cleaned.text)
    doc._.source = cleaned.text
    doc._.reference = cleaned.published.value if cleaned.published else None
    doc._.language = cleaned.language.value if cleaned.language else "en"
    doc._.date_order = cleaned.date_order
    doc._.headline = cleaned.title.value if cleaned.title else None
    doc._.blocks = [[block.kind, block.start, block.end] for block in cleaned.blocks]
    return doc
