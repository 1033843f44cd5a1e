"""The pages in a headless Chromium: what a reader can do with them, and what a hostile text cannot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browser import Browser
from hostile import HOSTILE, TEXT

ALL_TEXT = "return [...document.querySelectorAll('.text > *')].map((part) => part.textContent).join('\\n\\n')"
NAMED = {"button", "link", "textbox", "searchbox", "combobox", "checkbox", "image", "table", "navigation"}


def unnamed(browser: Browser) -> list[str]:
    """Give the things to act on that a screen reader could not name."""
    browser.developer("Accessibility.enable")
    nodes = browser.developer("Accessibility.getFullAXTree")["nodes"]
    return [
        node["role"]["value"]
        for node in nodes
        if not node["ignored"] and node["role"]["value"] in NAMED and not node.get("name", {}).get("value", "").strip()
    ]


def test_hostile_words_stay_words(browser: Browser, page: Path) -> None:
    browser.open(page)
    assert browser.run(ALL_TEXT) == TEXT
    assert browser.run("return document.querySelector('main h1').textContent") == f"{HOSTILE[0]} 0"
    browser.run("for (const button of document.querySelectorAll('.fact > button')) button.click()")
    assert browser.run("return window.hacked") is None
    assert browser.run("return document.querySelectorAll('img, main script, main b').length") == 0
    assert (
        browser.run("return [...document.querySelectorAll('a')].filter((a) => a.protocol === 'javascript:').length")
        == 0
    )
    assert browser.complaints() == []


def test_the_policy_is_enforced(browser: Browser, page: Path) -> None:
    browser.open(page)
    refused = browser.run(
        "try { document.body.innerHTML = '<i>x</i>'; return 'made'; } catch (error) { return error.name; }"
    )
    assert refused == "TypeError"
    browser.run("const s = document.createElement('img'); s.src = 'https://example.org/x.png'; document.body.append(s)")
    assert any("Content Security Policy" in line for line in browser.complaints())


def test_direction_marks_end_with_their_words(browser: Browser, page: Path) -> None:
    browser.open(page)
    isolated = browser.run(
        "return [...document.querySelectorAll('.fact .name, .text > *')].map((e) => getComputedStyle(e).unicodeBidi)"
    )
    assert isolated and set(isolated) == {"isolate"}


def test_a_click_in_the_text_opens_the_fact_and_a_further_one_the_fact_around(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.click(".mark")
    assert browser.run("return document.querySelector('[aria-expanded=true]').textContent") == f"Mayor{HOSTILE[0]}"
    assert browser.run("return document.querySelector('.mark.on').textContent") == "Mayor"
    assert browser.run("return document.querySelectorAll('.because').length") > 2
    browser.click(".mark")
    assert browser.run("return document.querySelectorAll('.mark.on, [aria-expanded=true]').length") == 0


def test_a_click_in_the_panel_marks_every_mention_also_behind_signs_of_two_units(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.click(".kind-people > button")
    assert browser.run("return [...document.querySelectorAll('.mark.on')].map((e) => e.textContent)") == [
        "Ana 😀 Silva",
        "Silva",
    ]
    detail = browser.run("return document.querySelector('.kind-people .detail').innerText")
    assert "0.87" in detail and "by hand <b>" in detail and "/html/body/p[1]/text()" in detail
    assert "from character 15" in detail


def test_hover_and_focus_tell_evidence_rule_and_confidence(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.hover(".mark")
    card = browser.run("return document.getElementById('card').innerText")
    assert "office" in card.lower() and "by hand <b>" in card and "not measured" in card and "read from" in card
    browser.hover("main h1")
    assert browser.run("return document.getElementById('card').hidden")
    browser.run("document.querySelector('.mark').focus()")
    assert not browser.run("return document.getElementById('card').hidden")
    assert browser.run("return document.activeElement.getAttribute('aria-describedby')") == "card"


def test_the_keyboard_walks_through_the_facts(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.run("document.querySelector('.mark').focus()")
    browser.press("Right", "Enter")
    assert browser.run("return document.activeElement.textContent") == "Ana 😀 Silva"
    assert (
        browser.run("return document.querySelector('.fact [aria-expanded=true] .name').textContent") == "Ana 😀 Silva"
    )
    browser.press("Escape")
    assert browser.run("return document.getElementById('card').hidden")
    assert browser.run("return document.querySelectorAll('.mark[tabindex=\"0\"]').length") == 1


def test_a_kind_of_fact_can_be_hidden(browser: Browser, page: Path) -> None:
    browser.open(page)
    line = "return document.querySelector('.mark').style.backgroundImage"
    assert "positions" in browser.run(line)
    browser.click(".legend .kind-positions")
    assert browser.run(line) == ""


def test_tables_are_sorted_and_searched(browser: Browser, archive: Path) -> None:
    browser.open(archive)
    assert browser.run("return document.querySelectorAll('tbody tr').length") == 100
    browser.click("thead button")
    assert browser.run("return document.querySelector('thead th').getAttribute('aria-sort')") == "ascending"
    browser.click("input[type=search]")
    browser.press("ana SILVA 123")
    browser.wait("return document.querySelector('.status').textContent === '1 of 250 releases'")
    browser.press("x")
    browser.wait("return document.querySelector('.status').textContent === '0 of 250 releases'")


def test_the_texts_are_searched_on_demand(browser: Browser, archive: Path) -> None:
    browser.open(archive)
    browser.click("#in-texts")
    browser.click("input[type=search]")
    browser.press("needle")
    browser.wait("return document.querySelector('.status').textContent === '1 of 250 releases'")
    browser.click("tbody a")
    browser.wait("return document.querySelector('.text')?.textContent.includes('needle')")


def test_further_rows_are_drawn_when_they_are_asked_for(browser: Browser, archive: Path) -> None:
    browser.open(archive)
    browser.run("document.querySelector('.more').click()")
    assert browser.run("return document.querySelectorAll('tbody tr').length") >= 200


@pytest.mark.parametrize("view", ["people", "organizations", "events", "attendance", "person/0", "organization/0"])
def test_every_view_of_an_archive_opens(browser: Browser, archive: Path, view: str) -> None:
    browser.open(archive, f"#/{view}")
    assert browser.run("return document.querySelector('main a, main button') !== null")
    assert unnamed(browser) == []
    assert browser.complaints() == []


def test_a_person_has_offices_and_releases(browser: Browser, archive: Path) -> None:
    browser.open(archive, "#/person/0")
    text = browser.run("return document.querySelector('main').innerText")
    assert "named in 250 releases, took part in 250" in text
    assert "Mayor" in text


def test_a_bar_of_the_timeline_leads_to_its_events(browser: Browser, archive: Path) -> None:
    browser.open(archive, "#/events")
    browser.click(".bars button")
    assert browser.run("return document.querySelector('.bars button').ariaLabel") == "June 2024: 250 events"
    assert browser.run("return document.querySelector('.bars button').ariaPressed") == "true"


def test_an_address_of_nothing_is_told(browser: Browser, archive: Path) -> None:
    browser.open(archive, "#/release/9999")
    assert "no such page" in browser.run("return document.querySelector('main').innerText")


def test_a_page_that_was_cut_off_says_so(browser: Browser, archive: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.html"
    text = archive.read_text("utf-8")
    start = text.index('id="pack-0">') + len('id="pack-0">')
    damaged.write_text(text[: start + 100] + text[text.index("</script>", start) :], encoding="utf-8")
    browser.open(damaged, "#/release/0")
    assert "could not be opened" in browser.run("return document.querySelector('[role=alert]').innerText")


@pytest.mark.parametrize("view", ["", "#/release/1", "#/people", "#/person/0", "#/events", "#/attendance"])
def test_nothing_is_wider_than_a_phone(browsers: Callable[..., Browser], archive: Path, view: str) -> None:
    phone = browsers(width=390, height=844, phone=True)
    phone.open(archive, view)
    assert phone.run("return document.documentElement.scrollWidth") == 390


def test_dark_and_light_follow_the_system_and_the_button(browsers: Callable[..., Browser], page: Path) -> None:
    paper = "return getComputedStyle(document.body).backgroundColor"
    dark = browsers(dark=True)
    dark.open(page)
    at_night = dark.run(paper)
    dark.click(".theme")
    by_day = dark.run(paper)
    assert at_night != by_day
    assert dark.run("return document.querySelector('.theme').textContent") == "Dark"


def test_paper_has_the_text_and_not_the_controls(browser: Browser, page: Path, tmp_path: Path) -> None:
    browser.open(page)
    browser.paper(tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    browser.media(media="print")
    shown = browser.run("return ['.legend', '.theme', '.text'].map((s) => document.querySelector(s).offsetHeight > 0)")
    browser.media(media="")
    assert shown == [False, False, True]
