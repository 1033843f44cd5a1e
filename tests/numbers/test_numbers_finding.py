"""Several numbers in a text, ordinals, other languages, and what must not break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplo_extract.numbers import Number, find_numbers, find_values, vague_words
from growth import LINEAR, growth


def _said(text: str, language: str = "en") -> list[str]:
    return [text[number.start : number.end] for number in find_numbers(text, language=language)]


def _lows(text: str, language: str = "en") -> list[float | None]:
    return [number.low for number in find_numbers(text, language=language)]


def test_two_numbers_joined_by_and_stay_two() -> None:
    assert _lows("3 hundred and 2 hundred visitors") == [300, 200]
    assert _lows("300 and 20 mayors") == [300, 20]
    assert _lows("one hundred and two hundred") == [100, 200]
    assert _lows("8 in 5 boxes") == [8, 5]


def test_the_half_of_a_game_is_no_number_of_guests() -> None:
    assert _said("in the second half of the year") == ["second"]


def test_the_comparison_belongs_to_the_nearest_number() -> None:
    numbers = find_numbers("more than 40 cities and up to 9 islands")
    assert [(number.qualifier, number.low, number.high) for number in numbers] == [("min", 40, None), ("max", None, 9)]


@pytest.mark.parametrize(
    ("text", "value"), [("the 2nd forum", 2), ("the twenty-fifth forum", 25), ("the two hundredth guest", 200)]
)
def test_ordinals_are_marked(text: str, value: float) -> None:
    (number,) = find_numbers(text)
    assert number.ordinal
    assert number.low == value


def test_a_third_is_a_fraction_only_of_something() -> None:
    assert find_numbers("a third of the hall")[0].kind == "fraction"
    assert find_numbers("a third meeting")[0].ordinal


def test_ordinals_only_reads_no_fraction() -> None:
    assert [value.value for value in find_values("forty and a third", ordinals_only=True)] == [3]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("tr", "iki yüz elli belediye", 250),
        ("tr", "onbinaltıyüz kişi", 10_600),
        ("tr", "1.250 kişi", 1_250),
        ("es", "dos mil trescientos cuarenta y siete", 2_347),
        ("es", "cinco mil millones", 5_000_000_000),
        ("fr", "quatre-vingt-dix-neuf", 99),
        ("fr", "soixante et onze", 71),
        ("de", "dreihundertneunundneunzig", 399),
        ("de", "anderthalb Millionen", 1_500_000),
        ("de", "4.800 Gäste", 4_800),
    ],
)
def test_other_languages(language: str, text: str, value: float) -> None:
    assert _lows(text, language) == [value]


def test_turkish_comparison_stands_behind_the_number() -> None:
    (number,) = find_numbers("en az 300 kişi", language="tr")
    assert number.qualifier == "min"


def test_an_unknown_language_is_read_like_english() -> None:
    assert _lows("300 mayors", "xx") == [300]


def test_the_table_of_vague_words_is_a_setting() -> None:
    assert "dozens" in vague_words("en")
    (number,) = find_numbers("dozens of firms", vague={"dozens": (12, 120)})
    assert (number.low, number.high, number.qualifier) == (12, 120, "vague")


def test_telephone_numbers_dates_and_scores_are_no_ranges() -> None:
    for text in ("+90-242-249-5000", "2024-06-03", "5/17/2018", "3-1-4"):
        assert all(number.qualifier == "exact" for number in find_numbers(text)), text


def test_figures_of_thousands_of_digits_are_no_numbers() -> None:
    assert find_numbers("9" * 10_000 + " guests") == []
    assert _said("1" * 41) == []


def test_huge_powers_and_zero_fractions_do_not_fail() -> None:
    assert _lows("10^30 guests") == [1e30]
    assert find_numbers("9^999 and 0/0 and 5/0 guests") is not None
    assert _lows("one one one") == [1, 1, 1]


@pytest.mark.parametrize(
    "piece", ["one ", "1 ", "and ", "hundred ", "1,", "3/4/", "-", "½", "thousand and ", "fifths "]
)
def test_time_grows_with_the_length(piece: str) -> None:
    assert growth(lambda count: piece * count, find_numbers, 400) < LINEAR


@given(st.integers(min_value=0, max_value=999_999))
def test_figures_round_trip(value: int) -> None:
    assert _lows(f"{value:,}") == [value]


@given(st.text(max_size=200), st.sampled_from(["en", "tr", "es", "fr", "de"]))
def test_any_text_gives_ordered_spans(text: str, language: str) -> None:
    last = 0
    for number in find_numbers(text, language=language):
        assert isinstance(number, Number)
        assert last <= number.value_start < number.value_end <= len(text)
        assert number.low is None or number.high is None or number.low <= number.high
        last = number.value_end


_UNITS = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@given(
    st.integers(1, 9),
    st.integers(0, 7),
    st.integers(0, 9),
    st.sampled_from([("thousand", 1_000), ("million", 1_000_000)]),
)
def test_words_round_trip(hundreds: int, tens: int, units: int, scale: tuple[str, int]) -> None:
    small = _TENS[tens] + (f"-{_UNITS[units]}" if units else "")
    words = f"{_UNITS[hundreds]} hundred and {small} {scale[0]}"
    assert _lows(words) == [(hundreds * 100 + (tens + 2) * 10 + units) * scale[1]]
