"""The reference document, from the page as it was scraped to the facts a reader gets from it."""

from __future__ import annotations

from pathlib import Path

import pytest

import diplo_extract as dx
from diplo_extract import Record
from diplo_extract.records import Person

AMM = "Antalya Metropolitan Municipality"


@pytest.fixture(scope="module")
def page(shared: Path) -> str:
    return (shared / "seed" / "antalya-workshop.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def record(pipeline: dx.Pipeline, page: str) -> Record:
    outcome = pipeline.extract(page.encode(), uri="antalya-workshop.txt")
    assert isinstance(outcome, Record)
    return outcome


def person(record: Record, name: str) -> Person:
    return next(person for person in record.people if person.name == name)


def test_the_page_around_the_text(record: Record) -> None:
    assert record.title is not None
    assert record.title.value == "2. City and Diplomacy Workshop held in Antalya"
    assert record.published is not None
    assert (record.published.value, record.published.text) == ("2024-06-03", "03.06.2024")
    lines = record.text.split("\n\n")
    assert not {"3", "A+", "A-", "Leave a Comment", "No comments yet."} & set(lines)
    assert not any(line.startswith(("Publish", "Comments")) for line in lines)
    assert record.text.startswith("Antalya Metropolitan Municipality hosted")
    assert record.text.count("Focused on the themes") == 1


def test_headings_are_sections(record: Record, page: str) -> None:
    headings = [section.heading.text for section in record.sections]
    assert len(headings) == 5
    assert set(headings) <= set(page.splitlines())
    assert not any(heading.endswith((".", "…")) for heading in headings)


def test_exactly_five_people_with_their_titles(record: Record) -> None:
    titles = {person.name: [position.title for position in person.positions] for person in record.people}
    assert titles == {
        "Mustafa Gürbüz": ["Deputy Secretary General"],
        "Osman Ayık": ["President’s Advisor"],
        "Ayşegül Şahin Pencik": ["President’s Advisor"],
        "Zeynep Tuğçe Çiftçibaşı Güç": ["Head of Foreign Relations Department"],
        "Muhittin Böcek": ["Mayor"],
    }


def test_whose_office_it_is(record: Record) -> None:
    for name in ("Mustafa Gürbüz", "Zeynep Tuğçe Çiftçibaşı Güç", "Muhittin Böcek"):
        assert person(record, name).positions[0].organization == AMM


def test_later_surname_mentions_are_the_same_person(record: Record) -> None:
    assert person(record, "Mustafa Gürbüz").aliases == ["Gürbüz"]
    assert [span.text for span in person(record, "Mustafa Gürbüz").mentions].count("Gürbüz") == 2
    assert [span.text for span in person(record, "Osman Ayık").mentions].count("Ayık") == 2


def test_who_was_represented(record: Record) -> None:
    mayor, deputy = person(record, "Muhittin Böcek"), person(record, "Mustafa Gürbüz")
    assert mayor.presence is not None and mayor.presence.value == "represented"
    assert deputy.presence is not None and deputy.presence.value == "present"
    assert [position.on_behalf_of for position in deputy.positions] == [mayor.id]


def test_the_one_attendance_fact_with_all_its_mentions(record: Record) -> None:
    (fact,) = record.attendance
    assert (fact.low, fact.high, fact.qualifier, fact.kind) == (11, 11, "exact", "organizations")
    mentions = [span.text for span in fact.mentions]
    assert len(mentions) >= 3
    assert all("11" in mention and "unicipalities" in mention for mention in mentions)


def test_dates(record: Record) -> None:
    values = {date.text: date.value for date in record.dates}
    assert values["last year"] == "2023"
    assert values["two-day"] == "P2D"
    assert set(values) == {"last year", "two-day"}


def test_the_event(record: Record) -> None:
    event = next(event for event in record.events if event.main)
    assert event.name == "2nd City and Diplomacy Workshop"
    assert (event.edition, event.kind, event.place, event.hosts) == (2, "workshop", "Antalya", [AMM])
    assert (event.duration, event.sessions, event.status) == ("P2D", 3, "held")
    assert event.previous is not None
    assert (event.previous.host, event.previous.date) == ("Istanbul Metropolitan Municipality", "2023")


def test_who_said_what(record: Record) -> None:
    names = {person.id: person.name for person in record.people}
    direct = [quote for quote in record.quotes if quote.direct]
    assert [(names[quote.speaker or ""], quote.cue) for quote in direct] == [("Mustafa Gürbüz", "stated")]
    assert direct[0].text.startswith("The aim of this workshop is to share")
    indirect = [(names.get(quote.speaker or ""), quote.cue) for quote in record.quotes if not quote.direct]
    assert ("Mustafa Gürbüz", "emphasized") in indirect
    assert ("Osman Ayık", "emphasized") in indirect


def test_every_fact_has_evidence(record: Record) -> None:
    facts = [*record.people, *record.dates, *record.attendance, *record.groups, *record.events, *record.quotes]
    assert facts
    for fact in facts:
        assert fact.evidence and (fact.rule or fact.model)


def test_the_record_survives_json(record: Record) -> None:
    assert Record.model_validate_json(record.model_dump_json()) == record
