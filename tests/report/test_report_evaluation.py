"""The page of an evaluation: scores, filters, every error in its place; with hostile words in gold and prediction."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from browser import Browser
from hostile import HOSTILE

from diplo_extract.evaluate.compare import compare_evaluations
from diplo_extract.evaluate.evaluation import (
    DocumentResult,
    Evaluation,
    Timing,
    calibrations_of,
    figures_of,
)
from diplo_extract.evaluate.outcome import Count, Difference, Outcome
from diplo_extract.report.evaluation_page import write_evaluation_page

CONTEXT = f"😀 said {HOSTILE[0]} and left."
MISSED = Difference(fault="missed", gold=HOSTILE[0], context=CONTEXT, place=(7, 7 + len(HOSTILE[0])))
SPURIOUS = Difference(fault="spurious", predicted="Silva", context="Silva left.", place=(0, 5), made_by="apposition")
WRONG = Difference(fault="wrong", gold="3 June: 2024-06-03", predicted="3 June: 2023-06-03", made_by="calendar")


def evaluation_of(model: str, differences: list[Difference], right: int) -> Evaluation:
    count = Count(right=right, predicted=10, gold=10)
    documents = [
        DocumentResult(
            doc_id=f"doc-{number}",
            fields={
                "people": Outcome(
                    strict=count, relaxed=count, differences=differences, judged=[(0.85, True), (0.3, False)]
                ),
                "dates": Outcome(strict=count, relaxed=count, differences=[WRONG]),
            },
        )
        for number in range(60)
    ]
    documents.append(DocumentResult(doc_id="broken", error=f"clean, empty: {HOSTILE[1]}", fields={}))
    return Evaluation(
        model=model,
        package="0",
        input="page",
        figures=figures_of(documents),
        calibration=calibrations_of(documents),
        documents=documents,
        timing=Timing(seconds=1, pages_per_second=60, slowest="doc-1", slowest_seconds=0.1),
    )


@pytest.fixture(scope="module")
def evaluated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("evaluation") / "page.html"
    before, after = evaluation_of("fast 1", [MISSED, MISSED], 7), evaluation_of("fast 2", [MISSED, SPURIOUS], 8)
    write_evaluation_page(out, after, comparison=compare_evaluations(before, after), history=[before])
    return out


def data_of(page: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(
        lxml.html.document_fromstring(page.read_text("utf-8")).get_element_by_id("data").text
    )
    return data


def test_every_error_is_told_once_and_changes_are_marked(evaluated: Path) -> None:
    errors = data_of(evaluated)["errors"]
    rows = [dict(zip(errors["columns"], row, strict=True)) for row in errors["rows"]]
    assert len(rows) == 60 * (3 + 1)
    assert [(row["fault"], row["change"]) for row in rows if row["document"] == "doc-7"] == [
        ("missed", ""),
        ("spurious", "new"),
        ("wrong", ""),
        ("missed", "mended"),
    ]


def test_without_an_earlier_run_nothing_is_compared(tmp_path: Path) -> None:
    write_evaluation_page(tmp_path / "page.html", evaluation_of("fast 1", [MISSED], 7))
    data = data_of(tmp_path / "page.html")
    assert data["comparison"] is None and data["versions"] == []
    assert {row[-1] for row in data["errors"]["rows"]} == {""}


def shown(browser: Browser) -> list[str]:
    faults: list[str] = browser.run("return [...document.querySelectorAll('.errors > li')].map((e) => e.className)")
    return faults


def choose(browser: Browser, label: str, value: str) -> None:
    browser.run(
        "const [label, value] = arguments; const select = document.querySelector(`select[aria-label='${label}']`);"
        "select.value = value; select.dispatchEvent(new Event('change'))",
        label,
        value,
    )


def test_errors_stand_in_their_place_with_both_sides(browser: Browser, evaluated: Path) -> None:
    browser.open(evaluated)
    first = "document.querySelector('.errors > li')"
    assert browser.run(f"return {first}.querySelector('.context').textContent") == CONTEXT
    assert browser.run(f"return {first}.querySelector('mark').textContent") == HOSTILE[0]
    assert browser.run(f"return [...{first}.querySelectorAll('dd')].map((e) => e.textContent)") == [
        HOSTILE[0],
        "nothing",
    ]
    assert "made by apposition" in browser.run("return document.querySelector('.errors > .spurious').textContent")
    assert browser.run("return window.hacked") is None
    assert browser.run("return document.querySelectorAll('img, main script').length") == 0
    assert browser.complaints() == []


def test_errors_are_filtered_by_field_kind_document_and_maker(browser: Browser, evaluated: Path) -> None:
    browser.open(evaluated)
    assert len(shown(browser)) >= 50
    choose(browser, "Document", "doc-7")
    assert shown(browser) == ["missed", "spurious", "wrong", "missed"]
    choose(browser, "Kind", "missed")
    assert shown(browser) == ["missed", "missed"]
    choose(browser, "Change", "mended")
    assert shown(browser) == ["missed"]
    choose(browser, "Change", "")
    choose(browser, "Kind", "")
    choose(browser, "Made by", "calendar")
    assert shown(browser) == ["wrong"]


def test_the_number_of_errors_leads_to_them(browser: Browser, evaluated: Path) -> None:
    browser.open(evaluated)
    browser.click(".scores tr:nth-child(2) button")
    assert set(shown(browser)) == {"wrong"}
    assert browser.run("return document.querySelector('#errors .status').textContent") == "60 of 240 errors"


def test_plots_have_names_that_tell_their_numbers(browser: Browser, evaluated: Path) -> None:
    browser.open(evaluated)
    names = browser.run(
        "return [...document.querySelectorAll('svg[role=img]')].map((e) => e.getAttribute('aria-label'))"
    )
    assert "people: relaxed F 80.0, strict F 80.0" in names
    assert "F of people in 2 versions: 70.0, 80.0" in names
    assert "Reliability of people: off by 0.225 over 120 facts" in names
    caption = browser.run("return document.querySelector('#reliability figcaption').textContent")
    assert caption.startswith("people ECE 0.225 (95 %: 0.225–0.225; by chance 0.")
    assert "broken: clean, empty" in browser.run("return document.querySelector('#no-record').innerText")


def test_a_desk_needs_no_scrolling_to_the_side(browser: Browser, evaluated: Path) -> None:
    browser.open(evaluated)
    assert browser.run("return document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_phone_shows_all_of_it(browsers: Any, evaluated: Path) -> None:
    phone = browsers(width=390, height=844, phone=True)
    phone.open(evaluated)
    assert phone.run("return document.documentElement.scrollWidth") == 390
    # the head of a table is out of sight there: each number names itself
    script = "return [...document.querySelectorAll('td.number')].filter((cell) => !cell.dataset.label).length"
    assert phone.run(script) == 0
    assert phone.run("return document.querySelectorAll('.small td.number[data-label=\"right %\"]').length") > 0
