"""Gold files of older guidelines, told by their keys, are read in the words of ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from diplo_extract.evaluate.check import read_gold
from diplo_extract.evaluate.samples import Gold

BODY = "Ports of 12 cities met in week 16 of 2023 in Linden."


def older(**parts: Any) -> dict[str, Any]:
    return {"doc_id": "linden", "raw": "linden.html", "title": "Ports meet", "body": BODY, **parts}


def span(text: str) -> dict[str, Any]:
    return {"text": text, "start": BODY.index(text), "end": BODY.index(text) + len(text)}


def read(tmp_path: Path, value: dict[str, Any]) -> tuple[Gold | None, list[str]]:
    file = tmp_path / "linden.json"
    file.write_text(json.dumps(value), encoding="utf-8")
    (reading,) = read_gold(file)
    return reading.gold, [f"{fault.place}: {fault.remedy}" for fault in reading.faults]


def good(tmp_path: Path, **parts: Any) -> Gold:
    gold, faults = read(tmp_path, older(**parts))
    assert faults == []
    assert gold is not None
    return gold


def test_what_an_older_file_does_not_annotate_is_absent(tmp_path: Path) -> None:
    gold = good(tmp_path, split="pool")
    assert (gold.doc_id, gold.page, gold.title, gold.body) == ("linden", "linden.html", "Ports meet", BODY)
    assert not any(gold.annotated(key) for key in ("dates", "attendance", "events", "people", "split"))
    assert good(tmp_path, split="dev").split == "dev"


@pytest.mark.parametrize(
    ("written", "value"), [("2023-W16", "2023-04-17/2023-04-23"), ("2020-W53", "2020-12-28/2021-01-03"), (None, None)]
)
def test_a_week_is_its_first_and_last_day(tmp_path: Path, written: str | None, value: str | None) -> None:
    gold = good(tmp_path, dates=[span("week 16 of 2023") | {"value": written}])
    assert [date.value for date in gold.dates] == [value]


def test_a_week_that_no_year_has_is_a_fault_at_its_place(tmp_path: Path) -> None:
    gold, faults = read(tmp_path, older(dates=[span("week 16 of 2023") | {"value": "2023-W60"}]))
    assert gold is None
    assert len(faults) == 1 and faults[0].startswith("dates[0].value: dates are 2024-06-03")


@pytest.mark.parametrize(
    ("low", "high", "approximate", "qualifier"),
    [
        (12, 12, False, "exact"),
        (12, 12, True, "approx"),
        (10, 12, True, "range"),
        (12, None, False, "min"),
        (None, 12, False, "max"),
    ],
)
def test_a_count_says_by_its_bounds_how_it_is_meant(
    tmp_path: Path, low: int | None, high: int | None, approximate: bool, qualifier: str
) -> None:
    item = span("12 cities") | {"low": low, "high": high, "approximate": approximate, "unit": "cities"}
    (count,) = good(tmp_path, attendance=[item | {"kind": "organisations"}]).attendance
    assert (count.low, count.high, count.qualifier, count.kind) == (low, high, qualifier, "organizations")


def test_an_event_has_its_host_and_days_under_our_keys(tmp_path: Path) -> None:
    told = {"name": "Ports", "host": "Linden", "place": "Linden", "start_date": "2023-04-17", "end_date": None}
    event, other = good(tmp_path, events=[told, {"name": "Fair"}]).events
    assert (event.hosts, event.place, event.start, event.end) == (["Linden"], "Linden", "2023-04-17", None)
    assert (other.hosts, other.place, other.start) == ([], None, None)
