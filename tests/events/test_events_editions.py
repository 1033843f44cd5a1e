"""Editions of an event: the one before, the next, their numbers and years."""

from __future__ import annotations

from event_pages import extract, main_event, named

import diplo_extract as dx


def test_next_edition_is_an_event_of_its_own(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "The 4th Lake Cities Forum ended in Ohrid on Friday. Mayors from nine countries took part in the forum.\n\n"
        "The 5th Lake Cities Forum will be held in Bled in June 2026.",
    )
    event = main_event(record)
    assert (event.edition, event.status) == (4, "held")
    assert event.next is not None
    assert (event.next.name, event.next.place, event.next.date) == ("5th Lake Cities Forum", "Bled", "2026-06")
    assert named(record, "5th Lake Cities Forum").status == "planned"


def test_edition_before_told_in_passing(pipeline: dx.Pipeline) -> None:
    event = main_event(
        extract(
            pipeline,
            "The 2nd Garden Cities Workshop was hosted by Antwerp in May."
            " The workshop was hosted by Utrecht last year.",
        )
    )
    assert event.previous is not None
    assert (event.previous.host, event.previous.date) == ("Utrecht", "2023")


def test_editions_without_the_name_of_their_series(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "Faro will host the 13th edition of the Estuary Culture Summit from 12 to 14 June 2024. The previous edition"
        " was held in Lagos in 2023 and drew 90 delegates. The 14th edition is planned for Vigo in 2025.",
    )
    event = main_event(record)
    assert (event.name, event.edition, event.start) == ("Estuary Culture Summit", 13, "2024-06-12")
    assert event.previous is not None
    assert (event.previous.place, event.previous.date) == ("Lagos", "2023")
    assert event.next is not None
    assert (event.next.name, event.next.date) == ("14th edition", "2025")


def test_sessions_of_one_assembly_are_its_editions(pipeline: dx.Pipeline) -> None:
    event = main_event(
        extract(
            pipeline,
            "The second session of the Wetlands Assembly concluded today after five days. The first session took place"
            " in May 2019. The third session of the Assembly will be convened in Faro in 2026.",
        )
    )
    assert (event.edition, event.start, event.end) == (2, "2024-05-16", "2024-05-20")
    assert event.previous is not None
    assert event.previous.date == "2019-05"
    assert event.next is not None
    assert (event.next.place, event.next.date) == ("Faro", "2026")


def test_the_forum_of_last_year_is_the_previous_one(pipeline: dx.Pipeline) -> None:
    event = main_event(
        extract(
            pipeline,
            "The Tenth Harbour Mayors Forum opened in Faro on Monday. Last year's forum was held in Vigo.",
        )
    )
    assert (event.place, event.start) == ("Faro", "2024-05-20")
    assert event.previous is not None
    assert (event.previous.place, event.previous.date) == ("Vigo", "2023")


def test_other_editions_by_their_year(pipeline: dx.Pipeline) -> None:
    text = "The Estuary Cities Summit ended in Bled on Friday. In 2025, the summit will be held in Faro."
    event = main_event(extract(pipeline, text))
    assert (event.place, event.end, event.status) == ("Bled", "2024-05-17", "held")
    assert event.next is not None
    assert (event.next.place, event.next.date) == ("Faro", "2025")
    text = "The Estuary Cities Summit ended in Bled on Friday. Next year's event will be held in Faro."
    following = main_event(extract(pipeline, text)).next
    assert following is not None
    assert following.place == "Faro"


def test_the_edition_may_stand_in_the_headline_alone(pipeline: dx.Pipeline) -> None:
    text = (
        "The Estuary Cities Summit ended in Bled on Friday. The eighth summit was held in Marrakech in November 2018."
    )
    event = main_event(extract(pipeline, text, title="Ninth Estuary Cities Summit Ends"))
    assert event.edition == 9
    assert event.previous is not None
    assert (event.previous.place, event.previous.date) == ("Marrakech", "2018-11")


def test_the_edition_may_follow_the_name(pipeline: dx.Pipeline) -> None:
    record = extract(pipeline, "The Reef Cities Summit, the fourth since 2009, was held in Suva on 14 May 2024.")
    assert main_event(record).edition == 4
