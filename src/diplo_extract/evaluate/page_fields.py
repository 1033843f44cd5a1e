"""Scores of what is read from the page: title, publication date, language, authors, body, headings."""

from __future__ import annotations

from datetime import date

from diplo_extract.evaluate.align import pair_best, pair_spans, places
from diplo_extract.evaluate.outcome import Count, Difference, Outcome, Pair, outcome_of
from diplo_extract.evaluate.words import (
    date_value,
    fold,
    person_name,
    shingles,
    text_words,
    token_f,
    without_diacritics,
)

SAME_TITLE = 0.8
BODY_SHINGLE = 4


def title(pair: Pair) -> Outcome:
    """Strict: equal but for case and white space; relaxed: token F >= .8."""
    found = pair.record.title.value if pair.record and pair.record.title else None
    wanted = pair.gold.title
    alike = token_f(text_words(found or ""), text_words(wanted or "")) >= SAME_TITLE
    outcome = _value(pair, wanted, found, fold(found or "") == fold(wanted or ""), alike)
    if pair.record and pair.record.title:
        outcome.judge([(pair.record.title, bool(outcome.relaxed.right))])
    return outcome


def published(pair: Pair) -> Outcome:
    """Strict: the same date; relaxed: at most a day away, as after a wrong time zone."""
    if not pair.gold.published_visible:
        return Outcome()
    found = date_value(pair.record.published.value) if pair.record and pair.record.published else None
    wanted = date_value(pair.gold.published)
    outcome = _value(pair, wanted, found, found == wanted, _at_most_a_day_apart(found, wanted))
    if pair.record and pair.record.published:
        outcome.judge([(pair.record.published, bool(outcome.strict.right))])
    return outcome


def language(pair: Pair) -> Outcome:
    """Strict: the same code; relaxed: the same language whatever the region."""
    found = pair.record.language.value if pair.record and pair.record.language else None
    wanted = pair.gold.language
    alike = (found or "").split("-")[0].lower() == (wanted or "").split("-")[0].lower()
    return _value(pair, wanted, found, (found or "").lower() == (wanted or "").lower(), alike)


def authors(pair: Pair) -> Outcome:
    """Strict: the same name; relaxed: the same without diacritics and courtesy words."""
    found = [author.value for author in pair.record.authors] if pair.record else []
    wanted = pair.gold.authors
    strict = pair_best(len(wanted), len(found), lambda i, j: fold(found[i]) == fold(wanted[j]), 1)
    relaxed = pair_best(len(wanted), len(found), lambda i, j: _bare(found[i]) == _bare(wanted[j]), 1)
    return outcome_of(wanted, found, strict, relaxed, missed=pair.missed, spurious=pair.spurious)


def body(pair: Pair) -> Outcome:
    """Strict: runs of four words in common; relaxed: words in common."""
    strict = _common(pair, BODY_SHINGLE)
    differences = [] if strict.right == strict.predicted == strict.gold else _paragraph_differences(pair)
    return Outcome(strict=strict, relaxed=_common(pair, 1), differences=differences)


def sections(pair: Pair) -> Outcome:
    """Headings. Strict: the same characters; relaxed: one within the other."""
    found = [section.heading for section in pair.record.sections] if pair.record else []
    wanted = pair.gold.sections
    spans = places(wanted), places(found)
    strict = pair_spans(*spans, same_text=pair.same_text, overlapping=False)
    relaxed = pair_spans(*spans, same_text=pair.same_text, overlapping=True)
    return outcome_of(
        wanted,
        found,
        strict,
        relaxed,
        missed=lambda span: pair.missed(span.text, span.start),
        spurious=lambda span: pair.spurious(span.text, span.start),
    )


def _value(pair: Pair, wanted: str | None, found: str | None, same: bool, alike: bool) -> Outcome:
    """Score a field that holds one value or none."""
    both = wanted is not None and found is not None
    size = {"predicted": int(found is not None), "gold": int(wanted is not None)}
    outcome = Outcome(strict=Count(right=int(both and same), **size), relaxed=Count(right=int(both and alike), **size))
    if found is None and wanted is not None:
        outcome.differences.append(pair.missed(wanted))
    elif found is not None and wanted is None:
        outcome.differences.append(pair.spurious(found))
    elif wanted is not None and found is not None and not same:
        outcome.differences.append(pair.wrong(wanted, found))
    return outcome


def _at_most_a_day_apart(first: str | None, second: str | None) -> bool:
    try:
        return abs(date.fromisoformat(first or "") - date.fromisoformat(second or "")).days <= 1
    except ValueError:
        # a month, a year, an interval
        return first == second


def _bare(name: str) -> str:
    return without_diacritics(person_name(name))


def _common(pair: Pair, size: int) -> Count:
    wanted, found = shingles(pair.gold.body or "", size), shingles(pair.text, size)
    return Count(right=(wanted & found).total(), predicted=found.total(), gold=wanted.total())


def _paragraph_differences(pair: Pair) -> list[Difference]:
    wanted = {fold(part): part for part in (pair.gold.body or "").split("\n") if part.strip()}
    found = {fold(part): part for part in pair.text.split("\n") if part.strip()}
    return [pair.missed(part) for key, part in wanted.items() if key not in found] + [
        pair.spurious(part) for key, part in found.items() if key not in wanted
    ]
