"""Endless lists and sentences: no crash, and time that grows with the length only."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from diplo_extract.extractors.base import Context
from growth import LINEAR, growth

Read = Callable[[str], Context]


def letters(number: int) -> str:
    return "".join("bdfgklmprt"[int(digit)] + "ae"[int(digit) % 2] for digit in str(number))


TEXTS = {
    "names": lambda count: ", ".join(f"[P:Ann {letters(i).title()}]" for i in range(count // 2)),
    "names in lines": lambda count: "\n\n".join(f"[P:Ann {letters(i).title()}], Mayor" for i in range(count // 3)),
    "one surname": lambda count: "[P:Ann Moss] and " * (count // 20) + "[P:Moss] said that " * (count // 20),
    "one sentence": lambda count: "[P:Ann Moss] " + "said and then of the pier " * (count // 6),
    "capitals": lambda count: "[P:ANN MOSS] SAID THE PIER WAS OPEN " * (count // 7),
    "open quotes": lambda count: "[P:Ann Moss] said “the pier ‘is open " * (count // 7),
    "no blanks": lambda count: "[P:AnnMoss]saidthepierisopen,[O:HarbourBoard]agreed." * (count // 6),
    "one word": lambda count: "[P:Ann Moss] " + "pier" * count,
    "closed brackets": lambda count: "[P:Ann Moss], MP) of] the )) pier}, Mayor) " * (count // 8),
    "brackets": lambda count: "[O:Harbour Board] ((( (HB " * (count // 6),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_time_grows_with_the_length(kind: str, read: Read) -> None:
    assert growth(TEXTS[kind], read, 500) < LINEAR


def test_two_thousand_names(read: Read) -> None:
    facts = read(TEXTS["names"](4000)).facts
    assert len(facts["people"]) > 1600  # many of them look like misspellings of one another


def test_a_sentence_of_fifty_thousand_words(read: Read) -> None:
    facts = read("[P:Ann Moss] said that " + "the pier of Linden is open and she said " * 5500).facts
    assert facts["people"] and facts["quotes"]
