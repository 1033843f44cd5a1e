"""The place of an error, as a person reads it."""

from __future__ import annotations

import pytest

from diplo_extract.evaluate.sentence import LONGEST_SIDE, excerpt

TEXT = "First paragraph.\n\nMayor Ana Silva met\n40 delegates. They left on 3 June 2024: a Monday.\n\nLast one."
SECOND = "Mayor Ana Silva met 40 delegates. They left on 3 June 2024: a Monday."


@pytest.mark.parametrize(
    ("start", "words", "marked"),
    [
        (None, "Ana Silva", "Ana Silva"),
        (None, "Ana Silva, Mayor", "Ana Silva"),
        (None, "title: Mayor", "Mayor"),
        (TEXT.index("3 June"), "3 June 2024: 2024-06-03", "3 June 2024"),
        (TEXT.index("40"), "attendance: 40 delegates", "40 delegates"),
        (TEXT.index("met"), "something else", ""),
    ],
)
def test_the_words_are_found_in_their_paragraph(start: int | None, words: str, marked: str) -> None:
    found = excerpt(TEXT, start, words)
    assert found is not None
    assert found.text == SECOND
    assert found.text[found.start : found.end] == marked


def test_what_no_text_says_has_no_place() -> None:
    assert excerpt(TEXT, None, "Inés Paredes") is None
    assert excerpt("", 0, "x") is None
    assert excerpt(TEXT, None, "") is None


@pytest.mark.parametrize("words", ["needle", "needle."])
@pytest.mark.parametrize("filling", ["Some words. ", "no end at all ", "x"])
def test_a_long_paragraph_is_cut_at_sentences_or_words(words: str, filling: str) -> None:
    text = filling * 200 + words + " " + filling * 200
    found = excerpt(text, None, words)
    assert found is not None
    assert found.text[found.start : found.end] == words
    assert len(words) < len(found.text) <= len(words) + 2 * LONGEST_SIDE
    if filling != "x":
        assert found.text.split()[0] in filling.split()
