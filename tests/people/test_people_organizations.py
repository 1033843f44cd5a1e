"""Organizations and places: one entry each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from diplo_extract.extractors.base import Context
from diplo_extract.resolve.kinds import kind_of

Read = Callable[[str], Context]


def test_an_acronym_in_brackets_is_an_alias(read: Read) -> None:
    found = read(
        "The [O:Northern Chamber of Trade and Crafts] (NCTC) met. [O:NCTC] has many members. The [O:NCTC] agreed."
    )
    (chamber,) = found.facts["organizations"]
    assert (chamber.name, chamber.aliases, chamber.kind) == (
        "Northern Chamber of Trade and Crafts",
        ["NCTC"],
        "chamber",
    )
    assert len(chamber.mentions) == 3


def test_a_bracket_that_is_no_acronym_is_none(read: Read) -> None:
    (body,) = read("The [O:Harbour Board] (Linden) met.").facts["organizations"]
    assert body.aliases == []


def test_initials_without_a_bracket(read: Read) -> None:
    found = read("[O:OTA] answered. The [O:Organic Tea Alliance] had asked.")
    assert [entity.name for entity in found.facts["organizations"]] == ["Organic Tea Alliance"]


def test_the_legal_form_may_be_left_out(read: Read) -> None:
    (firm,) = read("[O:Brightwater Corporation] won. [O:Brightwater] paid.").facts["organizations"]
    assert (firm.name, firm.aliases) == ("Brightwater Corporation", ["Brightwater"])


def test_two_bodies_stay_two(read: Read) -> None:
    found = read("[O:Ministry of Health] and [O:Ministry of Trade] met [O:Linden Municipality] in [G:Linden].")
    assert [entity.name for entity in found.facts["organizations"]] == [
        "Ministry of Health",
        "Ministry of Trade",
        "Linden Municipality",
    ]
    assert [entity.id for entity in found.facts["organizations"]] == ["o1", "o2", "o3"]
    assert [place.name for place in found.facts["places"]] == ["Linden"]


def test_other_names_of_a_country(read: Read) -> None:
    (place,) = read("He left [G:Cape Verde]. [G:Cabo Verde] is far. [G:The Cape Verde] was fine.").facts["places"]
    assert place.kind == "country"
    assert len(place.mentions) == 3


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ministry of Education", "ministry"),
        ("Linden University", "university"),
        ("University of Linden", "university"),
        ("Linden Metropolitan Municipality", "municipality"),
        ("City of Linden", "municipality"),
        ("Embassy of Peru", "embassy"),
        ("Brightwater Inc.", "company"),
        ("European Union", "intergovernmental"),
        ("Chamber of Commerce and Industry of Linden", "chamber"),
        ("Zorgon", None),
    ],
)
def test_the_head_word_tells_the_kind(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind
