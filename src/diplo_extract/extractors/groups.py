"""Gives the record's `groups`: roles that took part without a name."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.extractors.base import Context, sentence_of
from diplo_extract.records import Group


def groups(doc: Doc, context: Context) -> list[Group]:
    """Give the groups of `doc` in text order, each wording once."""
    facts: dict[str, Group] = {}
    for span in doc.spans.get("groups", []):
        if span._.group is None:
            continue
        known = facts.get(span.text.casefold())
        if known:
            known.evidence.append(sentence_of(span))
            continue
        facts[span.text.casefold()] = Group(
            text=span.text,
            start=span.start_char,
            end=span.end_char,
            role=span._.group["role"],
            organization=span._.group["organization"],
            evidence=[sentence_of(span)],
            rule=f"groups: {span._.group['rule']}",
        )
    return list(facts.values())
