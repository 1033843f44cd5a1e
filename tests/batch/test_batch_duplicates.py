"""Which records repeat an earlier one."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplo_extract.batch.duplicates import Duplicates, Repeats
from diplo_extract.batch.engine import scratch
from diplo_extract.batch.likeness import likeness, same_numbers, similarity

calm = settings(max_examples=60, deadline=None)
WORDS = [f"w{number}" for number in range(2_000)]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with scratch(tmp_path) as database:
        yield database


def release(seed: int, words: int = 400) -> list[str]:
    rng = random.Random(seed)
    return [
        rng.choice(WORDS).replace("w", "x").translate(str.maketrans("0123456789", "abcdefghij")) for _ in range(words)
    ]


def text(words: list[str]) -> str:
    return " ".join(words)


def test_equal_texts_are_alike_whatever_case_and_punctuation() -> None:
    one, other = likeness("The Mayor of Lima met 40 guests, today."), likeness("the mayor  of lima met 40 guests today")
    assert one == other
    assert similarity(one, likeness("Nothing of the kind was said in Oslo this week.")) < 0.2


@calm
@given(st.lists(st.text(max_size=8), max_size=12), st.text(" \t\r\n\v\f", min_size=1, max_size=3))
def test_white_space_says_nothing(words: list[str], white: str) -> None:
    assert likeness(white.join(words)) == likeness(" " + " ".join(words) + "\n\n")


@calm
@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_ascii_reads_like_other_text(words: str) -> None:
    plain = "".join(sign for sign in words if sign.isalnum() or sign in " \t\r\n\v\f")
    assert likeness(f"{plain} ende").signature != likeness(f"{plain} ände").signature
    assert likeness(f"{words.upper()} ÄNDE") == likeness(f"{words.lower()} ände")


@pytest.mark.parametrize("short", ["", "one", "one two", "a b c", "ünï ço dé"])
def test_short_texts_have_a_likeness(short: str) -> None:
    assert similarity(likeness(short), likeness(short)) == 1


def test_numbers_of_one_must_stand_in_the_other() -> None:
    grant = likeness("The town gets $42,840 from the fund in 2006.")
    assert not same_numbers(grant, likeness("The town gets $17,352 from the fund in 2006."))
    assert same_numbers(grant, likeness("The town gets $42,840 from the fund in 2006. Contact: 202/224-5521"))
    assert not same_numbers(likeness("in 2022 and 2021"), likeness("in 2021 and 2021"))


def test_the_same_bytes_are_exact_and_a_reprint_is_near(index: sqlite3.Connection) -> None:
    duplicates = Duplicates(index)
    words = release(1)
    reprint = [*words[:200], "edited", *words[201:], "contact", "2022245521"]
    assert duplicates.find("a", "1", likeness(text(words))) is None
    assert duplicates.find("b", "1", likeness(text(words))) == Repeats("a", "exact")
    assert duplicates.find("c", "2", likeness(text(reprint))) == Repeats("a", "near")
    assert duplicates.find("d", "2", likeness(text(reprint))) == Repeats("a", "near")
    assert duplicates.find("e", "3", likeness(text(release(2)))) is None
    assert duplicates.find("a", "1", likeness(text(words))) is None


def test_what_is_like_a_reprint_alone_is_no_reprint(index: sqlite3.Connection) -> None:
    duplicates = Duplicates(index)
    words = release(5)
    near = [*words[:380], *release(6)[:24], *words[380:]]
    far = [*near[:300], *release(7)[:24], *near[300:]]
    assert similarity(likeness(text(near)), likeness(text(far))) >= 0.9
    assert similarity(likeness(text(words)), likeness(text(far))) < 0.9
    assert duplicates.find("a", "1", likeness(text(words))) is None
    assert duplicates.find("b", "2", likeness(text(near))) == Repeats("a", "near")
    assert duplicates.find("c", "3", likeness(text(far))) is None
    assert duplicates.find("d", "4", likeness(text([*far, "contact"]))) == Repeats("c", "near")


def test_releases_of_one_template_are_not_the_same_news(index: sqlite3.Connection) -> None:
    duplicates = Duplicates(index)
    words = release(3)
    assert duplicates.find("a", "1", likeness(text([*words, "42,840", "for", "Olmsted"]))) is None
    assert duplicates.find("b", "2", likeness(text([*words, "17,352", "for", "Deerfield"]))) is None


def test_reprints_are_found_among_many_and_others_are_not(index: sqlite3.Connection) -> None:
    duplicates = Duplicates(index)
    rng = random.Random(4)
    for number in range(300):
        assert duplicates.find(f"first {number}", f"{number}", likeness(text(release(number)))) is None
    found = 0
    for number in range(300):
        words = release(number)
        for _ in range(3):
            words[rng.randrange(len(words))] = "edited"
        marked = duplicates.find(f"again {number}", f"again {number}", likeness(text(words)))
        assert marked is None or marked == Repeats(f"first {number}", "near")
        found += marked is not None
    # three edits in 400 words: 0.94 of the runs in common
    assert found > 285
