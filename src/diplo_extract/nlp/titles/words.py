"""A Doc as the title grammar reads it: words with their compounds joined, names and other entities marked.

spaCy splits "President-elect", "co-chair" and "Sens." into pieces; a title is easier to read in whole words. Everything
is kept in parallel lists, because the grammar looks at each word many times.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from diplo_extract.nlp.columns import Columns, columns
from diplo_extract.nlp.titles.lexicon import TitleWords, fold

_HYPHENS = frozenset("-‐‑")


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
        for i in range(span.start, span.end):
            entity_of[i] = index
    sentence_starts = doc.has_annotation("SENT_START")
    tokens = columns(doc)
    texts = tokens.texts
    last_entity = -1
    begins = True
    i, size = 0, len(texts)
    while i < size:
        text = texts[i]
        if not text.strip():
            begins = begins or "\n" in text
            i += 1
            continue
        end = _compound_end(tokens, entity_of, i, lexicon)
        if end > i + 1:
            text = "".join(texts[i:end])  # no blanks inside a compound
        begins = begins or (sentence_starts and tokens.begins[i] and not _abbreviated(words, lexicon))
        index = entity_of[i]
        _add(words, text, tokens.starts[i], begins)
        if index >= 0:
            _mark(words, entities[index].label_, index == last_entity)
        last_entity = index
        begins = False
        i = end
    _forget_bare_roles(words, lexicon)
    return words


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
    if (not texts[i][-1].isalnum() and texts[i][-1] != ".") or texts[i].casefold() == "then":
        return end  # "then-Vice President"
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
    return bool(words.text) and words.text[-1][-1] == "." and words.low[-1] in lexicon.short and words.cap[-1]


def _add(words: Words, text: str, start: int, begins: bool) -> None:
    words.text.append(text)
    words.low.append(fold(text))
    words.start.append(start)
    words.end.append(start + len(text))
    words.cap.append(text[0].isupper())
    words.begins.append(begins)
    words.name.append(-1)
    words.entity.append(-1)


def _mark(words: Words, label: str, continues: bool) -> None:
    """Note that the last word stands in an entity."""
    here = len(words) - 1
    if label == "PERSON":
        if continues and words.name[here - 1] >= 0:
            words.names[-1] = (words.names[-1][0], here + 1)
        else:
            words.names.append((here, here + 1))
        words.name[here] = len(words.names) - 1
    elif continues and words.entity[here - 1] >= 0:
        words.entities[-1] = (words.entities[-1][0], here + 1, label)
        words.entity[here] = len(words.entities) - 1
    else:
        words.entities.append((here, here + 1, label))
        words.entity[here] = len(words.entities) - 1
