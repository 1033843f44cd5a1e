"""Annotated corpora -> passages: one file of JSON lines each, pulled together into our conventions.

A row: text, spans [{start, end, label}], covered (labels annotated everywhere), partial (annotated in part or noisily);
every other label is not annotated. What the corpora do differently from each other, and from us, is told at each step.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from diplo_extract.nlp.ner_tagger import LABELS
from diplo_extract.train.passages import NOTHING, Name, Passage, annotated
from diplo_extract.train.places import EITHER, place_choices
from diplo_extract.train.words import table

SHORTEST, LONGEST = 40, 200
"""Words in a passage: lines are gathered up to the first, and cut at a sentence end after the second."""

MISC = {
    "redocred": (NOTHING, "EVENT", "NORP", "PERSON", "ORG", "FAC"),
    "wikigold": (NOTHING, "EVENT", "NORP"),
    "crossner_politics": (NOTHING, "EVENT", "NORP"),
}
"""What a name of the class "other" may be."""
PLACE = "GPE_LOC"
"""The corpora's one label for places of any kind, buildings included."""
MENTION_CORPORA = frozenset({"re3d", "gum"})
"""They mark every mention, also common nouns and pronouns."""


@dataclass(frozen=True, slots=True)
class _Words:
    nationalities: frozenset[str]
    facilities: frozenset[str]
    titles: frozenset[str]
    bare: frozenset[str]
    particles: frozenset[str]


@cache
def _words() -> _Words:
    lists = table("words")
    names = ("nationalities", "facilities", "titles", "bare_organizations", "particles")
    return _Words(*(frozenset(lists[name]) for name in names))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Give the rows of a .jsonl or .jsonl.gz file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read(folder: Path, corpus: str, split: str = "train") -> list[Passage]:
    """Give the passages of one corpus."""
    found = []
    for row in rows(folder / corpus / f"{split}.jsonl.gz"):
        found += split_passage(from_row(row, corpus))
    return found


def from_row(row: dict[str, Any], corpus: str) -> Passage:
    """Give one annotated document in our conventions."""
    labelled = [(span["start"], span["end"], (span["label"],)) for span in row["spans"]]
    raw = annotated(row["text"], labelled, source=corpus)
    passage = Passage(raw.words, source=corpus)
    for name in raw.names:
        _adopt(passage, name, corpus)
    known = set(row["covered"]) | ({"EVENT"} if "MISC" in row["covered"] else set())
    known |= set(EITHER) if PLACE in known else set()
    _loosen(passage, tuple(label for label in LABELS if label not in known and label not in ("FAC", "NORP")))
    return passage


def _adopt(passage: Passage, name: Name, corpus: str) -> None:
    """Put a name into the passage the way we mark names, or say that we do not know."""
    words, lists = passage.words, _words()
    label = name.choices[0]
    start, end = _trimmed(words, name.start, name.end)
    if label == "PERSON":
        while start < end and words[start] in lists.titles:
            start += 1
    if start == end:
        return
    first, last = words[start], words[end - 1]
    if corpus in MENTION_CORPORA and (label in LABELS or label == PLACE):
        if not any(c.isupper() for word in words[start:end] for c in word):
            return
        lower = (first[0].islower() and first not in lists.particles) or last[0].islower()
        if lower or (label == "ORG" and end - start == 1 and first in lists.bare):
            passage.unknown.update(range(start, end))
            return
    choices = _choices(label, words[start:end], corpus)
    if choices:
        passage.names.append(Name(start, end, choices))


def _choices(label: str, words: list[str], corpus: str) -> tuple[str, ...]:
    """Give the labels a name may have with us; none when we do not mark it."""
    lists = _words()
    if len(words) == 1 and words[0] in lists.nationalities and label in (PLACE, "NORP", "MISC", "PERSON"):
        return ("NORP",)
    if label == PLACE:
        if words[-1] in lists.nationalities:
            return ("NORP",)
        if len(words) > 1 and words[-1] in lists.facilities:
            return ("FAC",)
        choices = place_choices(words)
        return (*choices, "FAC") if choices == EITHER and len(words) > 1 else choices
    if label == "MISC":
        return MISC.get(corpus, ())
    if label == "ORG" and corpus == "re3d" and len(words) == 1 and not words[0].isupper():
        return ("ORG", *EITHER)
    return (label,) if label in LABELS else ()


def _trimmed(words: list[str], start: int, end: int) -> tuple[int, int]:
    """Leave out a leading article and a possessive: OntoNotes-like corpora count them in, most do not."""
    while start < end and (words[start].lower() in ("the", "a", "an") or not words[start][0].isalnum()):
        start += 1
    while start < end and (words[end - 1] in ("'s", "’s", "'", "’") or words[end - 1].isspace()):
        end -= 1
    return start, end


def _loosen(passage: Passage, labels: tuple[str, ...]) -> None:
    """Mark the capitalised words that may be names of labels this corpus leaves out."""
    inside = {i for name in passage.names for i in range(name.start, name.end)}
    nationalities = _words().nationalities
    for i, word in enumerate(passage.words):
        if i in inside or not word[0].isupper():
            continue
        if word in nationalities:
            passage.names.append(Name(i, i + 1, ("NORP",)))
        elif labels and i and passage.words[i - 1] not in '.!?:"“”‘\n' and not passage.words[i - 1].isspace():
            passage.loose[i] = labels
    passage.names.sort(key=lambda name: name.start)


def split_passage(passage: Passage) -> list[Passage]:
    """Cut a document into passages at line breaks and sentence ends, never inside a name."""
    inside = {i for name in passage.names for i in range(name.start + 1, name.end)}
    cuts, begin = [], 0
    for i, word in enumerate(passage.words):
        long_enough = i + 1 - begin >= (SHORTEST if "\n" in word else LONGEST)
        if long_enough and i + 1 not in inside and ("\n" in word or word in (".", "!", "?")):
            cuts.append((begin, i + 1))
            begin = i + 1
    cuts.append((begin, len(passage.words)))
    return [part(passage, start, end) for start, end in cuts if end > start]


def part(passage: Passage, start: int, end: int) -> Passage:
    """Give the words from `start` to `end` with what is known of them."""
    names = [Name(n.start - start, n.end - start, n.choices) for n in passage.names if start <= n.start < end]
    unknown = {i - start for i in passage.unknown if start <= i < end}
    loose = {i - start: labels for i, labels in passage.loose.items() if start <= i < end}
    return Passage(passage.words[start:end], names, unknown, loose, passage.source)
