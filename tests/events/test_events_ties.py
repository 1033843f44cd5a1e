"""To which event a count belongs, and the house that a sentence without the event tells."""

from __future__ import annotations

import pytest
from event_pages import extract, main_event, named

import diplo_extract as dx
from diplo_extract import Record

FORUM = "The 4th Reef Forum was held in Suva from 13 to 15 May 2024."


def _tie(record: Record, text: str) -> tuple[str | None, str | None]:
    fact = next(fact for fact in record.attendance if fact.text == text)
    names = {event.id: event.name for event in record.events}
    return names.get(fact.event or ""), fact.event_reason


def test_a_count_behind_an_event_is_that_of_the_one_told_last(pipeline: dx.Pipeline) -> None:
    text = f"{FORUM}\n\nA workshop on tides was led by two pilots. Some 85 skippers took part."
    assert _tie(extract(pipeline, text), "Some 85 skippers") == ("workshop on tides", "same paragraph")


def test_a_count_far_behind_is_that_of_the_main_event_told_last(pipeline: dx.Pipeline) -> None:
    text = (
        f"{FORUM} The forum ended with a song.\n\nThe harbours showed their maps. Forty speakers gave papers.\n\n"
        "The 5th Reef Forum will be held in Nadi in 2026."
    )
    assert _tie(extract(pipeline, text), "Forty speakers") == ("4th Reef Forum", "main event, told last")


def test_an_attended_workshop_has_the_count_before_it(pipeline: dx.Pipeline) -> None:
    text = (
        f"{FORUM}\n\nDuring the forum, 80 students of architecture attended a workshop on roofs. The workshop was"
        " held on 14 May 2024 in Nadi."
    )
    assert _tie(extract(pipeline, text), "80 students") == ("workshop on roofs", "same sentence")


@pytest.mark.parametrize(
    ("behind", "count"),
    [
        ("The first one, in 2018, drew 35 delegates to Nadi.", "35 delegates"),
        ("It was the second of its kind; the first was hosted by Nadi in August 2021 and drew 90 pilots.", "90 pilots"),
    ],
)
def test_the_count_of_another_year_is_not_that_of_this_event(pipeline: dx.Pipeline, behind: str, count: str) -> None:
    assert _tie(extract(pipeline, f"{FORUM} {behind}"), count) == (None, "told of another time")


def test_a_day_that_something_is_counted_from_sets_nothing_apart(pipeline: dx.Pipeline) -> None:
    text = f"{FORUM} It was the largest since 2009, with 340 delegates."
    assert _tie(extract(pipeline, text), "340 delegates")[0] == "4th Reef Forum"
    text = f"{FORUM} Oslo, which had hosted the forum in 2013, sent 19 delegates."
    assert _tie(extract(pipeline, text), "19 delegates")[0] == "4th Reef Forum"


def test_people_at_another_place_are_not_counted_to_the_main_event(pipeline: dx.Pipeline) -> None:
    text = (
        f"{FORUM}\n\nThe singers marched to Nadi. The police counted 3,500 marchers.\n\n"
        "The 5th Reef Forum will be held in Lautoka in 2026."
    )
    assert _tie(extract(pipeline, text), "3,500 marchers")[0] is None


def test_a_planned_event_takes_no_count_of_what_was(pipeline: dx.Pipeline) -> None:
    text = (
        "On 17 May 2024 the mayors of Suva and Faro signed a contract on boats.\n\nThe mayor thanked Ana Diaz and her"
        " eight-member delegation. A return visit to Faro is planned for June 2025."
    )
    assert _tie(extract(pipeline, text), "eight-member")[0] == "signed a contract"


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("The 4th Reef Forum was held on board the museum ship Halcyon on 14 May 2024.", "Halcyon"),
        ("The 4th Reef Forum, held on 14 May 2024, drew 300 pilots to the Kelp Stadium.", "Kelp Stadium"),
        ("The 4th Reef Forum was opened on 14 May 2024 in the Fischmarkt.", "Fischmarkt"),
        (
            f"{FORUM}\n\nThe mayor sang.\n\nThe delegates were welcomed in the Pearl Museum by the mayor.",
            "Pearl Museum",
        ),
        (f"{FORUM}\n\nThe mayor sang.\n\nThe delegates were welcomed at Nausori Airport by the mayor.", None),
        (f"{FORUM}\n\nThe mayor sang.\n\nThe guests met the owner of the boats in the Pearl Museum.", None),
        ("The 4th Reef Forum was held in the Algarve on 14 May 2024.", None),
    ],
)
def test_the_house_of_an_event(pipeline: dx.Pipeline, text: str, venue: str | None) -> None:
    assert main_event(extract(pipeline, text)).venue == venue


def test_a_count_in_the_next_sentence_tells_of_an_event(pipeline: dx.Pipeline) -> None:
    text = f"{FORUM}\n\nA round table of pilots was led by Ana Diaz. Over 85 pilots came."
    assert named(extract(pipeline, text), "round table of pilots").attendance == [0]
