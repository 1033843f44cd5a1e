"""What the document tells about the names in it: one string has one type, and a surname alone is its holder.

The tagger sees one window at a time; the document as a whole knows that "Ayık" is the Osman Ayık of two lines above.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import zip_longest
from typing import NamedTuple

from spacy.tokens import Doc, Span

from diplo_extract import lexicon
from diplo_extract.lexicon.pattern import any_of
from diplo_extract.nlp.columns import Columns, columns
from diplo_extract.resolve.courtesy import split_courtesy
from diplo_extract.resolve.kinds import kind_of
from diplo_extract.resolve.misread import Tagged, not_a_person, surname_behind, without_titles
from diplo_extract.resolve.surface import bare, fold, read_form

PERSON = "PERSON"
_RETYPED = frozenset({"ORG", "GPE", "LOC", "NORP", "FAC"})
_LEAST_LETTERS = 3
_WELL_KNOWN = 3
_WORD = re.compile(r"[^\W\d_]+")
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


def names_in(doc: Doc) -> list[Name]:
    """Give the names of `doc` in text order, retyped and completed by what its other names tell."""
    tokens = columns(doc)
    spans = list(doc.ents)
    tagged = [_tagged(span, tokens) for span in spans]
    holders = _holders(tagged)
    labels = _one_label_each(tagged, spans) | _first_words(tagged, holders)
    text = tokens.text
    found = [
        _whole(name, text)
        for one, following in zip_longest(tagged, tagged[1:])
        if (name := _name(one, following, tokens, holders, labels)) is not None
    ]
    found = _split_glued(_in_brackets(found, text))
    found += _overlooked(tagged, tokens, holders)
    return sorted(found)


def _tagged(span: Span, tokens: Columns) -> Tagged:
    first, last = span.start, span.end
    start, end = tokens.starts[first], tokens.starts[last - 1] + len(tokens.texts[last - 1])
    text = tokens.text[start:end]
    return Tagged(first, last, start, end, text, bare(text), span.label_)


def _whole(name: Name, text: str) -> Name:
    """Give the name with the accents that the tokenizer cut off its last letter, and with the "Jr." behind it."""
    end = name.end
    if name.label == PERSON and " " in name.text and (match := _generation_behind().match(text, end)):
        end = match.end()
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return name if end == name.end else name._replace(end=end, text=text[name.start : end])


@cache
def _generations() -> frozenset[str]:
    return frozenset(fold(word).rstrip(".") for word in lexicon.load("en", "honorifics")["generations"])


@cache
def _generation_behind() -> re.Pattern[str]:
    """Find the "Jr." that the tagger left behind a name, with its full stop where it is written with one."""
    return re.compile(rf",? {any_of(lexicon.load('en', 'honorifics')['generations'])}(?:(?<=\.)|\b)")


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


def _holders(tagged: list[Tagged]) -> dict[str, int]:
    """Give the surnames of the full names in the text, with the place of the first full name."""
    holders: dict[str, int] = {}
    for one in tagged:
        if one.label != PERSON:
            continue
        form = read_form(one.text)
        if len(form.words) < 2 or form.suffix:
            continue
        surname = one.bare.split()[-1]
        if len(surname) >= _LEAST_LETTERS and surname[0].isupper() and not surname.isupper():
            holders.setdefault(surname, one.start)
    return holders


def _one_label_each(tagged: list[Tagged], spans: list[Span]) -> dict[str, str]:
    """Give the label of every string that the tagger gave different ones: that with the most trust in all."""
    known: dict[str, dict[str, float]] = defaultdict(dict)
    for one in tagged:
        known[one.bare][one.label] = 0.0
    weights = {text: labels for text, labels in known.items() if len(labels) > 1 and PERSON in labels}
    for one, span in zip(tagged, spans, strict=True):
        if one.bare in weights:
            weights[one.bare][one.label] += _trust(span)
    best = {text: max(labels, key=lambda label: labels[label]) for text, labels in weights.items()}
    # a single word is a person only as somebody's surname: "Washington" is a place, however often the tagger errs
    return {text: label for text, label in best.items() if label != PERSON or " " in text}


def _first_words(tagged: list[Tagged], holders: dict[str, int]) -> dict[str, str]:
    """Give what the first words of firms and municipalities name alone.

    "Brightwater" is no person beside "Brightwater Corp.", nor "Antalya" beside "Antalya Metropolitan Municipality".
    """
    bodies = {one.bare: one.bare.split() for one in tagged if one.label == "ORG"}
    found = {}
    for words in bodies.values():
        if len(words) > 1 and words[0] not in holders:
            if kind_of(words[-1]) == "company":
                found[words[0]] = "ORG"
            elif kind_of(" ".join(words[1:])) == "municipality":
                found[words[0]] = "GPE"
    return found


def _trust(span: Span) -> float:
    confidence = span._.confidence
    return 1.0 if confidence is None else float(confidence)


def _name(
    one: Tagged, following: Tagged | None, tokens: Columns, holders: dict[str, int], labels: dict[str, str]
) -> Name | None:
    start, text, clean = one.start, one.text, one.bare
    label, rule = one.label, None
    if label == PERSON and (whole := surname_behind(one, following, tokens)) > one.end:
        text, rule = tokens.text[start:whole], "surname-behind"
        clean = bare(text)
    if label != PERSON and _is_holder(one, tokens, holders):
        label, rule = PERSON, "surname-of-a-person"
    elif clean in labels and labels[clean] != label and not (label == PERSON and clean in holders):
        label, rule = labels[clean], "one-string-one-type"
    begin, end = (0, len(text))
    if label == PERSON:
        begin, end = _bare_name(text)
        if begin == end:
            return None
        if (other := not_a_person(one, tokens, text[begin:end], holders)) is not None:
            label, rule, begin, end = *other, 0, len(text)
    marked = (start, one.end)
    return Name(start + begin, start + end, text[begin:end], label, marked, rule)


def _is_holder(one: Tagged, tokens: Columns, holders: dict[str, int]) -> bool:
    """Tell whether an organization or a place is rather the surname of a person named before it in the text."""
    if one.bare not in holders or one.label not in _RETYPED or one.start < holders[one.bare]:
        return False
    before = tokens.lows[one.first - 1] if one.first else ""
    return before not in _place_before()


@cache
def _clock() -> frozenset[str]:
    return frozenset(lexicon.load("en", "people")["mentions"]["clock"])


@cache
def _place_before() -> frozenset[str]:
    return frozenset(lexicon.load("en", "people")["mentions"]["place_before"])


@lru_cache(maxsize=4096)
def _bare_name(text: str) -> tuple[int, int]:
    """Give where the name alone lies in a tagged span; nothing of a span that names nobody."""
    name, _, _ = text.partition(" @")  # "Ann @annlee"
    begin, end = without_titles(name, *_trimmed(name))
    return (begin, end) if _is_name(name[begin:end]) and "@" not in name else (0, 0)


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
    if fold(text).rstrip(".") in _generations() or all(fold(word) in _clock() for word in _WORD.findall(text)):
        return False
    return any(word[:1].isalpha() and not word[:1].islower() for word in text.replace("-", " ").split())


def _overlooked(tagged: list[Tagged], tokens: Columns, holders: dict[str, int]) -> Iterator[Name]:
    """Give surnames of full names that the tagger passed over: alone, written the same, after the full name."""
    text = tokens.text
    begin = {surname.partition("-")[0] for surname in holders}
    begin |= {f"@{word}" for word in begin}
    places = [
        start + (word[0] == "@") for word, start in zip(tokens.texts, tokens.starts, strict=True) if word in begin
    ]
    ends = [one.end for one in tagged]
    starts = [one.start for one in tagged]
    for start in places:
        match = _CAPITALISED.match(text, start)
        surname = match.group() if match else ""
        if match is None or surname not in holders or start <= holders[surname]:
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
    return word.lower() in _place_before() or (named_before and word[:1].isupper())
