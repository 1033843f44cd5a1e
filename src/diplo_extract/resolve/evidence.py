"""What the document tells about the names in it: one string has one type, and a surname alone is its holder.

The tagger sees one window at a time; the document as a whole knows that "Ayık" is the Osman Ayık of two lines above.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Span

from diplo_extract import lexicon
from diplo_extract.resolve.courtesy import split_courtesy
from diplo_extract.resolve.kinds import kind_of
from diplo_extract.resolve.misread import not_a_person, surname_behind, without_titles
from diplo_extract.resolve.surface import bare, fold, read_form

PERSON = "PERSON"
_RETYPED = frozenset({"ORG", "GPE", "LOC", "NORP", "FAC"})
_LEAST_LETTERS = 3
_WELL_KNOWN = 3
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_JUNIOR = re.compile(r",? (?:[JS]r\.|[JS]r\b|III?\b|IV\b)")
_CAPITALISED = re.compile(r"(?<![\w-])[^\W\d_a-z][\w-]*\w")


class Name(NamedTuple):
    """A name as the document lets it be read."""

    start: int
    end: int
    text: str
    label: str
    marked: tuple[int, int]
    """Characters of the tagger's span, by which titles point at the name."""
    rule: str | None
    """What the document added; None when it stands as the tagger has it."""


def text_of(doc: Doc) -> str:
    """Give the text of a Doc; Doc.text joins it anew each time."""
    source: str | None = doc._.source
    return doc.text if source is None else source


def names_in(doc: Doc) -> list[Name]:
    """Give the names of `doc` in text order, retyped and completed by what its other names tell."""
    spans = list(doc.ents)
    holders = _holders(spans)
    labels = _one_label_each(spans) | _firms(spans, holders)
    text = text_of(doc)
    found = [_whole(name, text) for span in spans if (name := _name(span, holders, labels)) is not None]
    found = _split_glued(_in_brackets(found, text))
    found += _overlooked(doc, text, holders)
    return sorted(found)


def _whole(name: Name, text: str) -> Name:
    """Give the name with the accents that the tokenizer cut off its last letter, and with the "Jr." behind it."""
    end = name.end
    if name.label == PERSON and " " in name.text and (match := _JUNIOR.match(text, end)):
        end = match.end()
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return name if end == name.end else name._replace(end=end, text=text[name.start : end])


def _in_brackets(names: list[Name], text: str) -> list[Name]:
    """Put a name together whose first part an editor added: "President [Barack] Obama"."""
    result: list[Name] = []
    for name in names:
        before = result[-1] if result else None
        if before is not None and before.label == name.label == PERSON and text[before.end : name.start] == "] ":
            start = before.start - 1
            if start >= 0 and text[start] == "[":
                whole = text[start : name.end]
                result[-1] = name._replace(start=start, text=whole, marked=before.marked, rule="brackets")
                continue
        result.append(name)
    return result


def _split_glued(names: list[Name]) -> list[Name]:
    """Take apart two names that a lost line break put together, when the first is known well from elsewhere.

    "Keith Ellwood Russ Hale", once, in a text about Keith Ellwood; not "Mohammed bin Rashid Al Maktoum".
    """
    counts = Counter(name.text for name in names if name.label == PERSON)
    result: list[Name] = []
    for name in names:
        words = name.text.split(" ")
        head = " ".join(words[:2])
        tail = name.text[len(head) + 1 :]
        glued = name.label == PERSON and len(words) == 4 and counts[head] >= _WELL_KNOWN and counts[name.text] == 1
        if glued and len(read_form(tail).words) == 2:
            middle = name.start + len(head)
            result.append(name._replace(end=middle, text=head, rule="glued"))
            result.append(name._replace(start=middle + 1, text=tail, rule="glued"))
        else:
            result.append(name)
    return result


def _holders(spans: list[Span]) -> dict[str, int]:
    """Give the surnames of the full names in the text, with the place of the first full name."""
    holders: dict[str, int] = {}
    for span in spans:
        if span.label_ != PERSON:
            continue
        text = span.text
        form = read_form(text)
        if len(form.words) < 2 or form.suffix:
            continue
        surname = bare(text).split()[-1]
        if len(surname) >= _LEAST_LETTERS and surname[0].isupper() and not surname.isupper():
            holders.setdefault(surname, span.start_char)
    return holders


def _one_label_each(spans: list[Span]) -> dict[str, str]:
    """Give the label of every string that the tagger gave different ones: that with the most trust in all."""
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for span in spans:
        weights[bare(span.text)][span.label_] += _trust(span)
    best = {
        text: max(labels, key=lambda label: labels[label])
        for text, labels in weights.items()
        if len(labels) > 1 and PERSON in labels
    }
    # a single word is a person only as somebody's surname: "Washington" is a place, however often the tagger errs
    return {text: label for text, label in best.items() if label != PERSON or " " in text}


