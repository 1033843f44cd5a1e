"""What find_dates says beside the value: alternatives, anchors, qualifiers, times, parts."""

import itertools

import pytest

from diplo_extract.dates import DateMention, find_dates


def _one(text: str, **known: str) -> DateMention:
    mentions = find_dates(text, **known)  # type: ignore[arg-type]
    assert len(mentions) == 1, mentions
    return mentions[0]


def test_an_ambiguous_order_gives_both_days() -> None:
    mention = _one("05/06/2024")
    assert {mention.value, *mention.alternatives} == {"2024-06-05", "2024-05-06"}


@pytest.mark.parametrize(("shown", "value"), [("25/05/2024", "2024-06-05"), ("05/25/2024", "2024-05-06")])
def test_another_date_of_the_text_tells_the_order(shown: str, value: str) -> None:
    first, _ = find_dates(f"Posted 05/06/2024. The fair ends on {shown}.")
    assert (first.value, first.alternatives) == (value, ())
    assert "another date" in first.rule


def test_the_publication_date_tells_the_order() -> None:
    mention = _one("Posted 05/06/2024", reference="2024-05-06")
    assert (mention.value, mention.alternatives) == ("2024-05-06", ())


def test_a_given_order_wins() -> None:
    assert _one("05/06/2024", order="mdy").value == "2024-05-06"
    assert _one("05/06/2024", order="dmy").value == "2024-06-05"


def test_dotted_dates_begin_with_the_day() -> None:
    assert _one("03.06.2024").value == "2024-06-03"


@pytest.mark.parametrize("text", ["yesterday", "last week", "on Friday", "two years ago", "this fall"])
def test_without_a_publication_date_nothing_is_invented(text: str) -> None:
    assert [mention.value for mention in find_dates(f"They met {text}.")] == [None]


def test_a_day_without_year_keeps_what_is_known() -> None:
    assert _one("The fair opens on 5 July.").value == "XXXX-07-05"
    assert _one("The fair runs from 5 to 7 July.").value == "XXXX-07-05/XXXX-07-07"


def test_tense_picks_the_side_of_a_weekday_and_keeps_the_other() -> None:
    past = _one("The mayors met on Friday.", reference="2024-06-03")
    assert (past.value, past.alternatives, past.anchor) == ("2024-05-31", ("2024-06-07",), "publication")
    assert _one("The mayors will meet on Friday.", reference="2024-06-03").value == "2024-06-07"


def test_a_story_keeps_its_year() -> None:
    mentions = find_dates("The bridge fell on 9 March 1852. On 2 June it stood again.", reference="2024-06-03")
    assert [(mention.value, mention.anchor) for mention in mentions] == [
        ("1852-03-09", None),
        ("1852-06-02", "mention"),
    ]


@pytest.mark.parametrize(
    ("text", "qualifier", "value"),
    [
        ("since March 2019", "since", "2019-03"),
        ("until 30 September 2024", "until", "2024-09-30"),
        ("in early May 2023", "early", "2023-05"),
        ("in late 2011", "late", "2011"),
        ("around 2010", "approximate", "2010"),
        ("after 2018", "after", "2018"),
    ],
)
def test_qualifiers(text: str, qualifier: str, value: str) -> None:
    mention = _one(text)
    assert (mention.qualifier, mention.value) == (qualifier, value)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("on 7 March 2024 at 16:30", "16:30"),
        ("on 7 March 2024, 4:30 p.m.", "16:30"),
        ("at 9 am on 7 March 2024", "09:00"),
        ("on 7 March 2024 at 16:30 CET", "16:30+01:00"),
    ],
)
def test_the_clock_time_is_kept_with_its_date_and_outside_the_span(text: str, time: str) -> None:
    mention = _one(text)
    assert (text[mention.start : mention.end], mention.value, mention.time) == ("7 March 2024", "2024-03-07", time)


def test_a_range_gives_its_ends() -> None:
    text = "from 28 June to 2 July 2024"
    parts = _one(text).parts
    assert [(text[part.start : part.end], part.value) for part in parts] == [
        ("28 June", "2024-06-28"),
        ("2 July 2024", "2024-07-02"),
    ]


def test_frequencies_are_sets_without_value() -> None:
    mention = _one("They meet every Monday.", reference="2024-06-03")
    assert (mention.kind, mention.value) == ("set", None)


def test_days_that_no_calendar_holds_have_no_value() -> None:
    for text in ("31 February 2024", "31.02.2024", "29 February 2023", "2/30/2024"):
        assert [mention.value for mention in find_dates(text)] == [None]


def test_an_unknown_language_still_reads_numbers() -> None:
    assert _one("2024-06-03", language="xx").value == "2024-06-03"


def test_mentions_are_in_order_and_apart() -> None:
    mentions = find_dates("On 3 May 2024, May 4, 5/6/2024, last week and 9-12 May, the 1990s, Q1 2023.")
    assert all(one.end <= other.start for one, other in itertools.pairwise(mentions))
