"""Records against gold: what is right, missed, spurious or wrong, field by field."""

from __future__ import annotations

from typing import Any

import pytest

from diplo_extract.evaluate.outcome import Count, Outcome, Pair
from diplo_extract.evaluate.samples import Gold
from diplo_extract.evaluate.score import score_document
from diplo_extract.records import Attendance, Date, Event, EventReference, Person, Position, Record, Span


def scored(gold: Gold, record: Record | None, **changes: Any) -> dict[str, Outcome]:
    if record is not None and changes:
        record = Record.model_validate(record.model_dump() | changes)
    return score_document(Pair(gold, record))


def numbers(count: Count) -> tuple[int, int, int]:
    return count.right, count.predicted, count.gold


def test_a_perfect_record_is_right_in_every_field(gold: Gold, record: Record) -> None:
    for name, outcome in scored(gold, record).items():
        if name == "names":
            continue  # the hand-made record has one mention of each name only
        assert numbers(outcome.strict) == (outcome.strict.gold,) * 3, name
        assert numbers(outcome.relaxed) == (outcome.relaxed.gold,) * 3, name
        assert not outcome.differences, name


def test_without_a_record_everything_is_missed(gold: Gold) -> None:
    outcomes = scored(gold, None)
    assert numbers(outcomes["people"].relaxed) == (0, 0, 2)
    assert numbers(outcomes["titles"].relaxed) == (0, 0, 2)
    assert numbers(outcomes["date_values"].relaxed) == (0, 0, 3)
    assert numbers(outcomes["body"].strict)[:2] == (0, 0)


def test_what_was_not_annotated_is_not_scored(gold_json: dict[str, Any], record: Record) -> None:
    del gold_json["dates"]
    del gold_json["people"][1]["titles"]
    outcomes = scored(Gold.model_validate(gold_json), record)
    assert "dates" not in outcomes
    assert numbers(outcomes["titles"].relaxed) == (1, 1, 1)


def test_annotated_and_none_there_makes_predictions_wrong(gold_json: dict[str, Any], record: Record) -> None:
    gold_json["dates"] = []
    assert numbers(scored(Gold.model_validate(gold_json), record)["dates"].strict) == (0, 3, 0)


def person(name: str, *titles: str, body: str) -> dict[str, Any]:
    positions = [Position(title=title, text=title, role=title.lower()) for title in titles]
    return Person(id=name, name=name, mentions=[Span(start=0, end=5, text=body[:5])], positions=positions).model_dump()


@pytest.mark.parametrize(
    ("name", "strict", "relaxed", "full"),
    [
        ("Inés Paredes", 1, 1, 1),
        ("INÉS PAREDES’s", 1, 1, 1),
        ("Mrs. Inés Paredes", 1, 1, 1),
        ("Ines Paredes", 0, 1, 1),
        ("Paredes", 1, 1, 0),
        ("Inés", 0, 0, 0),
    ],
)
def test_a_person_is_found_by_name_or_alias(
    gold: Gold, record: Record, name: str, strict: int, relaxed: int, full: int
) -> None:
    outcomes = scored(gold, record, people=[person(name, body=record.text)])
    assert (outcomes["people"].strict.right, outcomes["people"].relaxed.right) == (strict, relaxed)
    assert outcomes["people_full"].relaxed.right == full


def test_a_second_prediction_for_the_same_person_is_wrong(gold: Gold, record: Record) -> None:
    people = [person(name, body=record.text) for name in ("Paredes", "Inés Paredes")]
    outcome = scored(gold, record, people=people)["people"]
    assert numbers(outcome.relaxed) == (1, 2, 2)
    assert [(d.fault, d.predicted or d.gold) for d in outcome.differences] == [
        ("missed", "Tomás Quispe"),
        ("spurious", "Paredes"),
    ]


@pytest.mark.parametrize(
    ("title", "strict", "relaxed", "counted"),
    [
        ("Director of Water", 1, 1, 1),
        ("director for water", 1, 1, 1),
        ("Director of Water of La Paz", 1, 1, 1),
        ("former Director of Water", 0, 1, 1),
        ("Director of Sanitation", 0, 0, 1),
        ("Professor", 0, 0, 1),
    ],
)
def test_titles_with_or_without_their_organization(
    gold: Gold, record: Record, title: str, strict: int, relaxed: int, counted: int
) -> None:
    outcome = scored(gold, record, people=[person("Tomás Quispe", title, body=record.text)])["titles"]
    assert numbers(outcome.strict) == (strict, counted, 2)
    assert numbers(outcome.relaxed) == (relaxed, counted, 2)


def test_a_shorter_wording_of_a_found_title_is_ignored(gold: Gold, record: Record) -> None:
    people = [person("Tomás Quispe", "Director", "Director of Water", body=record.text)]
    assert numbers(scored(gold, record, people=people)["titles"].relaxed) == (1, 1, 2)


