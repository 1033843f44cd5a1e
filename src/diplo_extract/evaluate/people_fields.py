"""Scores of people, their other names, their offices and their presence."""

from __future__ import annotations

from collections.abc import Sequence

from diplo_extract.evaluate.align import Pairs
from diplo_extract.evaluate.attributes import Attribute, compare
from diplo_extract.evaluate.outcome import Count, Difference, Outcome, Pair, outcome_of
from diplo_extract.evaluate.samples import GoldPerson, GoldTitle
from diplo_extract.evaluate.words import fold, person_name, title_words, token_f, without_diacritics
from diplo_extract.records import Person, Position

SAME_TITLE = 0.8


def score_people(pair: Pair) -> dict[str, Outcome]:
    """Score the people of one document and what hangs on them.

    people: found under the full name or an alias; strict keeps diacritics, relaxed does not. Every further prediction
    for a person already found is wrong. people_full: found under the full name. The rest is asked of those found.
    """
    wanted = pair.gold.people
    found = pair.record.people if pair.record else []
    same = _pair_people(wanted, found, aliases=True, diacritics=False)
    outcomes = {
        "people": _outcome(pair, wanted, found, aliases=True),
        "people_full": _outcome(pair, wanted, found, aliases=False),
        "aliases": _aliases(pair, [(wanted[j], found[i]) for i, j in same.items() if wanted[j].annotated("aliases")]),
        "honorifics": compare(pair, [(wanted[j], found[i]) for i, j in same.items()], HONORIFICS),
        "presence": _presence(pair, [(wanted[j], found[i]) for i, j in same.items()]),
    }
    return outcomes | _titles(pair, wanted, found, same)


def _pair_people(wanted: Sequence[GoldPerson], found: Sequence[Person], *, aliases: bool, diacritics: bool) -> Pairs:
    """Pair people by name, the longer predicted names first."""
    forms = [
        {_key(form, diacritics) for form in ([person.name, *person.aliases] if aliases else [person.name])}
        for person in wanted
    ]
    pairs: Pairs = {}
    for i in sorted(range(len(found)), key=lambda i: -len(found[i].name)):
        name = _key(found[i].name, diacritics)
        free = (j for j in range(len(wanted)) if j not in pairs.values() and name and name in forms[j])
        j = next(free, None)
        if j is not None:
            pairs[i] = j
    return pairs


def _key(name: str, diacritics: bool) -> str:
    return person_name(name) if diacritics else without_diacritics(person_name(name))


def _outcome(pair: Pair, wanted: Sequence[GoldPerson], found: Sequence[Person], *, aliases: bool) -> Outcome:
    strict = _pair_people(wanted, found, aliases=aliases, diacritics=True)
    relaxed = _pair_people(wanted, found, aliases=aliases, diacritics=False)
    outcome = outcome_of(
        wanted,
        found,
        strict,
        relaxed,
        missed=lambda person: pair.missed(person.name),
        spurious=lambda person: pair.spurious(person.name, person.mentions[0].start, person),
    )
    if aliases:
        outcome.judge((person, i in relaxed) for i, person in enumerate(found))
    return outcome


def _aliases(pair: Pair, people: Sequence[tuple[GoldPerson, Person]]) -> Outcome:
    """Strict: the other forms as written; relaxed: without diacritics and courtesy words."""
    outcome = Outcome()
    for gold, person in people:
        full = fold(person.name), fold(gold.name)
        strict = {fold(form) for form in gold.aliases} - {full[1]}, {fold(form) for form in person.aliases} - {full[0]}
        relaxed = tuple({_key(form, False) for form in forms} for forms in strict)
        _add(outcome.strict, *strict)
        _add(outcome.relaxed, *relaxed)
        outcome.differences += [pair.missed(f"{gold.name} = {form}") for form in sorted(relaxed[0] - relaxed[1])]
        outcome.differences += [
            pair.spurious(f"{person.name} = {form}", None, person) for form in sorted(relaxed[1] - relaxed[0])
        ]
    return outcome


def _add(count: Count, wanted: set[str], found: set[str]) -> None:
    count.right += len(wanted & found)
    count.predicted += len(found)
    count.gold += len(wanted)


def _presence(pair: Pair, people: Sequence[tuple[GoldPerson, Person]]) -> Outcome:
    outcome = compare(pair, people, PRESENCE)
    outcome.judge(
        (person.presence, person.presence.value == gold.presence)
        for gold, person in people
        if gold.presence is not None and person.presence is not None
    )
    return outcome


