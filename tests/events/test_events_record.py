"""What the record tells of an event: name, hosts, place, venue, days, status, editions, attendance."""

from __future__ import annotations

import pytest

import diplo_extract as dx
from diplo_extract import Record
from diplo_extract.records import Event


def extract(pipeline: dx.Pipeline, text: str, title: str = "News from the harbour", day: str = "2024-05-20") -> Record:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    page = (
        f'<html><head><title>{title}</title><meta property="article:published_time" content="{day}T10:00:00Z"></head>'
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )
    outcome = pipeline.extract(page.encode(), uri="page.html")
    assert isinstance(outcome, Record)
    return outcome


def main_event(record: Record) -> Event:
    (event,) = [event for event in record.events if event.main]
    return event


def named(record: Record, name: str) -> Event:
    (event,) = [event for event in record.events if event.name == name]
    return event


def test_name_edition_hosts_place_and_days(pipeline: dx.Pipeline) -> None:
    event = main_event(
        extract(
            pipeline,
            "The 4th Adriatic Harbour Forum was held in Lisbon from 13 to 15 May 2024. The forum was hosted by the"
            " City of Lisbon and the Adriatic Ports Association and was attended by 120 pilots.",
        )
    )
    assert (event.name, event.edition, event.kind, event.status) == ("4th Adriatic Harbour Forum", 4, "forum", "held")
    assert (event.place, event.start, event.end) == ("Lisbon", "2024-05-13", "2024-05-15")
    assert event.hosts == ["City of Lisbon", "Adriatic Ports Association"]


def test_the_count_in_its_sentence_belongs_to_it(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline, "The Harbour Cities Summit was held in Varna on Friday. The summit was attended by 120 mayors."
    )
    (fact,) = record.attendance
    assert fact.event == main_event(record).id
    assert main_event(record).attendance == [0]


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


def test_an_apposition_tells_of_the_same_event(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "On Friday the city welcomed over 350 delegates to the Third Estuary Mayors Dialogue, a three-day meeting held"
        " at the Maritime Museum.",
    )
    (event,) = record.events
    assert (event.name, event.venue) == ("Third Estuary Mayors Dialogue", "Maritime Museum")
    assert (event.start, event.duration) == ("2024-05-17", "P3D")


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


def test_sessions_and_hosts_are_those_of_their_own_event(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "The Estuary Cities Summit, held in Bled, had 30 sessions and a gala dinner in the Maritime Hall.\n\n"
        "The launch of the atlas was followed by a reception hosted by the Embassy of Peru.",
    )
    assert main_event(record).sessions == 30
    assert named(record, "gala dinner").sessions is None
    assert [event.name for event in record.events if event.hosts] == ["reception"]


def test_the_dateline_is_no_day_of_the_event(pipeline: dx.Pipeline) -> None:
    event = main_event(
        extract(pipeline, "SUVA, 20 May 2024 – The Island Mayors Summit will be held in Nadi from 3 to 5 June 2024.")
    )
    assert (event.start, event.end, event.place) == ("2024-06-03", "2024-06-05", "Nadi")


def test_a_report_is_named_by_its_headline(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "Today, the deputy minister held a meeting with ferry captains. They discussed lights and tides.\n\n"
        "The meeting was the third this year.",
        title="Readout of Ministry Meeting with Ferry Captains",
    )
    event = main_event(record)
    assert event.name == "Ministry Meeting with Ferry Captains"
    assert event.start == "2024-05-20"
    assert event.evidence and all(record.text[span.start : span.end] == span.text for span in event.evidence)


def test_a_verb_tells_the_signing(pipeline: dx.Pipeline) -> None:
    record = extract(pipeline, "The mayors of Lund and Ruse signed a contract in Ruse on 14 May 2024.")
    event = main_event(record)
    assert (event.name, event.kind, event.start) == ("signed a contract", "signing", "2024-05-14")


def test_the_ceremony_of_the_signing_is_the_same_event(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "The two mayors signed a treaty on 14 May 2024. The ceremony was watched by 200 commuters at the station.",
    )
    (event,) = record.events
    assert (event.name, event.kind, event.start) == ("ceremony", "signing", "2024-05-14")


def test_an_advisory_gives_day_and_house_line_by_line(pipeline: dx.Pipeline) -> None:
    text = (
        "The ombudsman will listen to residents, and everybody may speak.\n\nWHAT: Public hearing about ferry fares"
        "\n\nWHEN: Monday, 27 May 2024\n\nWHERE: Harbour Hall, Lagos\n\nThe ombudsman will also take written questions."
    )
    outcome = pipeline.extract(text.encode(), uri="notice.txt")
    assert isinstance(outcome, Record)
    event = named(outcome, "Public hearing about ferry fares")
    assert (event.start, event.venue) == ("2024-05-27", "Harbour Hall, Lagos")


def test_a_release_without_events_has_none(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "Marit Solheim was appointed director of the port authority. She holds a degree in law and was a member of the"
        " National Congress from 2010 to 2014. Members of Congress praised the choice.",
    )
    assert record.events == []