def _firms(spans: list[Span], holders: dict[str, int]) -> dict[str, str]:
    """Give the first words of firms: "Brightwater" is no person beside "Brightwater Corp."."""
    firms = (bare(span.text).split() for span in spans if span.label_ == "ORG")
    return {words[0]: "ORG" for words in firms if len(words) > 1 and words[0] not in holders and _is_firm(words[-1])}


def _is_firm(word: str) -> bool:
    return kind_of(word) == "company"


def _trust(span: Span) -> float:
    confidence = span._.confidence
    return 1.0 if confidence is None else float(confidence)


def _name(span: Span, holders: dict[str, int], labels: dict[str, str]) -> Name | None:
    text = span.text
    label, rule = span.label_, None
    if label == PERSON and (whole := surname_behind(span)) > span.end_char:
        text, rule = text_of(span.doc)[span.start_char : whole], "surname-behind"
    clean = bare(text)
    if label != PERSON and _is_holder(span, clean, holders):
        label, rule = PERSON, "surname-of-a-person"
    elif clean in labels and labels[clean] != label and not (label == PERSON and clean in holders):
        label, rule = labels[clean], "one-string-one-type"
    begin, end = (0, len(text))
    if label == PERSON:
        begin, end = _trimmed(text)
        begin, end = without_titles(text, begin, end)
        if not _is_name(text[begin:end]):
            return None
        if (other := not_a_person(span, text[begin:end], holders)) is not None:
            label, rule, begin, end = *other, 0, len(text)
    start = span.start_char
    marked = (start, span.end_char)
    return Name(start + begin, start + end, text[begin:end], label, marked, rule)


def _is_holder(span: Span, text: str, holders: dict[str, int]) -> bool:
    """Tell whether an organization or a place is rather the surname of a person named before it in the text."""
    if text not in holders or span.label_ not in _RETYPED or span.start_char < holders[text]:
        return False
    doc = span.doc
    before = doc[span.start - 1].lower_ if span.start else ""
    return before not in _place_before() and before != "the"


@cache
def _place_before() -> frozenset[str]:
    return frozenset(lexicon.load("en", "people")["mentions"]["place_before"])


def _trimmed(text: str) -> tuple[int, int]:
    """Give the name inside a tagged span: no courtesy words, letters after it, possessive, marks."""
    begin, end = split_courtesy(text)
    while end > begin and text[begin:end] != bare(text[begin:end]) and text[end - 1] in "s'’S`´":
        end -= 1
    while end > begin and not (text[end - 1].isalnum() or text[end - 1] in '.”"’)'):
        end -= 1
    if (
        end > begin
        and text[end - 1] == "."
        and len(text[begin:end].split()[-1]) > 3
        and "." not in text[begin : end - 1]
    ):
        end -= 1
    while begin < end and not (_is_letter(text[begin]) or text[begin] in "‘'’!ǃ"):
        begin += 1
    return begin, end


def _is_letter(char: str) -> bool:
    return char.isalnum() or unicodedata.combining(char) > 0


def _is_name(text: str) -> bool:
    """Tell whether a string can name a human being: it has a capital or a script without them, and no digits."""
    if not any(char.isalpha() for char in text) or any(char.isdigit() for char in text):
        return False
    if fold(text).rstrip(".") in _SUFFIXES:
        return False
    return any(word[:1].isalpha() and not word[:1].islower() for word in text.replace("-", " ").split())


def _overlooked(doc: Doc, text: str, holders: dict[str, int]) -> Iterator[Name]:
    """Give surnames of full names that the tagger passed over: alone, written the same, after the full name."""
    if not holders:
        return
    ends = [span.end_char for span in doc.ents]
    starts = [span.start_char for span in doc.ents]
    for match in _CAPITALISED.finditer(text):
        surname, start = match.group(), match.start()
        if surname not in holders or start <= holders[surname]:
            continue
        after = bisect_right(ends, start)
        if after < len(starts) and starts[after] < match.end():
            continue
        before = after > 0 and ends[after - 1] >= start - 1
        if not _is_part(text, start, match.end(), named_before=before):
            yield Name(start, match.end(), surname, PERSON, (start, match.end()), "surname-of-a-person")


def _is_part(text: str, start: int, end: int, named_before: bool) -> bool:
    """Tell whether a word is rather part of a longer name or compound: "Ayık Street", "in Ayık", "Ayık-led"."""
    behind, before = text[end : end + 2], text[max(0, start - 30) : start]
    if behind[:1] in ("-", "/", "&") or before[-1:] in ("-", "/", "&", "’", "'"):
        return True
    if behind[:1] == " " and behind[1:].isupper():
        return True
    word = before.split()[-1] if before[-1:].isspace() and before.split() else ""
    if "\n" in before[-2:]:
        word = ""
    return word.lower() in _place_before() or word.lower() == "the" or (named_before and word[:1].isupper())
