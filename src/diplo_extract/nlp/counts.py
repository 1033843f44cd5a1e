"""Marks counts in doc.spans["counts"], and groups without a name in doc.spans["groups"].

A count is a number with the people or bodies it counts; `attendance` tells whether those took part in something.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from spacy.language import Language
from spacy.tokens import Doc, Span

from diplo_extract.nlp.annotations import CountInfo, register, text_of
from diplo_extract.nlp.count_bare import read_bare
from diplo_extract.nlp.count_evidence import Judge
from diplo_extract.nlp.count_phrases import Counted, Sentence, read_counted, read_sentence
from diplo_extract.nlp.count_surroundings import Verdict
from diplo_extract.nlp.count_words import CountWords, count_words
from diplo_extract.nlp.groups import find_groups
from diplo_extract.numbers import Number, find_numbers

IMPLAUSIBLE = "implausible"
MOST_PEOPLE = 10_000_000.0
MOST_BODIES = 100_000.0
MOST_COUNTRIES = 250.0
_PLANNED_REACH = 9
_BEFORE, _AFTER = 500, 200
"""How far around its sentence an event is looked for, in characters."""
_TELLING = 6
"""Smaller numbers of one kind come twice by chance."""
_CLAUSE_MARKS = frozenset('"“”„«»;')
_OPEN_RULES = frozenset({"ungoverned", "refers-back"})


class Counts:
    """spaCy component `diplo_counts`."""

    def __init__(self, vague: Mapping[str, tuple[float, float]] | None = None) -> None:
        register()
        self.vague = dict(vague or {})
        """Entries that replace those of the table of vague words: "dozens" -> (20, 0), where 0 is open."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the counts of `doc`."""
        language, text = doc._.language, text_of(doc)
        words = count_words(language)
        spans: list[Span] = []
        numbers = find_numbers(text, language=language, vague=self.vague)
        numbers = _free(doc, numbers)
        starts = [sent.start_char for sent in doc.sents]
        for sentence, inside in _by_sentence(text, starts, numbers):
            spans += self._in_sentence(doc, text, sentence, inside, words)
        _mark_again(spans)
        doc.spans["groups"] = find_groups(doc, text, starts, numbers, words)
        doc.spans["counts"] = spans
        return doc

    def _in_sentence(
        self, doc: Doc, text: str, sentence: Sentence, numbers: list[Number], words: CountWords
    ) -> Iterator[Span]:
        judge = Judge(sentence, words, text[max(0, sentence.starts[0] - _BEFORE) : sentence.ends[-1] + _AFTER])
        claimed_by = _claimed_by(sentence, words)
        before: Counted | None = None
        for number in numbers:
            counted = read_counted(text, sentence, number, words)
            counted = counted or read_bare(text, sentence, number, words, before)
            if counted is None:
                continue
            verdict = judge.judge(counted)
            before = counted
            span = doc.char_span(counted.start, counted.end, label="COUNT", alignment_mode="expand")
            if span is not None:
                span._.count = _info(sentence, counted, verdict, claimed_by, words)
                yield span


def _by_sentence(text: str, starts: list[int], numbers: list[Number]) -> Iterator[tuple[Sentence, list[Number]]]:
    """Give each sentence that holds numbers, with them; `starts` are those of all sentences."""
    groups: dict[int, list[Number]] = {}
    for number in numbers:
        groups.setdefault(bisect_right(starts, number.value_start) - 1, []).append(number)
    for index, inside in groups.items():
        end = starts[index + 1] if index + 1 < len(starts) else len(text)
        yield read_sentence(text, starts[index], end), inside


def _free(doc: Doc, numbers: list[Number]) -> list[Number]:
    """Give the numbers that no date and no name holds: not "2024", not "Group of 20"; places in an order neither."""
    held = {char for span in doc.spans.get("dates", []) for char in range(span.start_char, span.end_char)}
    for ent in doc.ents:
        held.update(range(ent.start_char + 1, ent.end_char))
    return [number for number in numbers if not number.ordinal and number.value_start not in held]


def _info(
    sentence: Sentence, counted: Counted, verdict: Verdict, claimed_by: str | None, words: CountWords
) -> CountInfo:
    number = counted.number
    return CountInfo(
        low=number.low,
        high=number.high,
        qualifier=number.qualifier,
        unit=counted.unit,
        kind=counted.kind,
        who=words.roles.get(counted.head),
        planned=_is_planned(sentence, counted, words),
        claimed_by=claimed_by,
        attendance=verdict.takes_part and _is_plausible(counted),
        rule=verdict.rule if not verdict.takes_part or _is_plausible(counted) else IMPLAUSIBLE,
    )


def _mark_again(spans: list[Span]) -> None:
    """Let a count that nothing governs follow its equal: "14 port cities met … the 14 cities approved a text"."""
    attended = {_same(span) for span in spans if span._.count["attendance"] and span._.count["unit"]}
    for span in spans:
        count = span._.count
        if (
            count["rule"] in _OPEN_RULES
            and count["unit"]
            and _same(span) in attended
            and (count["low"] or 0) >= _TELLING
        ):
            span._.count = {**count, "attendance": True, "rule": "said before"}


def _same(span: Span) -> tuple[float | None, float | None, str]:
    count = span._.count
    return count["low"], count["high"], count["unit"].casefold().split()[-1]


def _claimed_by(sentence: Sentence, words: CountWords) -> str | None:
    """Give who says so, as written: "police said", "according to the organisers"."""
    low = sentence.low
    for j in range(len(low)):
        length = words.sources.starting(low, j)
        if not length:
            continue
        before = j - 1 if j and low[j - 1] in words.definite else j
        said = j + length < len(low) and low[j + length] in words.claim_verbs
        if said or (before and words.claim_cues.ending(low, before - 1)):
            return " ".join(sentence.text[j : j + length])
    return None


def _is_plausible(counted: Counted) -> bool:
    """Tell counts of this world: nobody counts 10^30 guests, no hall holds 900 countries."""
    most = {"people": MOST_PEOPLE, "countries": MOST_COUNTRIES}.get(counted.kind, MOST_BODIES)
    return all(end is None or 1 <= end <= most for end in (counted.number.low, counted.number.high))


def _is_planned(sentence: Sentence, counted: Counted, words: CountWords) -> bool:
    """Tell "will bring together 300 mayors", "300 are expected" from what has taken place."""
    low = sentence.low
    first, last = max(0, counted.first - _PLANNED_REACH), min(len(low), counted.last + _PLANNED_REACH)
    # “We will build it,” she told 300 residents: what is said, or stands behind a semicolon, is of another time
    first = max((j + 1 for j in range(first, counted.first) if low[j] in _CLAUSE_MARKS), default=first)
    last = min((j for j in range(counted.last, last) if low[j] in _CLAUSE_MARKS), default=last)
    return any(words.planned.starting(low, j) for j in range(first, last))


@Language.factory("diplo_counts", default_config={"vague": {}})
def make_counts(nlp: Language, name: str, vague: dict[str, tuple[float, float]]) -> Counts:
    """Give the component; `vague` replaces entries of the table of vague words ("dozens": [20, 0])."""
    return Counts(vague)
