"""Marks titles in doc.spans["titles"], around the names in doc.ents.

In the order of the data:

    lexicon      the words of a language and of the user (user_words, forms), compiled once
    repair       borders of names that a title beside them betrays, and names that nobody tagged (unseen)
    words        the Doc as whole words
    phrases      titles, whether or not a name stands near: heads, then leftwards and rightwards (reading, series)
    gaps         what stands between names and titles
    careers      who holds a title that a sentence gives: "served as", "her time as"
    links        which title belongs to which name
    employers    whose office it is
    wording      the title as the record words it

A folder has the same picture of its modules in its docstring.
"""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from diplo_extract.nlp.annotations import register, text_of
from diplo_extract.nlp.titles.lexicon import TitleWords, title_words
from diplo_extract.nlp.titles.links import Linker
from diplo_extract.nlp.titles.phrases import Phrases
from diplo_extract.nlp.titles.repair import repair_names
from diplo_extract.nlp.titles.wording import Wording
from diplo_extract.nlp.titles.words import read_words


class Titles:
    """spaCy component `diplo_titles`."""

    def __init__(self, lexicon: TitleWords, repair: bool) -> None:
        register()
        self.lexicon = lexicon
        self.repair = repair

    def __call__(self, doc: Doc) -> Doc:
        """Mark the titles of `doc`."""
        if self.repair:
            repair_names(doc, self.lexicon)
        words = read_words(doc, self.lexicon)
        phrases = Phrases(words, self.lexicon).find()
        linker = Linker(words, self.lexicon, phrases)
        wording = Wording(words, self.lexicon, text_of(doc), linker.gaps.in_title)
        spans = []
        for link in linker.links():
            phrase = link.phrase
            span = doc.char_span(
                words.start[phrase.start],
                words.end[max(phrase.end, phrase.served) - 1],
                label="TITLE",
                alignment_mode="expand",
            )
            if span is not None:
                span._.title = wording.info(link)
                spans.append(span)
        doc.spans["titles"] = SpanGroup(doc, name="titles", spans=spans)
        return doc


@Language.factory("diplo_titles", default_config={"extra": None, "repair": True})
def make_titles(nlp: Language, name: str, extra: str | Path | None, repair: bool) -> Titles:
    """Give the component.

    `extra` is the path of a TOML file with more words, in the tables of the lexicon's titles.toml; `repair` lets the
    component first mend the borders of the names in doc.ents by the titles and courtesy words beside them.
    """
    return Titles(title_words(nlp.lang or "en", str(extra) if extra else None), repair)
