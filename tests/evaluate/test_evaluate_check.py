"""Faults in gold files: each named with its place and what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplo_extract.errors import UsageError
from diplo_extract.evaluate import json_lines
from diplo_extract.evaluate.check import Fault, read_gold
from diplo_extract.evaluate.folder import read_samples
from diplo_extract.evaluate.offsets import UNITS, code_points
from diplo_extract.evaluate.samples import Gold

# the machine may be busy, and a failure must come again
calm = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


Change = Callable[[dict[str, Any]], Any]


def faults_of(gold: dict[str, Any], tmp_path: Path) -> tuple[Gold | None, list[Fault]]:
    file = tmp_path / "gold.json"
    file.write_text(json.dumps(gold, indent=1, ensure_ascii=False), encoding="utf-8")
    (reading,) = read_gold(file)
    return reading.gold, reading.faults


def test_good_gold_has_no_faults(gold_json: dict[str, Any], tmp_path: Path) -> None:
    gold, faults = faults_of(gold_json, tmp_path)
    assert gold is not None
    assert faults == []


REFUSED = [
    ("unknown key", lambda g: g["dates"][0].update(vallue="2021"), "dates[0].vallue", "write 'value'"),
    ("missing key", lambda g: g["dates"][1].pop("value"), "dates[1].value", "add the key 'value'"),
    ("no EDTF", lambda g: g["dates"][0].update(value="5.3.2021"), "dates[0].value", "2024-06-03"),
    ("impossible day", lambda g: g.update(published="2021-02-30"), "published", "2024-06-03"),
    ("null list", lambda g: g.update(people=None), "people", "[] for looked and found none"),
    ("number as text", lambda g: g["attendance"][0].update(low="300"), "attendance[0].low", "correct"),
    ("no such kind", lambda g: g["attendance"][0].update(kind="persons"), "attendance[0].kind", "correct"),
    ("low above high", lambda g: g["attendance"][0].update(low=400), "attendance[0]", "correct"),
    ("shifted", lambda g: g["dates"][0].update(start=8, end=20), "dates[0]", "the nearest place of this text is 7-19"),
    ("changed text", lambda g: g["dates"][0].update(text="5 May 2021__"), "dates[0]", "nowhere in the body"),
    ("no body", lambda g: g.pop("body"), "", "add the body"),
    ("older schema", lambda g: g.update(schema_version="0.9"), "schema_version", 'write "schema_version": "1.0"'),
    ("no schema", lambda g: g.pop("schema_version"), "", 'add "schema_version": "1.0"'),
]


@pytest.mark.parametrize(
    ("change", "place", "remedy"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_gold_that_cannot_be_scored(
    gold_json: dict[str, Any], tmp_path: Path, change: Change, place: str, remedy: str
) -> None:
    change(gold_json)
    gold, faults = faults_of(gold_json, tmp_path)
    assert gold is None
    assert [fault.place for fault in faults][:1] == [place]
    assert remedy in faults[0].remedy


LESSER = [
    ("overlap", lambda g: g["dates"].append(g["dates"][0]), "dates[3]", "keep the one"),
    ("unknown speaker", lambda g: g["quotes"][0].update(speaker="Ana Vidal"), "quotes[0].speaker", "people"),
    ("unknown event", lambda g: g["attendance"][0].update(event="dinner"), "attendance[0].event", "events"),
    (
        "alias not in body",
        lambda g: g["people"][1]["aliases"].append("Tomasito"),
        "people[1].aliases[0]",
        "as the body",
    ),
    (
        "evidence",
        lambda g: g["people"][0]["titles"][0].update(evidence="She is."),
        "people[0].titles[0].evidence",
        "copy",
    ),
    ("person twice", lambda g: g["people"].append(g["people"][0]), "people[2].name", "one entry"),
    ("event ends early", lambda g: g["events"][0].update(end="2021-03-04"), "events[0].end", "exchange"),
]


@pytest.mark.parametrize(("change", "place", "remedy"), [case[1:] for case in LESSER], ids=[case[0] for case in LESSER])
def test_gold_that_contradicts_itself(
    gold_json: dict[str, Any], tmp_path: Path, change: Change, place: str, remedy: str
) -> None:
    change(gold_json)
    gold, faults = faults_of(gold_json, tmp_path)
    assert gold is not None
    assert [fault.place for fault in faults] == [place]
    assert remedy in faults[0].remedy


@pytest.mark.parametrize("unit", list(UNITS))
def test_offsets_in_another_unit_are_told_with_the_right_ones(
    gold_json: dict[str, Any], tmp_path: Path, unit: str
) -> None:
    size = UNITS[unit]
    gold_json["body"] = "🏔 " + gold_json["body"]
    for field in ("dates", "attendance", "quotes", "names"):
        for item in gold_json[field]:
            start = item["start"] + 2
            length = item["end"] - item["start"]
            before, inside = gold_json["body"][:start], gold_json["body"][start : start + length]
            item["start"] = sum(map(size, before))
            item["end"] = item["start"] + sum(map(size, inside))
    _, faults = faults_of(gold_json, tmp_path)
    date = next(fault for fault in faults if fault.place == "dates[0]")
    assert unit in date.remedy
    assert "9-21" in date.remedy


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('{\n "doc_id": "a",\n "people": [\n  {"name": "A', 4, "string"),
        ('{\n "doc_id": "a",\n', 3, "ends too early"),
        ('{\n "doc_id": "a",\n}', 2, "comma before }"),
        ('{\n "doc_id" "a"}', 2, "colon"),
        ('{"a": 1}\n{"b": 2}', 2, "after the end"),
        ("", 1, "ends too early"),
        ("<html>", 1, "value is missing"),
        ("[" * 100, 1, "nested"),
    ],
)
def test_half_written_files_are_told_with_the_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    file = tmp_path / "half.json"
    file.write_text(text)
    ((gold, (fault,), *_),) = read_gold(file)
    assert gold is None
    assert fault.line == line
    assert message in fault.message
    assert str(file) in str(fault)


def test_a_fault_has_the_line_of_its_value(gold_json: dict[str, Any], tmp_path: Path) -> None:
    gold_json["dates"][2]["value"] = "someday"
    _, (fault,) = faults_of(gold_json, tmp_path)
    lines = (tmp_path / "gold.json").read_text().split("\n")
    assert fault.line is not None
    assert "someday" in lines[fault.line - 1]


def test_a_key_that_stands_twice_is_told(tmp_path: Path) -> None:
    file = tmp_path / "twice.json"
    file.write_text('{"schema_version": "1.0", "doc_id": "a", "body": "x",\n "body": "y"}')
    ((_, (fault,), *_),) = read_gold(file)
    assert (fault.place, fault.line) == ("body", 2)


def test_other_encodings_are_told(tmp_path: Path) -> None:
    file = tmp_path / "latin.json"
    file.write_bytes('{"doc_id": "İzmir"}'.encode("cp1254"))
    ((_, (fault,), *_),) = read_gold(file)
    assert "UTF-8" in fault.remedy


def test_a_samples_folder_is_read(samples_folder: Path) -> None:
    found = read_samples([samples_folder])
    assert (found.refused, found.faults) == ([], [])
    assert [sample.page for sample in found.samples] == [samples_folder / "pages" / "quito.html"]


def test_duplicate_ids_missing_pages_and_missing_gold_are_told(samples_folder: Path) -> None:
    gold = json.loads((samples_folder / "gold" / "quito.json").read_text())
    (samples_folder / "gold" / "again.json").write_text(json.dumps(gold))
    (samples_folder / "gold" / "zlost.json").write_text(
        json.dumps(gold | {"doc_id": "lost", "page": "pages/lost.html"})
    )
    (samples_folder / "pages" / "lonely.html").write_text("<p>nobody annotated this</p>")
    found = read_samples([samples_folder])
    assert [sample.gold.doc_id for sample in found.samples] == ["quito"]
    told = {Path(fault.file).name: fault for fault in found.refused + found.faults}
    assert "again.json already" in told["quito.json"].message
    assert (told["quito.json"].line, told["zlost.json"].line) == (3, 1)
    assert "lost.html" in told["zlost.json"].message
    assert "lonely.json" in told["lonely.html"].remedy


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_folder_without_gold_is_a_mistake_of_the_caller(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=r"no such file|no gold file"):
        read_samples([tmp_path / name])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@calm
@given(JSON, st.sampled_from([None, 1]), st.booleans())
def test_json_is_read_as_the_standard_reader_reads_it(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert json_lines.parse(text).value == json.loads(text)


@calm
@given(st.text(alphabet='{}[]",:0123456789.eE+-truefalsn \n\\', max_size=60))
def test_what_is_no_json_is_told_and_never_crashes(text: str) -> None:
    try:
        expected = json.loads(text)
    except ValueError:
        with pytest.raises(json_lines.JsonFault):
            json_lines.parse(text)
    else:
        assert json_lines.parse(text).value == expected


@calm
@given(st.text(), st.data())
def test_offsets_convert_from_any_unit(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    for unit, size in UNITS.items():
        assert code_points(text, unit)(sum(map(size, text[:offset]))) == offset


@pytest.mark.parametrize(
    ("row", "remedy"),
    [
        ({"text": "Ana", "label": [], "gold": "{"}, "export as JSON with all fields"),
        ({"text": "Ana", "label": [["a", 3, "PERSON"]]}, "export offsets of characters"),
        ({"text": "Ana", "label": [[0, 3, "PER"]]}, "rename it to one of PERSON"),
    ],
)
def test_a_broken_export_is_told_with_what_to_do(row: dict[str, Any], remedy: str, tmp_path: Path) -> None:
    file = tmp_path / "documents.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (reading,) = read_gold(file)
    assert reading.gold is None
    (fault,) = reading.faults
    assert fault.remedy.startswith(remedy) and fault.message
