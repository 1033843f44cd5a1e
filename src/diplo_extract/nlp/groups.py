"""Groups that took part without a name: "attended by Heads of Foreign Relations Departments, and Branch Managers"."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Doc, Span

from diplo_extract.nlp.annotations import GroupInfo
from diplo_extract.nlp.count_phrases import Sentence, read_sentence
from diplo_extract.nlp.count_words import CountWords
from diplo_extract.numbers import Number

_MAX_ITEM = 16
_VERB_REACH = 6
_SPLITTERS = frozenset({",", ";", ":"})
_SKIPPED_FIRST = frozenset(
    {"the", "all", "also", "various", "many", "some", "several", "other", "as", "well", "both", "including"}
    | {"a", "number", "of", "their", "excellencies"}
)


class Group(NamedTuple):
    """Words of one group: first, index after the last, its head, and where its "of"-phrase begins (or the end)."""

    first: int
    last: int
    head: int
    complement: int


def find_groups(doc: Doc, text: str, starts: list[int], numbers: list[Number], words: CountWords) -> list[Span]:
    """Give the groups of `doc` as spans, in order; what `numbers` count is no group but a count."""
    taken = {ent.start_char for ent in doc.ents if ent.label_ == "PERSON"}
    taken |= {number.value_start for number in numbers}
    spans: list[Span] = []
    for start, end in pairwise([*starts, len(text)]):
        if not words.group_hints.search(text, start, end):
            continue
        sentence = read_sentence(text, start, end)
        for group, rule in _in_sentence(sentence, words):
            first, last = sentence.starts[group.first], sentence.ends[group.last - 1]
            span = doc.char_span(first, last, label="GROUP", alignment_mode="expand")
            if span is not None and not any(first <= char < last for char in taken):
                span._.group = _info(text, sentence, group, rule, words)
                spans.append(span)
    return spans


def _in_sentence(sentence: Sentence, words: CountWords) -> list[tuple[Group, str]]:
    """Read the lists after "attended by" and those before "attended"."""
    low = sentence.low
    found: list[tuple[Group, str]] = []
    for j in range(len(low)):
        length = words.group_cues.ending(low, j)
        # "the plan brings together teachers and parents" tells of no event
        by_media = not words.group_media.isdisjoint(low[j + 1 : j + 3])
        if length and not found and not by_media and (low[j] != "together" or _names_event(low, words)):
            rule = "after " + " ".join(low[j + 1 - length : j + 1])
            found += [(group, rule) for group in _items(sentence, j + 1, words)]
    if not found:
        found = _members(sentence, words)
    if not found:
        for j in range(1, min(len(low), 40)):
            if words.group_verbs.starting(low, j):
                subject = _items(sentence, 0, words)
                if subject and subject[-1].last == j:
                    found = [(group, f"before {low[j]}") for group in subject]
                break
    return found


def _members(sentence: Sentence, words: CountWords) -> list[tuple[Group, str]]:
    """Read "300 guests attended, including envoys", "300 guests, including envoys, attended"."""
    low = sentence.low
    attend = [j for j in range(len(low)) if words.group_verbs.starting(low, j)]
    for j in range(len(low) if attend else 0):
        if not words.group_members.ending(low, j):
            continue
        found = _items(sentence, j + 1, words)
        last = found[-1].last if found else 0
        if any(last <= verb <= last + _VERB_REACH or _is_one_clause(low[verb:j], words) for verb in attend if found):
            return [(group, f"after {low[j]}") for group in found]
    return []


def _is_one_clause(between: tuple[str, ...], words: CountWords) -> bool:
    """Tell "attended, including" from "attended and discussed services for families, including"."""
    return len(between) > 0 and words.clause.isdisjoint(between) and words.joins.isdisjoint(between)


def _names_event(low: tuple[str, ...], words: CountWords) -> bool:
    return any(words.events.starting(low, j) for j in range(len(low)))


def _items(sentence: Sentence, i: int, words: CountWords) -> list[Group]:
    """Read the items of a list from word `i` on: "the A of B, C of D, and E"; names between them are passed over."""
    low = sentence.low
    found: list[Group] = []
    while i < len(low):
        while i < len(low) and (low[i] in _SKIPPED_FIRST or low[i] in words.joins or low[i] in _SPLITTERS):
            i += 1
        if i >= len(low):
            break
        group = _item(sentence, i, words)
        if group is None:
            i = _after_splitter(sentence, i, words)
            if i < 0:
                break
            continue
        found.append(group)
        i = group.last
        if i < len(low) and low[i] not in _SPLITTERS and low[i] not in words.joins:
            break
    return [group for group in found if not _is_vague(sentence, group, words)]


def _item(sentence: Sentence, i: int, words: CountWords) -> Group | None:
    """Read one plural role with its "of"-phrase; None for a name, a number or anything else."""
    low = sentence.low
    head = -1
    for j in range(i, min(len(low), i + _MAX_ITEM)):
        unit = words.unit(low, j)
        if unit and unit[1].kind == "people" and not _is_possessive(sentence, j + unit[0]):
            head = j + unit[0] - 1
            further = words.unit(low, head + 1) if head + 1 < len(low) else None
            if further is None or further[1].kind != "people":
                break
        elif head >= 0 or not (_is_modifier(sentence, j, words) and (j > i or low[j] not in words.joins)):
            break
    if head < 0:
        return None
    last = head + 1
    if last < len(low) and sentence.text[last][0].isupper():
        return None  # "President's Advisors Osman Ayık and …": people with a name
    if last < len(low) and low[last] in words.group_links:
        end = _complement_end(sentence, last + 1, words)
        # "culture officials from 65 countries": the countries are a count
        counts = low[last] == "from" and any(any(map(str.isdigit, word)) for word in low[last:end])
        last = end if end > last + 1 and not counts else last
    return Group(i, last, head, head + 1)


def _is_modifier(sentence: Sentence, j: int, words: CountWords) -> bool:
    word = sentence.low[j]
    blocked = word in words.stops | words.clause | words.not_modifiers or any(map(str.isdigit, word))
    return word[0].isalpha() and not blocked


def _is_possessive(sentence: Sentence, j: int) -> bool:
    return j < len(sentence.low) and sentence.low[j] in ("'", "’", "'s")


def _complement_end(sentence: Sentence, i: int, words: CountWords) -> int:
    """Give the index after the noun phrase that follows "of" or "from"."""
    low = sentence.low
    j = i
    while j < len(low) and j - i < _MAX_ITEM:
        word = low[j]
        joins = word in words.joins and (j + 1 >= len(low) or _begins_item(sentence, j + 1, words))
        if word == "," and sentence.text[j - 1][0].isupper() and _goes_on(sentence, j + 1, words):
            j += 1
            continue
        if joins or word in _SPLITTERS or not (word[0].isalnum() or word in "'’&-") or word in words.clause:
            break
        if word not in ("of", "the", "and", "for", "from") and (
            word in words.stops or words.group_verbs.starting(low, j)
        ):
            break
        j += 1
    while j > i and (low[j - 1] in words.joins or low[j - 1] in ("of", "the", "for", "from")):
        j -= 1
    return j


def _goes_on(sentence: Sentence, i: int, words: CountWords) -> bool:
    """Tell "mayors of Lyon, New York and Faro" from "mayors of Lyon, Governor Ana" by what comes before "and"."""
    for j in range(i, min(len(sentence.low), i + _MAX_ITEM)):
        word = sentence.text[j]
        if sentence.low[j] in words.joins and j > i:
            return True
        # a role, or a title, which is a role in the plural: whoever bears it is a new item
        units = (words.unit(sentence.low, j), words.unit((sentence.low[j] + "s",), 0))
        if any(unit and unit[1].kind == "people" for unit in units) or not (
            word[0].isupper() or word == "," or len(word) < 3
        ):
            return False
    return False


def _begins_item(sentence: Sentence, i: int, words: CountWords) -> bool:
    """Tell "Ministries of Trade and Industry" from "of the ministries and mayors": does a role follow the "and"?"""
    low = sentence.low
    for j in range(i, min(len(low), i + 5)):
        unit = words.unit(low, j)
        if unit:
            return unit[1].kind == "people"
        if low[j] not in ("the", "other") and not _is_modifier(sentence, j, words):
            return False
    return False


def _after_splitter(sentence: Sentence, i: int, words: CountWords) -> int:
    """Give the index after the next comma of the list; -1 when a clause begins before it."""
    for j in range(i, min(len(sentence.low), i + _MAX_ITEM)):
        if sentence.low[j] in _SPLITTERS or (sentence.low[j] == "and" and j > i):
            return j + 1
        if sentence.low[j] in words.clause or words.other_verbs.starting(sentence.low, j):
            return -1
    return -1


def _is_vague(sentence: Sentence, group: Group, words: CountWords) -> bool:
    """Tell bare "participants" and "people", and what a number counts ("mayors of 12 cities")."""
    inside = sentence.low[group.first : group.last]
    counted = any(any(map(str.isdigit, word)) for word in inside)
    return counted or (len(inside) == 1 and inside[0] in words.vague_groups)


def _info(text: str, sentence: Sentence, group: Group, rule: str, words: CountWords) -> GroupInfo:
    """Split "President's Advisors of Metropolitan Municipalities" into role and organization; portfolios stay whole."""
    role_end, organization = group.last, None
    if group.complement < group.last:
        link = sentence.low[group.complement]
        head = sentence.low[group.head]
        first = group.complement + 1
        first += sentence.low[first] == "the" and first + 1 < group.last
        if (link != "of" or head not in words.portfolio_heads) and sentence.text[first][0].isupper():
            role_end = group.complement
            organization = text[sentence.starts[first] : sentence.ends[group.last - 1]]
    role = text[sentence.starts[group.first] : sentence.ends[role_end - 1]]
    return GroupInfo(role=" ".join(role.split()), organization=organization, rule=rule)
