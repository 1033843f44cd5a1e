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

from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.article import Cleaned
from diplo_extract.errors import ModelError
from diplo_extract.nlp.annotations import register

DEFAULT_MODEL = "fast"
AFTER_NAMES = ("diplo_dates", "diplo_counts", "diplo_titles", "diplo_quotes", "diplo_events")


def model_path(name: str | Path) -> Path:
    """Give the folder of a shipped pipeline by its name, or of any pipeline by its path.

    Shipped pipelines lie in the installed package, or in `models/` of a checkout.
    """
    package = Path(__file__).resolve().parents[1]
    shipped = (package / "models" / str(name), package.parents[1] / "models" / str(name))
    for folder in (*shipped, Path(name)):
        if (folder / "config.cfg").is_file():
            return folder
    known = sorted({config.parent.name for base in shipped for config in base.parent.glob("*/config.cfg")})
    raise ModelError(
        f"no pipeline '{name}': name one of {', '.join(known) or '(none is installed)'}, or the path of a folder"
        " made by 'diplo-extract train'"
    )


def load(name: str | Path = DEFAULT_MODEL) -> Language:
    """Load a pipeline; raises ModelError that names the folder and the remedy."""
    register()
    folder = model_path(name)
    try:
        return spacy.load(folder)
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(
            f"the pipeline in {folder} cannot be loaded ({error}); reinstall the package, or train it again with"
            " 'diplo-extract train'"
        ) from error


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
