"""Words: spaCy's English tokenizer, with the cuts that scraped releases need besides."""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

CUTS = (
    r"[<>•]",  # "Police•" before the next point of a list; "Interior</u" where a page's own tags were typed as text
    r"(?<=[A-Z]\.[A-Z]\.)[-–](?=[A-Z])",  # "U.S.-E.U. summit", as "House-Senate" is cut; not "J.-P. Smith"
)


def english() -> Language:
    """Give a blank English pipeline with this tokenizer."""
    nlp = spacy.blank("en")
    nlp.tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), *CUTS]).finditer  # type: ignore[union-attr]
    return nlp
