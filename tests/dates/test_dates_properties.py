"""Properties: a rendered date reads back as itself, every value is EDTF, no text breaks or slows the reader."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplo_extract.dates import find_dates
from diplo_extract.edtf import is_duration, is_edtf
from growth import LINEAR, growth


def _words(row: str) -> list[str]:
    return row.split()


MONTHS = {
    "en": _words("January February March April May June July August September October November December"),
    "tr": _words("Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"),
    "de": _words("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    "fr": _words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    "es": _words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
}
WEEKDAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
FORMS = {
    "iso": ("en", lambda d, m: f"{d.isoformat()}"),
    "dotted": ("de", lambda d, m: f"{d.day:02}.{d.month:02}.{d.year}"),
    "slashed": ("fr", lambda d, m: f"{d.day}/{d.month}/{d.year}"),
    "month first": ("en", lambda d, m: f"{m} {d.day}, {d.year}"),
    "day first": ("en", lambda d, m: f"{d.day} {m} {d.year}"),
    "short month": ("en", lambda d, m: f"{m[:3]}. {d.day}, {d.year}"),
    "weekday": ("en", lambda d, m: f"{WEEKDAYS[d.weekday()]}, {m} {d.day}, {d.year}"),
    "Turkish": ("tr", lambda d, m: f"{d.day} {m} {d.year}"),
    "German": ("de", lambda d, m: f"{d.day}. {m} {d.year}"),
    "French": ("fr", lambda d, m: f"{d.day} {m} {d.year}"),
    "Spanish": ("es", lambda d, m: f"{d.day} de {m} de {d.year}"),
}
DAYS = st.dates(date(1800, 1, 1), date(2099, 12, 31))
WORDS = [
    *_words(
        "3 May 2024 to – - / . , the of last week two years ago Friday since"
        " between and 31 February 00 99 1990 s Q2 in next month '"
    ),
    "\n",
]


@pytest.mark.parametrize("form", FORMS)
@given(day=DAYS)
@settings(max_examples=60, deadline=None)
def test_a_rendered_day_reads_back(form: str, day: date) -> None:
    language, render = FORMS[form]
    text = render(day, MONTHS[language][day.month - 1])
    (mention,) = find_dates(f"({text})", language=language, reference="2024-06-03")
    assert (mention.start, mention.end, mention.value) == (1, 1 + len(text), day.isoformat())


@given(day=DAYS, days=st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_a_rendered_range_reads_back(day: date, days: int) -> None:
    last = day + timedelta(days)
    month, last_month = MONTHS["en"][day.month - 1], MONTHS["en"][last.month - 1]
    if (day.year, day.month) == (last.year, last.month):
        forms = [f"{day.day}–{last.day} {month} {day.year}", f"{month} {day.day} to {last.day}, {day.year}"]
    elif day.year == last.year:
        forms = [f"{day.day} {month} to {last.day} {last_month} {day.year}"]
    else:
        forms = [f"{day.day} {month} {day.year} to {last.day} {last_month} {last.year}"]
    for text in forms:
        (mention,) = find_dates(f"It ran from {text}.")
        assert mention.value == f"{day.isoformat()}/{last.isoformat()}"


@given(year=st.integers(1900, 2099), month=st.integers(1, 12))
@settings(max_examples=40, deadline=None)
def test_a_rendered_month_reads_back(year: int, month: int) -> None:
    for language, joint in (("en", " "), ("tr", " "), ("de", " "), ("fr", " "), ("es", " de ")):
        (mention,) = find_dates(f"({MONTHS[language][month - 1]}{joint}{year})", language=language)
        assert mention.value == f"{year}-{month:02}"


@given(words=st.lists(st.sampled_from(WORDS), max_size=14), reference=st.none() | DAYS.map(date.isoformat))
@settings(max_examples=120, deadline=None)
def test_every_value_is_edtf_by_our_reading_and_by_another(words: list[str], reference: str | None) -> None:
    parser = pytest.importorskip("edtf", reason="the independent EDTF parser is not installed")
    text = " ".join(words)
    for mention in find_dates(text, reference=reference):
        assert 0 <= mention.start < mention.end <= len(text)
        for value in filter(None, (mention.value, *mention.alternatives)):
            assert is_edtf(value) or is_duration(value), value
            if not is_duration(value):
                parser.parse_edtf(value)


@given(text=st.text(max_size=60), language=st.sampled_from(["en", "tr", "de", "fr", "es", "ar"]))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_the_reader(text: str, language: str) -> None:
    find_dates(text, language=language, reference="2024-06-03")


@pytest.mark.parametrize(
    "text",
    [
        "99.99.9999",
        "0000-00-00",
        "1 January 0",
        "٣/٥/٢٠٢٤",
        "３ May ２０２４",
        "²⁰²⁴",
        "③ May",
        "Mаy 3, 2024",
        "\x00 2024 \ud800",
        "9-12-May-2024",
        "next 99999999 years",
        "in 9999 years",
        "9999 years ago",
    ],
)
def test_bad_input_gives_no_invented_value(text: str) -> None:
    for mention in find_dates(text, reference="2024-06-03"):
        assert mention.value is None or is_edtf(mention.value) or is_duration(mention.value)


def test_digits_of_other_scripts_are_digits() -> None:
    assert [mention.value for mention in find_dates("on ٠٣/٠٦/٢٠٢٤", order="dmy")] == ["2024-06-03"]
    assert [mention.value for mention in find_dates("３ May ２０２４")] == ["2024-05-03"]


@pytest.mark.parametrize("piece", ["12/3-4.5:6 ", "3 May 2024, ", "Friday ", "3 May to ", "the two and a ", "1."])
def test_time_grows_with_the_length_only(piece: str) -> None:
    def read(text: str) -> object:
        return find_dates(text, reference="2024-06-03")

    assert growth(lambda size: piece * (size // len(piece)), read, 5_000) < LINEAR
