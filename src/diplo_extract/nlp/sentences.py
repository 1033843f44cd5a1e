"""Sentence ends: punctuation, and every line break; not after an abbreviation or an initial."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract import lexicon
from diplo_extract.nlp.annotations import register
from diplo_extract.nlp.columns import read_columns, remember_columns

_ENDS = frozenset(".!?…。！？")
_CLOSERS = frozenset("\"'”’»)]“‘*")


class Sentences:
    """spaCy component `diplo_sentences`: sets Token.is_sent_start for every token."""

    def __init__(self, abbreviations: frozenset[str]) -> None:
        register()
        self._abbreviations = abbreviations

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentence starts of `doc`."""
        tokens = read_columns(doc)
        texts = tokens.texts
        starts = [False] * len(texts)
        starts[:1] = [True] * bool(texts)
        pending = False
        for i, text in enumerate(texts):
            if text[0] == "\n" or "\n" in text:
                if i + 1 < len(texts):
                    starts[i + 1] = True
                pending = False
                continue
            if pending and not (text in _CLOSERS and tokens.touches(i)) and text not in _ENDS:
                starts[i] = not (text[0].islower() or text[0] in ",;:")
                pending = False
            if text == ".":
                # "Sens. Craig": the tokenizer knows only some abbreviations, and cuts the full stop off the others
                pending = i == 0 or not tokens.touches(i) or texts[i - 1].casefold() not in self._abbreviations
            elif text in _ENDS or (text[-1] in _ENDS and self._ends_sentence(text, texts, i)):
                pending = True
        # setting Token.is_sent_start one by one is quadratic: spaCy looks for a parse of the whole Doc each time
        marks = np.where(starts, 1, -1).astype("int64").astype("uint64")
        doc.from_array(["SENT_START"], marks)  # type: ignore[arg-type]  # a vector for one attribute
        remember_columns(doc, replace(tokens, begins=starts))
        return doc

    def _ends_sentence(self, text: str, texts: list[str], i: int) -> bool:
        """Tell whether a token that carries its own full stop ("Inc.", "U.S.") can end a sentence."""
        word = text[:-1].casefold()
        if text[-1] != "." or word in self._abbreviations:
            return text[-1] != "."
        initials = len(word.replace(".", "")) <= 2 and word[:1].isalpha()
        return not initials or (i + 1 < len(texts) and texts[i + 1] in ("The", "A", "In", "It", "He", "She"))


@Language.factory("diplo_sentences")
def make_sentences(nlp: Language, name: str) -> Sentences:
    """Give the component."""
    return Sentences(frozenset(lexicon.load("en", "abbreviations")["no_sentence_end"]))
