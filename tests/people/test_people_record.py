"""From marked names to the record's people: names, titles, presence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from diplo_extract.extractors.base import Context
from diplo_extract.records import Person

Read = Callable[[str], Context]


def people(context: Context) -> dict[str, Person]:
    found: list[Person] = context.facts["people"]
    assert [person.id for person in found] == [f"p{i + 1}" for i in range(len(found))]
    return {person.name: person for person in found}


def test_later_mentions_are_one_person_and_its_aliases(read: Read) -> None:
    found = people(read("[P:Derya Işık] opened the fair. [P:Işık] thanked all. [P:Isik]’s speech was short."))
    assert list(found) == ["Derya Işık"]
    assert found["Derya Işık"].aliases == ["Işık", "Isik"]
    assert [span.text for span in found["Derya Işık"].mentions] == ["Derya Işık", "Işık", "Isik"]


def test_a_surname_read_as_an_organization_is_the_person_before_it(read: Read) -> None:
    found = read("[P:Derya Işık] opened the fair. Later [O:Işık] thanked the guests, and Işık left.")
    assert [len(person.mentions) for person in found.facts["people"]] == [3]
    assert found.facts["organizations"] == []


@pytest.mark.parametrize(
    "text",
    ["[P:John Boston] spoke. They flew to [G:Boston] at night.", "He left [G:Boston]. Then [P:John Boston] spoke."],
)
def test_a_place_stays_a_place(read: Read, text: str) -> None:
    found = read(text)
    assert [span.text for span in people(found)["John Boston"].mentions] == ["John Boston"]
    assert [place.name for place in found.facts["places"]] == ["Boston"]


def test_a_first_lady_who_bears_the_whole_name_of_her_husband_is_another_person(read: Read) -> None:
    found = people(read("President [P:Budi Raharjo] and First Lady [P:Sri Budi Raharjo] opened the fair."))
    assert {name: [one.title for one in person.positions] for name, person in found.items()} == {
        "Budi Raharjo": ["President"],
        "Sri Budi Raharjo": ["First Lady"],
    }
    assert "Lady" not in found["Sri Budi Raharjo"].honorifics


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("[G:United States] Senator [P:Ann Lee] spoke. Then [G:U.S.] Senator [P:Ann Lee] left.", "Senator"),
        ("Major-General [P:Ann Lee] spoke. Then Major General [P:Ann Lee] left.", "Major-General"),
        ("[O:U.S. District Court] Judge [P:Ann Lee] spoke. [O:District Court] Judge [P:Lee] left.", "Judge"),
    ],
)
def test_two_spellings_of_one_office_are_one_position(read: Read, text: str, title: str) -> None:
    (person,) = people(read(text)).values()
    assert [position.title for position in person.positions] == [title]


def test_honorifics_and_letters_after_the_name_are_apart(read: Read) -> None:
    found = people(read("The speech of [P:H.E. Dr. Amina Bello], QC, was heard by [P:Sam Cole Jr.] and [P:Mr Ong]."))
    assert list(found) == ["Amina Bello", "Sam Cole Jr.", "Ong"]
    assert found["Amina Bello"].honorifics in (["H.E. Dr."], ["H.E.", "Dr."])
    assert found["Amina Bello"].post_nominals == ["QC"]


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Sir [P:John Harte] KCB KC MP attended.", ["KCB", "KC", "MP"]),
        ("Professor [P:Mary Dunn], PhD, OBE, attended.", ["PhD", "OBE"]),
        ("Dame [P:Eve Hale DBE DL] attended.", ["DBE", "DL"]),
        ("General [P:Tom Rook] GCB CBE ADC attended.", ["GCB", "CBE", "ADC"]),
    ],
)
def test_rows_of_letters_are_no_part_of_the_name(read: Read, text: str, letters: list[str]) -> None:
    (person,) = people(read(text)).values()
    assert (len(person.name.split()), person.post_nominals) == (2, letters)


def test_clock_words_name_nobody(read: Read) -> None:
    text = "Published [P:UTC]: PM 4:30. At 5 PM [P:EST] the mayor, [P:Ann Lee], left."
    assert list(people(read(text))) == ["Ann Lee"]


def test_handles_and_addresses_name_nobody(read: Read) -> None:
    found = people(read("Follow [P:Ann Lee] at [P:Ann @annlee44], [P:@HarbourBoard] or [P:Email port@linden.example]."))
    assert {name: person.aliases for name, person in found.items()} == {"Ann Lee": ["Ann"]}


def test_the_wife_named_behind_her_husband_has_her_own_office(read: Read) -> None:
    (person,) = people(read("President [P:Bo Hale], the First Lady, and others attended.")).values()
    assert [position.title for position in person.positions] == ["President"]


def test_names_that_are_courtesy_words_elsewhere_stay_whole(read: Read) -> None:
    assert list(people(read("[P:Don Mercer] met [P:U Myint] and [P:Ma Lin] of the guild."))) == [
        "Don Mercer",
        "U Myint",
        "Ma Lin",
    ]


def test_one_office_in_two_wordings_is_one_position(read: Read) -> None:
    found = people(read("State Senator [P:Ann Moss] spoke. Sen. [P:Moss] then left with Senator [P:Bo Hale]."))
    assert [position.title for position in found["Ann Moss"].positions] == ["State Senator"]
    assert len(found["Ann Moss"].positions[0].evidence) == 2
    assert [position.title for position in found["Bo Hale"].positions] == ["Senator"]


@pytest.mark.parametrize(
    ("others", "body"),
    [
        ("", "Linden Metropolitan Municipality"),
        (
            "It was opened by [O:Linden Metropolitan Municipality] with [O:Moor Metropolitan Municipality].",
            "Linden Metropolitan Municipality",
        ),
        ("[O:Moor Metropolitan Municipality] came.", "Metropolitan Municipality"),
    ],
)
def test_a_bare_kind_is_the_body_that_the_text_is_about(read: Read, others: str, body: str) -> None:
    text = f"[O:Linden Metropolitan Municipality] hosted a fair. {others}"
    text += " [P:Ann Moss], Secretary General of Metropolitan Municipality, spoke."
    assert people(read(text))["Ann Moss"].positions[0].organization == body


def test_an_acronym_is_written_out(read: Read) -> None:
    text = "The [O:Linden Harbour Workers Union] ([O:LHWU]) met. [O:LHWU] Secretary [P:Ann Moss] spoke."
    assert people(read(text))["Ann Moss"].positions[0].organization == "Linden Harbour Workers Union"


def test_two_offices_are_two_positions(read: Read) -> None:
    found = people(read("[P:Ann Moss], Mayor of Linden and President of the Harbour League, opened the hall."))
    assert [position.role for position in found["Ann Moss"].positions] == ["mayor", "president"]


@pytest.mark.parametrize(
    ("text", "presence"),
    [
        (
            "[P:Bo Hale] opened the hall on behalf of Mayor [P:Ann Moss].",
            {"Bo Hale": "present", "Ann Moss": "represented"},
        ),
        (
            "Mayor [P:Ann Moss] was represented by her adviser [P:Bo Hale].",
            {"Ann Moss": "represented", "Bo Hale": "present"},
        ),
        (
            "Opening the fair on behalf of Mayor [P:Ann Moss], Deputy Mayor [P:Bo Hale] thanked the guests.",
            {"Ann Moss": "represented", "Bo Hale": "present"},
        ),
        (
            "Mayor [P:Ann Moss], in a speech read on her behalf by [P:Bo Hale], opened the hall.",
            {"Ann Moss": "represented", "Bo Hale": "present"},
        ),
        (
            "Representing Mayor [P:Ann Moss], Councillor [P:Bo Hale] opened the hall.",
            {"Ann Moss": "represented", "Bo Hale": "present"},
        ),
        ("The guests came at the invitation of Mayor [P:Ann Moss].", {"Ann Moss": "mentioned"}),
        ("The hall was filled in memory of [P:Bo Hale].", {"Bo Hale": "mentioned"}),
        ("The late [P:Bo Hale] built it.", {"Bo Hale": "mentioned"}),
        ("Among the guests was former Mayor [P:Ann Moss].", {"Ann Moss": "present"}),
        ("The council met in Linden in the hall that former Mayor [P:Ann Moss] planned.", {"Ann Moss": "mentioned"}),
        (
            "Mayor [P:Ann Moss] sent a message. The guests met in Linden and read what [P:Moss] had written.",
            {"Ann Moss": "mentioned"},
        ),
        ("[P:Ann Moss], who died in 1990, built it.", {"Ann Moss": "mentioned"}),
        ("Mayor [P:Ann Moss] sent a message.", {"Ann Moss": "mentioned"}),
        ("Mayor [P:Ann Moss] met the harbour master, [P:Bo Hale].", {"Ann Moss": "present", "Bo Hale": "present"}),
        ("Mayor [P:Ann Moss] said that the rules will change.", {"Ann Moss": "mentioned"}),
        ("The council met and praised [P:Ann Moss]'s plan.", {"Ann Moss": "mentioned"}),
        ("The guests met in Linden. Press contact: [P:Bo Hale], 555 0100", {"Bo Hale": "mentioned"}),
        ("The fair honoured a bill by Senator [P:Ann Moss].", {"Ann Moss": "mentioned"}),
        ("The council met in Linden. Senator [P:Bo Hale] voted against the bill.", {"Bo Hale": "mentioned"}),
        (
            "President [P:Ann Moss] today announced the designation of a delegation to attend the fair.\n\n"
            "Members of the delegation:\n\n[P:Bo Hale], former Mayor of Linden",
            {"Ann Moss": "mentioned", "Bo Hale": "present"},
        ),
        ("The forum is cancelled. Mayor [P:Ann Moss] would have hosted it.", {"Ann Moss": "mentioned"}),
    ],
)
def test_who_was_there(read: Read, text: str, presence: dict[str, str]) -> None:
    found = people(read(text))
    assert {name: person.presence.value for name, person in found.items() if person.presence} == presence
    assert all(person.presence and person.presence.evidence and person.presence.rule for person in found.values())


def test_the_deputy_acts_for_the_mayor(read: Read) -> None:
    found = people(read("[P:Bo Hale], Deputy Mayor of Linden, spoke on behalf of Mayor [P:Ann Moss]."))
    assert [position.on_behalf_of for position in found["Bo Hale"].positions] == [found["Ann Moss"].id]
    assert [position.on_behalf_of for position in found["Ann Moss"].positions] == [None]


@pytest.mark.parametrize(
    ("text", "acting"),
    [
        (
            "Sen. [P:Ann Moss] (D) and Mayor [P:Cy Doe], who were abroad, were represented by director [P:Bo Hale] "
            "and Councillor [P:Di Roe], respectively.",
            {"Bo Hale": "Ann Moss", "Di Roe": "Cy Doe"},
        ),
        (
            "Senator [P:Ann Moss] and Mayor [P:Cy Doe] were represented by Councillor [P:Di Roe].",
            {"Di Roe": "Cy Doe"},
        ),
    ],
)
def test_each_deputy_acts_for_the_one_in_the_same_place(read: Read, text: str, acting: dict[str, str]) -> None:
    found = people(read(text))
    names = {person.id: name for name, person in found.items()}
    told = {
        name: names[position.on_behalf_of]
        for name, person in found.items()
        for position in person.positions
        if position.on_behalf_of
    }
    assert told == acting
    away = [name for name, person in found.items() if person.presence and person.presence.value == "represented"]
    assert away == ["Ann Moss", "Cy Doe"]


def test_two_mayors_of_one_city_are_kept_and_flagged(read: Read) -> None:
    found = read("[P:Ann Moss], Mayor of [G:Linden], spoke. [P:Bo Hale], Mayor of [G:Linden], followed.")
    assert len(found.facts["people"]) == 2
    assert any(warning.startswith("two-holders") for warning in found.warnings)


def test_things_named_after_people_are_no_people(read: Read) -> None:
    found = people(
        read("The [P:Kofi Adjei] Foundation and [P:Rowe Hart LLP] paid; [P:Keith Ellwood State] Senator came.")
    )
    assert list(found) == ["Keith Ellwood"]


@pytest.mark.parametrize("name", ["Tülay Şen", "Şen Aydın", "Ann Çapt", "Bo Régent"])
def test_a_surname_that_is_an_office_but_for_its_marks_stays(read: Read, name: str) -> None:
    assert list(people(read(f"Mayor [P:{name}] opened the hall."))) == [name]


def test_a_body_without_a_title_is_an_affiliation(read: Read) -> None:
    found = people(
        read("[P:Ann Moss] of the [O:Harbour Board] came with [P:Bo Hale], director of the [O:Tide Museum].")
    )
    assert found["Ann Moss"].affiliations == ["Harbour Board"]
    assert found["Bo Hale"].affiliations == []


def test_every_fact_has_evidence(read: Read) -> None:
    for person in people(read("Mayor [P:Ann Moss] of Linden said that the hall was open. [P:Moss] left.")).values():
        assert person.evidence
        assert person.model == "by hand"
        assert all(position.evidence and position.rule for position in person.positions)


def test_the_line_below_a_name_that_fills_a_line_is_the_office(read: Read) -> None:
    signed = "The hall is open.\n\nH.E. [P:Ann Moss]\n\nPresident of the Republic of Linden"
    found = people(read(f"{signed}\n\n[P:Bo Hale]\n\nMayor thanks all guests"))
    assert [position.title for position in found["Ann Moss"].positions] == ["President of the Republic of Linden"]
    assert not found["Bo Hale"].positions


def test_a_courtesy_word_between_office_and_name_is_nobody(read: Read) -> None:
    found = people(read("The guests met Prime Minister Hon. [P:Ann Moss] in the hall."))
    assert list(found) == ["Ann Moss"]
    assert [position.title for position in found["Ann Moss"].positions] == ["Prime Minister"]


def test_the_first_word_of_a_municipality_is_a_place(read: Read) -> None:
    found = people(read("[O:Linden City Council] met. [P:Linden]’s plans were read, and [P:Ann Moss] spoke."))
    assert list(found) == ["Ann Moss"]
    assert "Moss" in people(read("[O:Moss City Council] met. [P:Ann Moss] spoke. [P:Moss] left."))["Ann Moss"].aliases
