"""What was said, and by whom, in marked texts."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from diplo_extract.extractors.base import Context
from diplo_extract.records import Quote

Read = Callable[[str], Context]
CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "quotes.toml").read_text(encoding="utf-8")
)["case"]


def fits(words: str, quote: Quote) -> bool:
    begin, _, end = words.partition("…")
    return quote.text == words if not end else quote.text.startswith(begin) and quote.text.endswith(end)


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_the_table_of_cases(case: dict[str, Any], read: Read) -> None:
    facts = read(case["text"]).facts
    names = {person.id: person.name for person in facts["people"]}
    found: list[Quote] = facts["quotes"]
    told = [[q.text, names.get(q.speaker or "", ""), q.cue or "", "direct" if q.direct else "indirect"] for q in found]
    assert len(told) == len(case["said"]), told
    for wanted, quote, got in zip(case["said"], found, told, strict=True):
        assert fits(wanted[0], quote), told
        assert got[1:] == wanted[1:]


def test_evidence_and_rule(read: Read) -> None:
    for quote in read("[P:Ann Moss] said that the pier was open. “It is long,” she said.").facts["quotes"]:
        assert quote.evidence and quote.rule
        assert quote.evidence[0].start <= quote.start < quote.end <= quote.evidence[0].end


def test_words_of_an_unknown_speaker_are_kept(read: Read) -> None:
    (quote,) = read("“The pier will stay closed this week,” the [O:Harbour Board] said.").facts["quotes"]
    assert quote.direct and quote.speaker is None
