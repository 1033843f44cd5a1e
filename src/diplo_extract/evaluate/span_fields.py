"""Scores of what is marked in the text: dates, attendance, groups, quotes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from diplo_extract.evaluate.align import Pairs, pair_best, pair_spans, places
from diplo_extract.evaluate.attributes import Attribute, compare
from diplo_extract.evaluate.outcome import Outcome, Pair, outcome_of
from diplo_extract.evaluate.samples import GoldAttendance, GoldDate, GoldQuote, GoldSpan
from diplo_extract.evaluate.words import date_value, person_name, text_words, token_f, without_diacritics
from diplo_extract.records import Attendance, Date, Quote

SAME_QUOTE = 0.7
QUOTATION_MARKS = "\"'“”‘’«»„ "


def score_dates(pair: Pair) -> dict[str, Outcome]:
    """Score dates. Strict: the same characters; relaxed: overlap. date_values: and the same EDTF value."""
    wanted, found = pair.gold.dates, marked_dates(pair.record.dates if pair.record else [])
    strict, relaxed = _pairs(pair, wanted, found)

    def same_value(gold: GoldDate, date: Date) -> bool:
        return date_value(gold.value) == date_value(date.value)

    matched = [(wanted[j], found[i]) for i, j in relaxed.items()]
    return {
        "dates": _outcome(pair, wanted, found, strict, relaxed),
        "date_values": _valued(pair, wanted, found, (strict, relaxed), same_value, lambda date: str(date.value)),
        "date_role": compare(pair, matched, DATE_ROLE),
    }


def marked_dates(facts: Sequence[Date]) -> list[Date]:
    """Give the dates that guidelines mark: frequencies ("every year") and vague ones ("recently") are not."""
    return [date for date in facts if date.kind not in ("set", "vague")]


def score_attendance(pair: Pair) -> dict[str, Outcome]:
    """Score attendance, every mention by itself. attendance_values: and the same low and high.

    Vague words alone ("dozens") are not marked by the guidelines; they count only in documents whose gold marks some.
    """
    wanted = pair.gold.attendance
    with_vague = any(count.qualifier == "vague" for count in wanted)
    found = mentions_of_attendance(pair.record.attendance if pair.record else [], with_vague=with_vague)
    strict, relaxed = _pairs(pair, wanted, found)

    def same_value(gold: GoldAttendance, count: Attendance) -> bool:
        return (gold.low, gold.high) == (count.low, count.high)

    matched = [(wanted[j], found[i]) for i, j in relaxed.items()]
    return {
        "attendance": _outcome(pair, wanted, found, strict, relaxed),
        "attendance_values": _valued(pair, wanted, found, (strict, relaxed), same_value, _low_high),
        "attendance_qualifier": compare(pair, matched, QUALIFIER),
        "attendance_kind": compare(pair, matched, KIND),
        "attendance_planned": compare(pair, matched, PLANNED),
        "attendance_event": compare(pair, matched, _event(pair)),
    }


def _event(pair: Pair) -> Attribute:
    """Give the event of a count by its name, which the record keeps as an id."""
    names = {event.id: event.name for event in pair.record.events} if pair.record else {}
    return Attribute("event", lambda count: count.event, lambda count: names.get(count.event or ""), "name")


def mentions_of_attendance(facts: Sequence[Attendance], *, with_vague: bool = False) -> list[Attendance]:
    """Give one attendance for every place that says it, in text order."""
    spread = []
    for fact in facts:
        if fact.qualifier == "vague" and not with_vague:
            continue
        spans = {(span.start, span.end): span.text for span in fact.mentions}
        spans.setdefault((fact.start, fact.end), fact.text)
        for (start, end), text in spans.items():
            spread.append(fact.model_copy(update={"start": start, "end": end, "text": text, "mentions": []}))
    return sorted(spread, key=lambda fact: (fact.start, fact.end))


def groups(pair: Pair) -> Outcome:
    """Score groups without a name. Strict: the same characters; relaxed: overlap."""
    wanted, found = pair.gold.groups, pair.record.groups if pair.record else []
    strict, relaxed = _pairs(pair, wanted, found)
    outcome = _outcome(pair, wanted, found, strict, relaxed)
    outcome.judge((group, i in relaxed) for i, group in enumerate(found))
    return outcome


def score_quotes(pair: Pair) -> dict[str, Outcome]:
    """Score quotes. Strict: the same characters but for quotation marks; relaxed: token F >= .7.

    quote_speakers: and the speaker is the annotated person; asked where a person is annotated.
    """
    wanted, found = pair.gold.quotes, pair.record.quotes if pair.record else []
    words = [text_words(quote.text) for quote in wanted], [text_words(quote.text) for quote in found]

    def alike(i: int, j: int) -> float:
        # of two wordings that are alike, the one that stands in the same place
        apart = pair.same_text and (found[i].end <= wanted[j].start or wanted[j].end <= found[i].start)
        return 0.0 if apart else token_f(words[1][i], words[0][j])

    relaxed = pair_best(len(wanted), len(found), alike, SAME_QUOTE)
    strict = {i: j for i, j in relaxed.items() if _bare(found[i].text) == _bare(wanted[j].text)}
    people = {person.id: {person.name, *person.aliases} for person in pair.record.people} if pair.record else {}

    def same_speaker(gold: GoldQuote, quote: Quote) -> bool:
        names = people.get(quote.speaker or "", set())
        return (gold.speaker is None and quote.speaker is None) or bool(_forms(pair, gold.speaker) & _keys(names))

    def speaker(quote: Quote) -> str:
        return max(people.get(quote.speaker or "", {"nobody"}), key=len)

    asked = [quote for quote in wanted if quote.annotated("speaker")]
    matched = [(wanted[j], found[i]) for i, j in relaxed.items()]
    outcomes = {
        "quotes": _outcome(pair, wanted, found, strict, relaxed),
        "quote_direct": compare(pair, matched, DIRECT),
    }
    if len(asked) == len(wanted):
        outcomes["quote_speakers"] = _valued(pair, wanted, found, (strict, relaxed), same_speaker, speaker)
    return outcomes


def _bare(quote: str) -> list[str]:
    return text_words(quote.strip(QUOTATION_MARKS))


def _keys(names: set[str]) -> set[str]:
    return {without_diacritics(person_name(name)) for name in names}


def _forms(pair: Pair, speaker: str | None) -> set[str]:
    """Give all forms of the annotated person of that name."""
    names = {speaker} if speaker else set()
    for person in pair.gold.people:
        if speaker in (person.name, *person.aliases):
            names |= {person.name, *person.aliases}
    return _keys(names)


def _pairs(pair: Pair, wanted: Sequence[GoldSpan], found: Sequence[Any]) -> tuple[Pairs, Pairs]:
    spans = places(wanted), places(found)
    return (
        pair_spans(*spans, same_text=pair.same_text, overlapping=False),
        pair_spans(*spans, same_text=pair.same_text, overlapping=True),
    )


def _outcome(pair: Pair, wanted: Sequence[GoldSpan], found: Sequence[Any], strict: Pairs, relaxed: Pairs) -> Outcome:
    return outcome_of(
        wanted,
        found,
        strict,
        relaxed,
        missed=lambda span: pair.missed(span.text, span.start),
        spurious=lambda fact: pair.spurious(fact.text, fact.start, fact),
    )


def _valued(
    pair: Pair,
    wanted: Sequence[Any],
    found: Sequence[Any],
    pairs: tuple[Pairs, Pairs],
    same: Callable[[Any, Any], bool],
    show: Callable[[Any], str],
) -> Outcome:
    """Score pairs that also have the right value; what was not found at all is told by the field without value."""
    strict, relaxed = ({i: j for i, j in chosen.items() if same(wanted[j], found[i])} for chosen in pairs)
    outcome = _outcome(pair, wanted, found, strict, relaxed)
    outcome.differences = [
        pair.wrong(_shown(wanted[j]), f"{found[i].text}: {show(found[i])}", wanted[j].start, found[i])
        for i, j in pairs[1].items()
        if i not in relaxed
    ]
    outcome.judge((fact, i in relaxed) for i, fact in enumerate(found))
    return outcome


def _shown(gold: GoldSpan) -> str:
    if isinstance(gold, GoldDate):
        return f"{gold.text}: {gold.value}"
    if isinstance(gold, GoldAttendance):
        return f"{gold.text}: {_low_high(gold)}"
    return f"{gold.text}: {gold.speaker}" if isinstance(gold, GoldQuote) else gold.text


def _low_high(count: GoldAttendance | Attendance) -> str:
    low, high = ("…" if bound is None else f"{bound:g}" for bound in (count.low, count.high))
    return low if low == high else f"{low} to {high}"


DATE_ROLE = Attribute("role", lambda date: date.role, lambda date: date.role, "choice")
QUALIFIER = Attribute("qualifier", lambda count: count.qualifier, lambda count: count.qualifier, "choice")
KIND = Attribute("kind", lambda count: count.kind, lambda count: count.kind, "choice")
PLANNED = Attribute("planned", lambda count: count.planned, lambda count: count.planned, "choice")
DIRECT = Attribute("direct", lambda quote: quote.direct, lambda quote: quote.direct, "choice")
