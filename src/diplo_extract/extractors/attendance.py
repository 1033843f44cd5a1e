"""Gives the record's `attendance`: counts of those who took part, each fact once with every place that says it."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from diplo_extract.extractors.base import Context, sentence_of, span_of
from diplo_extract.nlp.counts import IMPLAUSIBLE
from diplo_extract.records import Attendance

Key = tuple[float | None, float | None, str, str, str, bool, str | None]


def attendance(doc: Doc, context: Context) -> list[Attendance]:
    """Give the attendance of `doc` in text order; the span of a fact is its first mention."""
    facts: dict[Key, Attendance] = {}
    for span in doc.spans.get("counts", []):
        count = span._.count
        if count["rule"] == IMPLAUSIBLE:
            context.warnings.append(f"implausible-count: {span.text!r} was left out, nobody would believe the number")
        if not count["attendance"]:
            continue
        mention = span_of(doc, span.start_char, span.end_char)
        key = _key(span)
        known = facts.get(key)
        if known is None:
            facts[key] = _fact(span)
        else:
            known.mentions.append(mention)
            known.evidence.append(sentence_of(span))
    return list(facts.values())


def _key(span: Span) -> Key:
    """Tell when two counts say the same: value, kind of unit, its noun, plan or fact, and who claims it."""
    count = span._.count
    noun = count["unit"].casefold().split()[-1] if count["unit"] else ""
    return (
        count["low"], count["high"], count["qualifier"], count["kind"], noun, count["planned"], count["claimed_by"],
    )  # fmt: skip


def _fact(span: Span) -> Attendance:
    count = span._.count
    mention = span_of(span.doc, span.start_char, span.end_char)
    return Attendance(
        text=mention.text,
        start=mention.start,
        end=mention.end,
        mentions=[mention],
        low=count["low"],
        high=count["high"],
        qualifier=count["qualifier"],
        unit=count["unit"],
        kind=count["kind"],
        who=count["who"],
        planned=count["planned"],
        claimed_by=count["claimed_by"],
        evidence=[sentence_of(span)],
        rule=f"attendance: {count['rule']}",
    )
