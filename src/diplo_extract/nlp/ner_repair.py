"""Document-level repair: what one place of a text tells about the same words in another place.

Each step takes the names of a Doc in text order and gives them back, changed; the order matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc

from diplo_extract import lexicon

SURE = 0.8
"""Raw score from which a name vouches for its repeats."""
_NICKNAME_MARKS = frozenset("\"“”„'‘’«»")
_MOST_WORDS = 9
"""Of a name with a nickname, its marks among them."""
_ARTICLES = ("the", "The")
REPEATED = 0.75
"""Raw score given to a name that was found only because of its repeats."""


class Mention(NamedTuple):
    """A name found in a Doc: tokens `start` to `end`, with the raw score of the network."""

    start: int
    end: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class _Words:
    before_person: frozenset[str]
    after_person: frozenset[str]
    place_before: frozenset[str]
    name_after: frozenset[str]
    particles: frozenset[str]


@cache
def _words() -> _Words:
    table = lexicon.load("en", "ner")
    return _Words(*(frozenset(table[name].split()) for name in _Words.__slots__))


def repair(doc: Doc, found: list[Mention]) -> list[Mention]:
    """Give the names of a Doc, edges trimmed, with those added or retyped that the rest of the text vouches for."""
    words = [token.text for token in doc]
    found = [trimmed for mention in found if (trimmed := trim(words, mention))]
    found = with_initials(words, found)
    found = joined_peoples(found)
    found = joined_by_nicknames(words, found)
    found = one_type(words, found)
    found = repeats(words, found)
    return surnames(words, found)


def trim(words: list[str], mention: Mention) -> Mention | None:
    """Cut courtesy words, titles and post-nominals off a person; None when nothing but those was there."""
    start, end, label, score = mention
    if label == "PERSON":
        lists = _words()
        while start < end and words[start].lower().rstrip(".") in lists.before_person:
            start += 1
        while end - start > 2 and (words[end - 1] in lists.after_person or words[end - 1] == ","):
            end -= 1
        if end - start == 1 and words[start] in lists.after_person:
            return None
    return Mention(start, end, label, score) if start < end else None


def with_initials(words: list[str], found: list[Mention]) -> list[Mention]:
    """Take all initials before a person into the name: "A P | J Abdul Kalam"; one letter alone may end a "Plan B"."""
    widened: list[Mention] = []
    for mention in found:
        first = mention.start
        border = widened[-1].end if widened else 0
        while mention.label == "PERSON" and first > border and _is_initial(words[first - 1]):
            first -= 1
        if mention.start - first > 1 or (first < mention.start and _is_initial(words[mention.start])):
            mention = mention._replace(start=first)
        widened.append(mention)
    return widened


def _is_initial(word: str) -> bool:
    return word[:1].isupper() and word[1:] in ("", ".")


def joined_peoples(found: list[Mention]) -> list[Mention]:
    """Make one name of two peoples side by side: "Asian | American"."""
    joined: list[Mention] = []
    for mention in found:
        before = joined[-1] if joined else None
        if before and before.label == mention.label == "NORP" and before.end == mention.start:
            joined[-1] = before._replace(end=mention.end, score=min(before.score, mention.score))
        else:
            joined.append(mention)
    return joined


def joined_by_nicknames(words: list[str], found: list[Mention]) -> list[Mention]:
    """Make one name of a person around a nickname: "Harold | “Junior” | Theriault", "Rosa “Janja | ” da | Silva"."""
    joined: list[Mention] = []
    for mention in found:
        before = joined[-1] if joined else None
        both = before is not None and before.label == mention.label == "PERSON"
        if before and both and _holds_nickname(words[before.start : mention.end]):
            joined[-1] = before._replace(end=mention.end, score=min(before.score, mention.score))
        else:
            joined.append(mention)
    return joined


def _holds_nickname(words: list[str]) -> bool:
    """Tell whether all words may be of one name, with a pair of marks inside and something on either side of it."""
    marks = [i for i, word in enumerate(words) if word in _NICKNAME_MARKS]
    if len(words) > _MOST_WORDS or len(marks) != 2 or not 0 < marks[0] < marks[1] - 1 < len(words) - 2:
        return False
    return all(i in marks or word[:1].isupper() or word in _words().particles for i, word in enumerate(words))


def one_type(words: list[str], found: list[Mention]) -> list[Mention]:
    """Give the same words the same label when one reading is much the stronger ("Antalya" once a person).

    A person behind "the" is none when another place of the text calls it otherwise ("The Kordon as an example").
    """
    weight: dict[tuple[str, ...], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for mention in found:
        weight[_surface(words, mention)][mention.label] += mention.score
    repaired = []
    for mention in found:
        rivals = weight[_surface(words, mention)]
        if mention.label == "PERSON" and len(rivals) > 1 and mention.start and words[mention.start - 1] in _ARTICLES:
            others = {label: rivals[label] for label in rivals if label != "PERSON"}
            mention = mention._replace(label=max(others, key=lambda label: (others[label], label)))
        best = max(rivals, key=lambda label: (rivals[label], label))
        if best != mention.label and rivals[best] >= 2 * rivals[mention.label] and mention.score < 0.95:
            mention = mention._replace(label=best)
        repaired.append(mention)
    return repaired


def repeats(words: list[str], found: list[Mention]) -> list[Mention]:
    """Add names of several words that stand elsewhere in the text, also where a line is in capitals."""
    known: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for mention in found:
        surface = _surface(words, mention)
        if len(surface) > 1 and mention.score >= SURE:
            entry = (tuple(word.casefold() for word in surface), mention.label)
            if entry not in known[entry[0][0]]:
                known[entry[0][0]].append(entry)
    taken = {i for mention in found for i in range(mention.start, mention.end)}
    added: list[Mention] = []
    folded = [word.casefold() for word in words]
    for start in range(len(words)):
        for surface, label in known.get(folded[start], ()):
            end = start + len(surface)
            free = taken.isdisjoint(range(start, end)) and tuple(folded[start:end]) == surface
            if free and all(word[:1].isupper() or not word.isalpha() for word in (words[start], words[end - 1])):
                added.append(Mention(start, end, label, REPEATED))
                taken.update(range(start, end))
    return sorted([*found, *added])


def surnames(words: list[str], found: list[Mention]) -> list[Mention]:
    """Take the surname of a person named in full for that person when it stands alone later."""
    full = {
        words[mention.end - 1]
        for mention in found
        if mention.label == "PERSON" and mention.end - mention.start > 1 and mention.score >= SURE
    }
    full = {word for word in full if len(word) > 2 and word[0].isupper() and word.lower() not in words}
    places = {_surface(words, mention)[0] for mention in found if mention.label != "PERSON" and mention.score >= SURE}
    repaired = [
        mention._replace(label="PERSON") if _is_person_again(words, mention, full - places) else mention
        for mention in found
    ]
    taken = {i for mention in found for i in range(mention.start, mention.end)}
    alone = (i for i, word in enumerate(words) if word in full and i not in taken)
    added = [Mention(i, i + 1, "PERSON", REPEATED) for i in alone if _stands_alone(words, i, i + 1)]
    return sorted([*repaired, *added])


def _is_person_again(words: list[str], mention: Mention, full: Iterable[str]) -> bool:
    single = mention.end - mention.start == 1 and mention.label in ("ORG", "GPE", "LOC", "FAC")
    return single and words[mention.start] in full and _stands_alone(words, mention.start, mention.end)


def _stands_alone(words: list[str], start: int, end: int) -> bool:
    """Tell whether a word is neither part of a longer name nor a place by the word before it."""
    before = words[start - 1] if start else ""
    after = words[end] if end < len(words) else ""
    if before.lower() in _words().place_before or after in _words().name_after or after in ("-", "–") or before == "-":
        return False
    return not (after[:1].isupper() and after.isalpha())


def _surface(words: list[str], mention: Mention) -> tuple[str, ...]:
    return tuple(words[mention.start : mention.end])
