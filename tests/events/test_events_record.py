"""What the record tells of an event: name, hosts, place, venue, themes, attendance."""

from __future__ import annotations

from event_pages import extract, main_event, named

import diplo_extract as dx
from diplo_extract import Record


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


def test_an_apposition_tells_of_the_same_event(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "On Friday the city welcomed over 350 delegates to the Third Estuary Mayors Dialogue, a three-day meeting held"
        " at the Maritime Museum.",
    )
    (event,) = record.events
    assert (event.name, event.venue) == ("Third Estuary Mayors Dialogue", "Maritime Museum")
    assert (event.start, event.duration) == ("2024-05-17", "P3D")


def test_sessions_and_hosts_are_those_of_their_own_event(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "The Estuary Cities Summit, held in Bled, had 30 sessions and a gala dinner in the Maritime Hall.\n\n"
        "The launch of the atlas was followed by a reception hosted by the Embassy of Peru.",
    )
    assert main_event(record).sessions == 30
    assert named(record, "gala dinner").sessions is None
    assert [event.name for event in record.events if event.hosts] == ["reception"]


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


def test_every_summit_of_a_journey_keeps_its_own_town_and_days(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "The minister will visit Oslo on 12 June to see the harbour.\n\nOn 15-16 June she will attend the G20 leaders’"
        " summit in Izmir, Turkey.\n\nShe will then travel to Manila to attend the Pacific Ports Cooperation (PPC)"
        " leaders’ meeting on 18-19 June.\n\nOn 21-22 June, she will attend the tenth East Harbours Summit (EHS) in"
        " Kuala Lumpur.",
        title="Minister to see four towns",
    )
    told = [(event.name, event.place, event.start, event.end) for event in record.events]
    assert told == [
        ("visit Oslo", "Oslo", "2024-06-12", "2024-06-12"),
        ("G20 leaders’ summit", "Izmir", "2024-06-15", "2024-06-16"),
        ("Pacific Ports Cooperation (PPC) leaders’ meeting", "Manila", "2024-06-18", "2024-06-19"),
        ("tenth East Harbours Summit", "Kuala Lumpur", "2024-06-21", "2024-06-22"),
    ]


def test_where_somebody_goes_for_an_event_is_its_place(pipeline: dx.Pipeline) -> None:
    visit = extract(pipeline, "I will visit Portugal on 14-15 June to attend the East Harbours Summit (EHS).")
    assert [(event.name, event.place) for event in visit.events] == [("East Harbours Summit", "Portugal")]
    travel = extract(
        pipeline, "Minister Ana Ruiz will travel to Norway to attend the Harbour Masters Summit from 29 to 30 August."
    )
    assert main_event(travel).place == "Norway"
    passing = extract(
        pipeline, "Minister Ana Ruiz, who grew up in Norway, will open the Harbour Masters Summit in June."
    )
    assert main_event(passing).place is None


def test_hosts_are_joined_over_their_titles(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "Today, Harbour Advisor Ana Ruiz and Education Secretary Rui Costa hosted a reception for pilots.",
    )
    assert main_event(record).hosts == ["Ana Ruiz", "Rui Costa"]
    record = extract(
        pipeline, "Mayor Ana Ruiz and City Council President Rui Costa today hosted a reception for pilots."
    )
    assert main_event(record).hosts == ["Ana Ruiz", "Rui Costa"]
    record = extract(pipeline, "The Municipality of Lagos and Mayor Ana Ruiz hosted a reception for pilots today.")
    assert main_event(record).hosts == ["Municipality of Lagos", "Ana Ruiz"]
    record = extract(
        pipeline,
        "The Pilots Conference will be hosted by the Prime Minister, Minister Ana Ruiz and Minister Rui Costa.",
    )
    assert main_event(record).hosts == ["Ana Ruiz", "Rui Costa"]


def test_who_received_members_of_a_house_is_the_host(pipeline: dx.Pipeline) -> None:
    record = extract(pipeline, "Today, Governor Ana Ruiz hosted Members of Congress to talk about ferries.")
    assert (main_event(record).hosts, main_event(record).start) == (["Ana Ruiz"], "2024-05-20")


def test_the_meetings_before_do_not_tell_where_this_one_was(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "Today, Minister Ana Ruiz held a meeting with pilots. The meeting followed recent meetings that she has"
        " convened with ferry captains in Lagos and Accra.",
    )
    assert main_event(record).place is None


def test_what_is_still_to_come_is_planned_in_all_its_parts(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "Minister Ana Ruiz will make a journey from 25 to 29 June, attending the Reef Towns Summit in Toronto and"
        " making a bilateral visit to New Zealand. She will speak about her recent visit to Malta.",
    )
    assert named(record, "bilateral visit to New Zealand").status == "planned"
    assert named(record, "recent visit to Malta").status == "held"


def test_the_speaker_of_a_readout_is_no_part_of_its_name(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "On 14 May, Deputy Minister Rui Costa travelled to Fiji in his first official visit as deputy minister.",
        title="Readout from Spokesperson Ana Ruiz on Senior Official Travel to Fiji",
    )
    event = main_event(record)
    assert (event.name, event.edition, event.place) == ("Senior Official Travel to Fiji", None, "Fiji")


def test_a_title_is_no_event(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "Today, Lagoon Commission Director-General for Neighbourhood and Enlargement Negotiations, Rui Costa, chaired"
        " the second meeting of the steering committee.",
    )
    (event,) = record.events
    assert (event.kind, event.edition, event.start) == ("meeting", 2, "2024-05-20")


def test_what_the_text_has_in_small_letters_is_no_place_of_the_headline(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "Today, Minister Ana Ruiz hosted an event with teachers on higher education.",
        title="Readout of Ministry Event on Opportunity in Higher Education",
    )
    assert main_event(record).place is None


def test_a_town_that_only_begins_a_word_of_the_headline_is_not_named_there(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "Minister Ana Ruiz had a call with the pilots yesterday. Nice has no part in it, and neither has Lyon.",
        title="Pilots Heard in Nicely Lit Hall",
    )
    assert main_event(record).place is None


def test_the_united_ports_are_no_past_tense(pipeline: dx.Pipeline) -> None:
    record = extract(
        pipeline,
        "I will visit Oslo in autumn to address the United Ports Summit and for a meeting of the Harbour Review Group.",
    )
    assert {event.status for event in record.events} == {"planned"}
