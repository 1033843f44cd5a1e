"""A Doc as the title grammar reads it: words with their compounds joined, names and other entities marked.

spaCy splits "President-elect", "co-chair" and "Sens." into pieces; a title is easier to read in whole words. Everything
is kept in parallel lists, because the grammar looks at each word many times.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from diplo_extract.nlp.columns import Columns, columns
from diplo_extract.nlp.titles.forms import fold
from diplo_extract.nlp.titles.lexicon import TitleWords

_HYPHENS = frozenset("-‐‑")
_JOINTS = _HYPHENS | {"."}


@dataclass(slots=True)
class Words:
    """The words of one Doc; position i has the same meaning in every list."""

    text: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    """Case-folded, without full stops and soft hyphens; possessives are "'s"."""
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    cap: list[bool] = field(default_factory=list)
    begins: list[bool] = field(default_factory=list)
    """True at the first word of a sentence or line."""
    name: list[int] = field(default_factory=list)
    """Index into `names`, or -1."""
    entity: list[int] = field(default_factory=list)
    """Index into `entities` (other than persons), or -1."""
    names: list[tuple[int, int]] = field(default_factory=list)
    entities: list[tuple[int, int, str]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.text)

    def label(self, i: int) -> str:
        """Give the label of the entity (other than a person) at word `i`, or ""."""
        return self.entities[self.entity[i]][2] if self.entity[i] >= 0 else ""

    def sentence_end(self, i: int) -> int:
        """Give the end of the sentence that word `i` stands in."""
        i += 1
        while i < len(self.text) and not self.begins[i]:
            i += 1
        return i


def read_words(doc: Doc, lexicon: TitleWords) -> Words:
    """Read the words of `doc` with its entities and sentence starts."""
    words = Words()
    entities = list(doc.ents)  # the property makes them anew at every look
    entity_of = [-1] * len(doc)
    for index, span in enumerate(entities):
        entity_of[span.start : span.end] = [index] * (span.end - span.start)
    sentence_starts = doc.has_annotation("SENT_START")
    tokens = columns(doc)
    texts, size = tokens.texts, len(tokens.texts)
    named: list[tuple[int, int]] = []
    begins = True
    i = 0
    while i < size:
        text = texts[i]
        if text.isspace():
            begins = begins or "\n" in text
            i += 1
            continue
        end = i + 1
        if end < size and texts[end] in _JOINTS:
            end = _compound_end(tokens, entity_of, i, lexicon)
            text = "".join(texts[i:end])  # no blanks inside a compound
        if tokens.begins[i] and sentence_starts and not begins:
            begins = not _abbreviated(words, lexicon)
        if entity_of[i] >= 0:
            named.append((len(words.text), entity_of[i]))
        words.text.append(text)
        words.low.append(fold(text))
        words.start.append(tokens.starts[i])
        words.begins.append(begins)
        begins = False
        i = end
    words.end = [start + len(text) for start, text in zip(words.start, words.text, strict=True)]
    words.cap = [text[0].isupper() for text in words.text]
    _mark(words, named, [span.label_ for span in entities])
    _forget_bare_roles(words, lexicon)
    return words


def _mark(words: Words, named: list[tuple[int, int]], labels: list[str]) -> None:
    """Note which words stand in entities: `named` are pairs of a word and the number of its entity."""
    words.name = [-1] * len(words)
    words.entity = [-1] * len(words)
    last = -1
    for here, index in named:
        continues = index == last and here > 0
        last = index
        if labels[index] == "PERSON":
            if continues and words.name[here - 1] >= 0:
                words.names[-1] = (words.names[-1][0], here + 1)
            else:
                words.names.append((here, here + 1))
            words.name[here] = len(words.names) - 1
        else:
            if continues and words.entity[here - 1] >= 0:
                words.entities[-1] = (words.entities[-1][0], here + 1, labels[index])
            else:
                words.entities.append((here, here + 1, labels[index]))
            words.entity[here] = len(words.entities) - 1


def _forget_bare_roles(words: Words, lexicon: TitleWords) -> None:
    """A "name" that is but a role word ("Sheriff") is none, unless a title goes before it ("Judge Dean")."""
    kept: list[tuple[int, int]] = []
    for start, end in words.names:
        role = tuple(words.low[start:end])
        is_role = any(pattern == role for pattern, _ in lexicon.heads.get(role[0], ()))
        if start > 0 and not words.begins[start] and words.cap[start - 1]:
            before = words.low[start - 1]
            is_role = is_role and before not in lexicon.heads and before not in lexicon.honorifics
        for i in range(start, end):
            words.name[i] = -1 if is_role else len(kept)
        if not is_role:
            kept.append((start, end))
    words.names = kept


def _compound_end(tokens: Columns, entity_of: list[int], i: int, lexicon: TitleWords) -> int:
    """Give the end of the word at token `i`: hyphenated parts and the stop of an abbreviation belong to it."""
    texts = tokens.texts
    end, size = i + 1, len(texts)
    if (not texts[i][-1].isalnum() and texts[i][-1] != ".") or texts[i].casefold() in ("then", "ex"):
        return end  # "then-Vice President", "ex-Prime Minister"
    while (
        end + 1 < size
        and texts[end] in _HYPHENS
        and tokens.touches(end)
        and tokens.touches(end + 1)
        and texts[end + 1][0].isalpha()
        and entity_of[end - 1] == entity_of[end + 1]
    ):
        end += 2
    stop_follows = end + 1 < size and texts[end] == "." and tokens.touches(end)
    if stop_follows and end == i + 1 and texts[i].casefold() in lexicon.short and entity_of[i] < 0:
        end += 1
    return end


def _abbreviated(words: Words, lexicon: TitleWords) -> bool:
    """Tell whether the last word is an abbreviation whose stop ends no sentence: "Sens.", "Rt. Hon."."""
    if words.low[-1:] == [")"]:
        bracket = [word for word in words.low[-4:-1] if word not in ("", ".")]
        return bracket[-2:] in (["(", "ret"], ["(", "retd"], ["(", "rtd"])  # "Rear Admiral (ret.) Ann Lee"
    last = words.text[-1] if words.text else " "
    return last[-1] == "." and last[0].isupper() and words.low[-1] in lexicon.short