def test_titles_of_an_unknown_person_are_spurious(gold: Gold, record: Record) -> None:
    people = [person("La Paz", "Director of Water", body=record.text)]
    assert numbers(scored(gold, record, people=people)["titles"].relaxed) == (0, 1, 2)


def date(text: str, value: str | None, record: Record) -> dict[str, Any]:
    start = record.text.index(text)
    return Date(text=text, start=start, end=start + len(text), kind="point", value=value).model_dump()


def test_dates_by_span_and_by_value(gold: Gold, record: Record) -> None:
    found = [date("March 2021", "2021-03-05", record), date("two-day", "P3D", record), date("3rd", None, record)]
    outcomes = scored(gold, record, dates=found)
    assert numbers(outcomes["dates"].strict) == (1, 3, 3)
    assert numbers(outcomes["dates"].relaxed) == (2, 3, 3)
    assert numbers(outcomes["date_values"].strict) == (0, 3, 3)
    assert numbers(outcomes["date_values"].relaxed) == (1, 3, 3)
    (wrong,) = outcomes["date_values"].differences
    assert (wrong.fault, wrong.gold, wrong.predicted) == ("wrong", "two-day: P2D", "two-day: P3D")


def test_marks_of_uncertainty_and_quarters_are_one_wording(gold_json: dict[str, Any], record: Record) -> None:
    gold_json["dates"][0]["value"] = "2021-01/2021-03"
    found = [date("5 March 2021", "2021-33~", record)]
    assert scored(Gold.model_validate(gold_json), record, dates=found)["date_values"].strict.right == 1


def test_an_attendance_with_two_mentions_counts_twice(gold: Gold, record: Record) -> None:
    first, second = gold.attendance
    fact = Attendance(
        text=first.text,
        start=first.start,
        end=first.end,
        low=300,
        high=300,
        qualifier="approx",
        unit="delegates",
        kind="people",
        mentions=[Span(start=item.start, end=item.end, text=item.text) for item in (first, second)],
    )
    outcomes = scored(gold, record, attendance=[fact.model_dump()])
    assert numbers(outcomes["attendance"].strict) == (2, 2, 2)
    assert numbers(outcomes["attendance_values"].strict) == (1, 2, 2)
    assert numbers(outcomes["attendance_qualifier"].strict) == (1, 2, 2)


def test_frequencies_and_vague_words_are_not_asked(gold: Gold, record: Record, gold_json: dict[str, Any]) -> None:
    often = date("3rd", None, record) | {"kind": "set"}
    assert numbers(scored(gold, record, dates=[often])["dates"].strict) == (0, 0, 3)
    dozens = record.attendance[1].model_copy(update={"qualifier": "vague"}).model_dump()
    assert numbers(scored(gold, record, attendance=[dozens])["attendance"].strict) == (0, 0, 2)
    gold_json["attendance"][1]["qualifier"] = "vague"
    marked = Gold.model_validate(gold_json)
    assert numbers(scored(marked, record, attendance=[dozens])["attendance"].strict) == (1, 1, 2)


def test_another_cleaning_is_compared_by_characters(gold: Gold, record: Record, gold_json: dict[str, Any]) -> None:
    shifted = Gold.model_validate(gold_json)
    shifted.body = "Home\n\n" + record.text
    outcomes = scored(shifted, record)
    assert numbers(outcomes["dates"].strict) == (3, 3, 3)
    assert outcomes["body"].strict.right < outcomes["body"].strict.gold


def event(**parts: Any) -> dict[str, Any]:
    return Event(id="e", **parts).model_dump()


@pytest.mark.parametrize(
    ("name", "strict", "relaxed"),
    [
        ("3rd Forum of Mountain Cities", 1, 1),
        ("the 3rd Forum for Mountain Cities", 1, 1),
        ("Forum of Mountain Cities", 0, 1),
        ("opening of the forum", 0, 0),
    ],
)
def test_events_by_the_words_of_their_name(gold: Gold, record: Record, name: str, strict: int, relaxed: int) -> None:
    outcome = scored(gold, record, events=[event(name=name)])["events"]
    assert (outcome.strict.right, outcome.relaxed.right) == (strict, relaxed)


def test_one_event_is_matched_once(gold: Gold, record: Record) -> None:
    found = [event(name="Forum of Mountain Cities"), event(name="3rd Forum of Mountain Cities")]
    assert numbers(scored(gold, record, events=found)["events"].relaxed) == (1, 2, 1)


