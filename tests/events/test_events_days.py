"""When an event of the record takes place: first and last day, length, what was put off or called off."""

from __future__ import annotations

import pytest
from event_pages import extract, main_event, named

import diplo_extract as dx


def test_last_day_and_length_give_the_first_day(pipeline: dx.Pipeline) -> None:
    event = main_event(
        extract(
            pipeline,
            "The three-day Lake Cities Summit ended in Ohrid on 17 May 2024 with a declaration of ten articles.",
        )
    )
    assert (event.start, event.end, event.duration) == ("2024-05-15", "2024-05-17", "P3D")


def test_one_day_is_first_and_last_day(pipeline: dx.Pipeline) -> None:
    event = main_event(extract(pipeline, "A memorial service was held in Mongu on 14 May 2024."))
    assert (event.name, event.start, event.end) == ("memorial service", "2024-05-14", "2024-05-14")


def test_until_gives_the_last_day(pipeline: dx.Pipeline) -> None:
    event = main_event(
        extract(
            pipeline,
            "An exhibition of old maps opens in the Maritime Museum on 1 June 2024 and runs until 4 August 2024.",
        )
    )
    assert (event.start, event.end, event.status) == ("2024-06-01", "2024-08-04", "planned")


def test_a_postponed_event_has_its_new_days(pipeline: dx.Pipeline) -> None:
    event = main_event(
        extract(
            pipeline,
            "The 3rd Alpine Mayors Summit, planned for 27 May 2024 in Aosta, has been postponed because of a storm."
            " It will now take place from 11 to 14 September 2024.",
        )
    )
    assert (event.status, event.start, event.end) == ("postponed", "2024-09-11", "2024-09-14")


def test_a_cancelled_event(pipeline: dx.Pipeline) -> None:
    event = main_event(
        extract(pipeline, "The Delta Music Festival, planned for 7 June 2024 in Ghent, has been cancelled.")
    )
    assert event.status == "cancelled"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "The Estuary Mayors Meeting was opened yesterday by the governor and concluded here today.",
            ("2024-05-19", "2024-05-20"),
        ),
        (
            "The 9th Estuary Mayors Meeting opened today. The two-day meeting continues on Tuesday.",
            ("2024-05-20", "2024-05-21"),
        ),
        ("The Estuary Mayors Meeting was held yesterday and today in Sfax.", ("2024-05-19", "2024-05-20")),
        (
            "On Tuesday the city welcomed over 300 delegates to the Estuary Mayors Meeting, held over three days.",
            ("2024-05-14", None),
        ),
        (
            "On Friday the guests arrived in Faro and joined the Lantern Parade on Saturday.",
            ("2024-05-18", "2024-05-18"),
        ),
        (
            "Jeddah, 20/05/2024: The League of Lake Towns held its 16th General Conference on 17 May 2024.",
            ("2024-05-17", "2024-05-17"),
        ),
        (
            "Marseille, 17-18 May 2024 – Around 900 rectors met in Marseille at the 9th Estuary Cities Summit.",
            ("2024-05-17", "2024-05-18"),
        ),
        (
            "The guests are in Faro from 24 to 28 May and will attend the Lantern Parade on Saturday 25 May.",
            ("2024-05-25", "2024-05-25"),
        ),
        ("The workshop on tides opened on Sunday and will conclude on Tuesday.", ("2024-05-19", "2024-05-21")),
    ],
)
def test_first_and_last_day(text: str, days: tuple[str, str | None], pipeline: dx.Pipeline) -> None:
    event = main_event(extract(pipeline, text))
    assert (event.start, event.end) == days


def test_what_was_put_off_and_has_taken_place_was_held(pipeline: dx.Pipeline) -> None:
    event = main_event(
        extract(
            pipeline,
            "The Estuary Cities Summit was held in Bled from 13 to 15 May 2024. The summit had originally been planned"
            " for 2021 but was postponed.",
        )
    )
    assert (event.status, event.start) == ("held", "2024-05-13")


def test_an_earlier_visit_is_none_to_come(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "The consul gave a reception on Friday and recalled the President's visit to Bonn in 2014. A delegation will"
        " visit the harbour from 6 to 8 June.",
    )
    assert named(record, "visit to Bonn").start == "2014"


def test_the_dateline_is_no_day_of_the_event(pipeline: dx.Pipeline) -> None:
    event = main_event(
        extract(pipeline, "SUVA, 20 May 2024 – The Island Mayors Summit will be held in Nadi from 3 to 5 June 2024.")
    )
    assert (event.start, event.end, event.place) == ("2024-06-03", "2024-06-05", "Nadi")


def test_what_was_announced_today_is_not_held_today(pipeline: dx.Pipeline) -> None:
    record = extract(pipeline, "The mayor today announced the prizes of the 9th Lake Film Festival in Ohrid.")
    assert main_event(record).start is None