def _titles(pair: Pair, wanted: Sequence[GoldPerson], found: Sequence[Person], same: Pairs) -> dict[str, Outcome]:
    """Score (person, title) pairs; titles of people who were not found, or are none, count in full."""
    titles = Outcome()
    matched: list[tuple[GoldTitle, Position]] = []
    for j, gold in enumerate(wanted):
        if gold.annotated("titles") and j not in same.values():
            titles.strict.gold += len(gold.titles)
            titles.relaxed.gold += len(gold.titles)
            titles.differences += [pair.missed(f"{gold.name}, {title.title}") for title in gold.titles]
    for i, person in enumerate(found):
        if i not in same:
            for count in (titles.strict, titles.relaxed):
                count.predicted += len(person.positions)
            titles.differences += [_spurious_title(pair, person, position) for position in person.positions]
            titles.judge((position, False) for position in person.positions)
        elif wanted[same[i]].annotated("titles"):
            matched += _titles_of(pair, wanted[same[i]], person, titles)
    return {
        "titles": titles,
        "title_organization": compare(pair, matched, ORGANIZATION),
        "title_status": compare(pair, matched, STATUS),
    }


def _titles_of(pair: Pair, gold: GoldPerson, person: Person, titles: Outcome) -> list[tuple[GoldTitle, Position]]:
    """Add the titles of one person to the score; give the pairs.

    A shorter wording of a title already found is neither right nor wrong: "Secretary" beside "Secretary of Labor".
    """
    strict = _pair_titles(gold.titles, person.positions, 0.999)
    relaxed = _pair_titles(gold.titles, person.positions, SAME_TITLE)
    found_words = [_all_words(gold.titles[j]) for j in relaxed.values()]
    ignored = {
        i
        for i, position in enumerate(person.positions)
        if i not in relaxed and any(set(title_words(position.title)) <= words for words in found_words)
    }
    for count, pairs in ((titles.strict, strict), (titles.relaxed, relaxed)):
        count.right += len(pairs)
        count.predicted += len(person.positions) - len(ignored)
        count.gold += len(gold.titles)
    titles.differences += [
        pair.missed(f"{gold.name}, {title.title}") for j, title in enumerate(gold.titles) if j not in relaxed.values()
    ]
    scored = [(i, position) for i, position in enumerate(person.positions) if i not in ignored]
    titles.differences += [_spurious_title(pair, person, position) for i, position in scored if i not in relaxed]
    titles.judge((position, i in relaxed) for i, position in scored)
    return [(gold.titles[j], person.positions[i]) for i, j in relaxed.items()]


def _pair_titles(wanted: Sequence[GoldTitle], found: Sequence[Position], least: float) -> Pairs:
    """Pair each predicted title with the free gold title that it is most like."""
    wordings = [_wordings(title) for title in wanted]
    pairs: Pairs = {}
    for i, position in enumerate(found):
        words = title_words(position.title)
        likeness = [
            (max(token_f(words, wording) for wording in wordings[j]), -j)
            for j in range(len(wanted))
            if j not in pairs.values()
        ]
        best = max(likeness, default=(0.0, 0))
        if best[0] >= least:
            pairs[i] = -best[1]
    return pairs


def _wordings(title: GoldTitle) -> list[list[str]]:
    """Give the title as annotated, without its organization, and with it: all three are right."""
    words = title_words(title.title)
    body = title_words(title.organization or title.jurisdiction or "")
    if not body:
        return [words]
    return [words, [word for word in words if word not in body] or words, words + body]


def _all_words(title: GoldTitle) -> set[str]:
    return {word for wording in _wordings(title) for word in wording}


def _spurious_title(pair: Pair, person: Person, position: Position) -> Difference:
    start = position.evidence[0].start if position.evidence else None
    return pair.spurious(f"{person.name}, {position.title}", start, position)


HONORIFICS = Attribute("honorifics", lambda person: person.honorifics, lambda person: person.honorifics, "name")
PRESENCE = Attribute(
    "presence", lambda person: person.presence, lambda person: person.presence and person.presence.value, "choice"
)
ORGANIZATION = Attribute(
    "organization",
    lambda title: title.organization or title.jurisdiction,
    lambda position: position.organization or position.jurisdiction,
    "name",
)
STATUS = Attribute("status", lambda title: title.status, lambda position: position.status, "choice")
