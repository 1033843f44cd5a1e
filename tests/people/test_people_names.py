"""Name mentions of one document, grouped into people."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplo_extract.errors import UsageError
from diplo_extract.resolve.aliases import compile_aliases, read_aliases
from diplo_extract.resolve.named import NamedPerson, NameMention
from diplo_extract.resolve.names import group_names
from growth import LINEAR, growth

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "aliases.toml").read_text(encoding="utf-8")
)["case"]
SEXES = {"m:": "male", "f:": "female"}


def read_mention(written: str, at: int, sexes: dict[str, str]) -> tuple[str, NameMention]:
    person, name = written.split(" ", 1)
    gender = next((sex for mark, sex in SEXES.items() if mark in name), None)
    formal, kin = "+" in name, "~" in name
    for mark in ("m:", "f:", "+", "~"):
        name = name.replace(mark, "")
    name = name.strip()
    return person, NameMention(at, at + len(name), name, gender or sexes.get(name), formal, kin)  # type: ignore[arg-type]


def groups(people: list[NamedPerson]) -> list[list[int]]:
    return sorted(sorted(mention.start // 100 for mention in person.mentions) for person in people)


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_the_table_of_cases(case: dict[str, Any]) -> None:
    read = [read_mention(written, i * 100, case.get("sex", {})) for i, written in enumerate(case["mentions"])]
    wanted: dict[str, list[int]] = {}
    for i, (person, _) in enumerate(read):
        wanted.setdefault(person, []).append(i)
    assert groups(group_names([mention for _, mention in read])) == sorted(wanted.values())


def mentions_of(*names: str) -> list[NameMention]:
    return [NameMention(i * 100, i * 100 + len(name), name) for i, name in enumerate(names)]


def test_every_merge_has_a_reason() -> None:
    (person,) = group_names(mentions_of("Leyla Aksoy", "Aksoy", "Leyla", "Leyla Aksoi"))
    assert person.name == "Leyla Aksoy"
    reasons = {merge.text: merge.reason for merge in person.merges}
    assert set(reasons) == {"Leyla Aksoy", "Aksoy", "Leyla", "Leyla Aksoi"}
    assert reasons["Aksoy"] == "surname"
    assert reasons["Leyla"] == "first name"
    assert all(reasons.values())


def test_the_fullest_form_is_the_name_and_of_equal_ones_the_most_frequent() -> None:
    people = group_names(mentions_of("Kristin Waller", "Kristen Waller", "Kristen Waller", "Waller"))
    assert [person.name for person in people] == ["Kristen Waller"]


def test_the_users_alias_file_wins(tmp_path: Path) -> None:
    file = tmp_path / "aliases.toml"
    file.write_text('"Jennifer Lopez" = ["J-Lo", "Jenny from the Block"]\n"Ann Lee" = ["Lee"]\n', encoding="utf-8")
    aliases = compile_aliases(read_aliases(file))
    people = group_names(mentions_of("Jennifer Lopez", "J-Lo", "Bruce Lee", "Lee"), aliases)
    assert [[mention.text for mention in person.mentions] for person in people] == [
        ["Jennifer Lopez", "J-Lo"],
        ["Bruce Lee"],
        ["Lee"],
    ]
    assert people[0].merges[1].reason == "alias file"


@pytest.mark.parametrize(
    ("table", "said"),
    [({"Ann Lee": "Lee"}, "no list of forms"), ({"Ann Lee": ["Lee"], "Bruce Lee": ["Lee"]}, "both")],
)
def test_a_wrong_alias_file_names_the_fault(table: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        compile_aliases(table)


NAMES = st.sampled_from(
    [
        "Ali Kaya",
        "Ali",
        "Kaya",
        "Al Kaya",
        "A. Kaya",
        "Kaya Ali",
        "Ayşe Kaya",
        "J.",
        "de",
        "Louis XIV",
        "’s",
        "!",
        "X" * 300,
    ]
)


@given(st.lists(st.one_of(NAMES, st.text(min_size=1, max_size=12)), max_size=30))
def test_every_mention_has_one_person(names: list[str]) -> None:
    mentions = mentions_of(*names)
    people = group_names(mentions)
    assert sorted(mention for person in people for mention in person.mentions) == mentions
    assert all(person.mentions and person.name is not None for person in people)


def test_time_grows_with_the_number_of_names() -> None:
    def mentions(count: int) -> list[NameMention]:
        names = [
            f"{'Ali' if i % 2 else 'Veli'} Soyad{'abcdefghij'[i % 10]}{chr(97 + i // 10 % 26)}{i}" for i in range(count)
        ]
        return mentions_of(*names, *[name.split()[1] for name in names])

    assert growth(mentions, group_names, 500) < LINEAR


def test_two_thousand_people_of_one_family() -> None:
    digits = str.maketrans("0123456789", "bdfgklmprt")
    names = [f"N{str(i + 1000).translate(digits)}a Smith" for i in range(2000)]
    people = group_names(mentions_of(*names, *["Smith"] * 200))
    assert 1000 < len(people) <= 2000  # some look like misspellings of others