def test_parts_of_events_are_asked_of_events_found(gold: Gold, record: Record) -> None:
    found = [
        event(name="3rd Forum of Mountain Cities", place="Quito, Ecuador", start="2021-03", hosts=["City of Quito"]),
        event(name="dinner", place="La Paz"),
    ]
    outcomes = scored(gold, record, events=found)
    assert numbers(outcomes["event_place"].strict) == (0, 1, 1)
    assert numbers(outcomes["event_place"].relaxed) == (1, 1, 1)
    assert numbers(outcomes["event_start"].strict) == (0, 1, 1)
    assert numbers(outcomes["event_start"].relaxed) == (1, 1, 1)
    assert numbers(outcomes["event_end"].relaxed) == (0, 0, 1)
    assert numbers(outcomes["event_hosts"].relaxed) == (0, 1, 0)
    assert numbers(outcomes["event_venue"].relaxed) == (0, 0, 0), "not annotated"


def test_a_quote_needs_its_speaker(gold: Gold, record: Record) -> None:
    quote = record.quotes[0].model_copy(update={"speaker": "p1"})
    outcomes = scored(gold, record, quotes=[quote.model_dump()])
    assert numbers(outcomes["quotes"].strict) == (1, 1, 1)
    assert numbers(outcomes["quote_speakers"].relaxed) == (0, 1, 1)
    assert outcomes["quote_speakers"].differences[0].predicted == "Mountains have no borders: Tomás Quispe"


@pytest.mark.parametrize(
    ("value", "strict", "relaxed"),
    [("2021-03-05", 1, 1), ("2021-03-06", 0, 1), ("2021-03-07", 0, 0), ("2021-03", 0, 0)],
)
def test_published_relaxed_forgives_a_time_zone(
    gold: Gold, record: Record, value: str, strict: int, relaxed: int
) -> None:
    published = {"value": value, "text": value, "reason": "meta"}
    outcome = scored(gold, record, published=published)["published"]
    assert (outcome.strict.right, outcome.relaxed.right) == (strict, relaxed)


def test_a_date_the_page_does_not_show_is_not_asked(gold_json: dict[str, Any], record: Record) -> None:
    outcome = scored(Gold.model_validate(gold_json | {"published_visible": False}), record)["published"]
    assert numbers(outcome.strict) == (0, 0, 0)


def test_body_counts_runs_of_four_words(gold: Gold, record: Record) -> None:
    # cut the last paragraph: precision stays whole
    cut = record.text.rpartition("\n\n")[0]
    shorter = Record.model_validate(
        record.model_dump(exclude={"quotes", "people", "dates", "attendance", "places", "events"}) | {"text": cut}
    )
    body = scored(gold, shorter)["body"]
    assert body.strict.right == body.strict.predicted < body.strict.gold
    assert [d.gold for d in body.differences if d.fault == "missed"] == ["“Mountains have no borders,” Paredes said."]


def test_the_rule_that_made_an_error_is_named(gold: Gold, record: Record) -> None:
    found = date("3rd", None, record) | {"rule": "ordinal", "confidence": 0.4}
    outcomes = scored(gold, record, dates=[found])
    (spurious,) = (d for d in outcomes["dates"].differences if d.fault == "spurious")
    assert spurious.made_by == "ordinal"
    assert "Inés Paredes opened the 3rd Forum" in spurious.context


def test_a_confidence_is_about_the_whole_fact(gold: Gold, record: Record) -> None:
    right = date("5 March 2021", "2021-03-05", record) | {"confidence": 0.9}
    wrong_value = date("tomorrow", "2021-03-07", record) | {"confidence": 0.4}
    outcomes = scored(gold, record, dates=[right, wrong_value])
    assert outcomes["dates"].judged == []
    assert outcomes["date_values"].judged == [(0.9, True), (0.4, False)]


def test_facts_without_confidence_are_judged_but_not_calibrated(gold: Gold, record: Record) -> None:
    people = scored(gold, record)["people"]
    assert [(fact.name, right) for fact, right in people.verdicts] == [("Inés Paredes", True), ("Tomás Quispe", True)]
    assert people.judged == []
    assert "verdicts" not in people.model_dump()


def test_parts_of_counts_quotes_and_editions_are_scored(gold_json: dict[str, Any], record: Record) -> None:
    gold_json["attendance"][0] |= {"planned": False, "event": "3rd Forum of Mountain Cities"}
    gold_json["events"][0]["next"] = {"place": "La Paz", "date": "2023"}
    record.attendance[0].planned = True
    record.attendance[0].event = "e0"
    record.quotes[0].direct = False
    record.events[0].next = EventReference(place="La Paz", date="2023-05")
    outcomes = score_document(Pair(Gold.model_validate(gold_json), record))
    assert numbers(outcomes["attendance_planned"].strict) == (0, 1, 1)
    assert numbers(outcomes["attendance_event"].strict) == (1, 1, 1)
    assert numbers(outcomes["quote_direct"].strict) == (0, 1, 1)
    assert numbers(outcomes["event_next_place"].strict) == (1, 1, 1)
    assert numbers(outcomes["event_next_date"].strict) == (0, 1, 1)
    assert numbers(outcomes["event_next_date"].relaxed) == (1, 1, 1)
    assert numbers(outcomes["event_next_host"].strict) == (0, 0, 0)
