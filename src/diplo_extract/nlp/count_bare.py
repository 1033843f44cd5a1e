"""Numbers that count without a noun: "another 35 attended", "Participants: 1,200"."""

from __future__ import annotations

from diplo_extract.nlp.count_phrases import Counted, Sentence, touches_sign
from diplo_extract.nlp.count_words import CountWords, Unit
from diplo_extract.numbers import Number

_LABEL_MARKS = frozenset({":", "|", "–", "=", "\t"})
_AGE_REACH = 5
_MAX_LABEL_START = 3
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


def read_bare(
    text: str, sentence: Sentence, number: Number, words: CountWords, before: Counted | None
) -> Counted | None:
    """Give a count without a noun when its label or its verb leaves no doubt; `before` lends its unit."""
    if number.qualifier == "vague" or number.kind == "fraction" or touches_sign(text, number):
        return None
    first, last = sentence.word_at(number.start), sentence.word_at(number.end - 1) + 1
    label = _label(sentence, first, last, words)
    if label:
        unit = words.unit(label, len(label) - 1) or (1, Unit("people", present=True))
        return _counted(number, sentence, first, last, " ".join(label), unit[1]._replace(present=True))
    # "between the ages of 15 and 25 took part"
    if not words.ages.isdisjoint(sentence.low[max(0, first - _AGE_REACH) : first]):
        return None
    if _is_year(text, number) or not _attends(sentence, last, words):
        return None
    kind = before.kind if before else "people"
    return _counted(number, sentence, first, last, before.unit if before else "people", Unit(kind, present=False))


def _counted(number: Number, sentence: Sentence, first: int, last: int, unit: str, meaning: Unit) -> Counted:
    start = number.start if number.qualifier != "exact" else number.value_start
    return Counted(
        number=number,
        first=first,
        value=sentence.word_at(number.value_start),
        last=last,
        start=start,
        end=number.end,
        head=unit.lower(),
        kind=meaning.kind,
        present=meaning.present,
        unit=unit,
    )


def _label(sentence: Sentence, first: int, last: int, words: CountWords) -> tuple[str, ...]:
    """Give the words of "Number of participants:" or "Attendance |" right before the number, at the start of a line."""
    low = sentence.low
    end = first - 1
    if end < 1 or low[end] not in _LABEL_MARKS or (last < len(low) and low[last][0].isalpha()):
        return ()
    length = words.labels.ending(low, end - 1)
    starts_line = end - length <= _MAX_LABEL_START or low[end - length - 1] in _LABEL_MARKS
    return low[end - length : end] if length and starts_line else ()


def _attends(sentence: Sentence, last: int, words: CountWords) -> bool:
    """Tell whether a verb that only those present can have follows at once."""
    if last >= len(sentence.low):
        return False
    length = words.taking_part.starting(sentence.low, last)
    return length > words.weak_taking_part.starting(sentence.low, last) and not sentence.low[last].endswith("ing")


def _is_year(text: str, number: Number) -> bool:
    figure = text[number.value_start : number.value_end]
    return figure.isdigit() and len(figure) == 4 and _FIRST_YEAR <= int(figure) <= _LAST_YEAR