def test_every_event_has_evidence_and_its_mentions_stand_in_the_text(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "The Lake Cities Forum was held in Ohrid on Friday. A dinner was given by the mayor. The forum ended at noon.",
    )
    for event in record.events:
        assert event.evidence and event.rule
        assert all(record.text[span.start : span.end] == span.text for span in event.mentions)


def test_the_town_of_the_host_or_of_the_house_is_the_place(pipeline: dx.Pipeline) -> None:
    council = extract(pipeline, "The 3rd Reef Mayors Forum was hosted by the Suva City Council on 14 May 2024.")
    assert main_event(council).place == "Suva"
    country = extract(pipeline, "The minister took part in Norway’s conference on sea ice on 14 May 2024.")
    assert (main_event(country).hosts, main_event(country).place) == (["Norway"], "Norway")


def test_the_address_of_an_advisory_is_parted(pipeline: dx.Pipeline) -> None:
    text = (
        "The ombudsman will listen to residents, and everybody may speak.\n\nWHAT: Public hearing about ferry fares"
        "\n\nWHEN: Monday, 27 May 2024\n\nWHERE: Quay Hall, Room 12, 310 Alder St. Duluth 55802\n\nAll are welcome."
    )
    outcome = pipeline.extract(text.encode(), uri="notice.txt")
    assert isinstance(outcome, Record)
    event = named(outcome, "Public hearing about ferry fares")
    assert (event.venue, event.place, event.main) == ("Quay Hall, Room 12", "Duluth", True)


def test_a_town_outweighs_a_region(pipeline: dx.Pipeline) -> None:
    text = "Jakarta hosted the Estuary Mayors Summit on Friday. It was the first time that the summit was held in Asia."
    assert main_event(extract(pipeline, text)).place == "Jakarta"


def test_themes_in_quotation_marks_and_in_words(pipeline: dx.Pipeline) -> None:
    quoted = extract(
        pipeline, "The 2nd Delta Forum was held in Lagos on 14 May 2024 under the theme “Water for All Cities”."
    )
    assert main_event(quoted).themes == ["Water for All Cities"]
    plain = extract(
        pipeline, "Focused on the themes of clean quays and quiet ships, the 2nd Delta Forum was held in Lagos in May."
    )
    assert main_event(plain).themes == ["clean quays", "quiet ships"]


def test_what_was_announced_today_is_not_held_today(pipeline: dx.Pipeline) -> None:
    record = extract(pipeline, "The mayor today announced the prizes of the 9th Lake Film Festival in Ohrid.")
    assert main_event(record).start is None


def test_the_edition_may_follow_the_name(pipeline: dx.Pipeline) -> None:
    record = extract(pipeline, "The Reef Cities Summit, the fourth since 2009, was held in Suva on 14 May 2024.")
    assert main_event(record).edition == 4


def test_a_headline_names_the_meeting_whose_statement_follows(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "We agree that all ferries are subject to the law.\n\nWe shall work together for quiet quays and clean water.",
        title="Meeting with Ferry Captains",
    )
    event = main_event(record)
    assert (event.name, event.kind, event.mentions) == ("Meeting with Ferry Captains", "meeting", [])
    assert event.evidence


def test_an_event_told_late_and_once_is_not_what_the_release_is_about(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "The ministry approved the merger of two ports.\n\n"
        + "The ports will keep their staff and their rates for ten years. " * 8
        + "\n\nThe review included a community meeting in Duluth on 25 October 2023.",
        title="Ministry approves merger of two ports",
    )
    (event,) = record.events
    assert (event.name, event.main) == ("community meeting", False)


def test_a_host_is_who_convened(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "Last week, the Harbour Office of Lagos convened over 90 pilots to speak about lights.",
        title="Readout of the Pilots’ Day Event",
    )
    event = main_event(record)
    assert (event.name, event.kind, event.hosts) == ("Pilots’ Day Event", "event", ["Harbour Office of Lagos"])
    assert [fact.event for fact in record.attendance] == [event.id]


def test_those_named_with_another_event_took_part_in_it(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "The 4th Reef Forum was held in Suva on 14 May 2024. Mayor Ana Tui opened the forum.\n\n"
        "On 16 May 2024 a workshop on tides was held in Nadi. It was attended by Governor Ruth Lal.",
    )
    workshop = named(record, "workshop on tides")
    assert [person.name for person in record.people if person.id in workshop.participants] == ["Ruth Lal"]


def test_facts_are_tied_by_sentence_paragraph_or_section_or_left_with_the_reason(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "The 4th Reef Forum was held in Suva on 14 May 2024 with 120 delegates. In all, 45 ministers spoke.\n\n"
        "On 16 May 2024 a workshop on tides was held in Nadi. A concert was held in Nadi on 17 May 2024."
        "\n\nSome 700 guests attended.",
    )
    told = {fact.text: (fact.event, fact.event_reason) for fact in record.attendance}
    forum = main_event(record).id
    assert told["120 delegates"] == (forum, "same sentence")
    assert told["45 ministers"] == (forum, "same paragraph")
    assert told["Some 700 guests"] == (None, "several events, none of them near")
    assert any(warning.startswith("no-event") for warning in record.warnings)
