# ruff: noqa: E501 - a page or a sentence of a case stays on one line
"""Pages in, text out: paragraphs, headings and lists in order, what is left out, the way back to the source."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.html import HTMLParser
from port_page import BODY, FIRST, SECOND, THIRD, page, paragraphs

from diplo_extract.cleaning import clean
from diplo_extract.cleaning.characters import tidy


def test_body_has_paragraphs_headings_and_lists_in_order():
    cleaned = clean(page())
    assert cleaned.text.split("\n\n") == [FIRST, "Pilots in training", SECOND, "Grain terminal", "River school", THIRD]
    assert [block.kind for block in cleaned.blocks] == [
        "paragraph",
        "heading",
        "paragraph",
        "list_item",
        "list_item",
        "paragraph",
    ]


@pytest.mark.parametrize(
    "chrome",
    [
        "<div class='related-posts'><h3>Related</h3><p>Ten people were hurt when a tram left its rails near the market on Sunday.</p></div>",
        "<div style='display:none'><p>This paragraph is hidden from readers and should not be in the text at all.</p></div>",
        "<figure><img src='a.jpg'><figcaption>The visitors at the terminal, seen from the river bank.</figcaption></figure>",
        "<p><a href='/x'>Read more: Harbour fees rise again</a></p>",
        "<p>###</p>",
        "<p>Share this article</p>",
        "<p>Advert</p>",
        "<p>The grain terminal at dusk. © Ada Obi / River Pictures</p>",
        "<div class='postmetadata'><p>This was filed by the editors under harbour, pilots and schools of the river.</p></div>",
        "<div class='inline-cta'><p>Book a harbour tour for your whole family today and save a third of the price.</p></div>",
        "<p>Stay up-to-date on the harbour: there is a letter from us every week.</p>",
        "<p>Media contact</p><p>Ana Souza, +55 51 5550 1234</p>",
        "<div class='cookie-consent'><p>We use cookies to make this site better; you can switch them off in the settings.</p></div>",
        "<section id='comments'><p>Great news for the city, I hope the pilots will stay here after their training.</p></section>",
    ],
)
def test_chrome_is_left_out(chrome):
    assert paragraphs(page(BODY + chrome)) == paragraphs(page())


def test_split_article_is_joined():
    split = f"<div class='part'><p>{FIRST}</p><p>{SECOND}</p></div><div class='ad'>Buy boats</div><div class='part'><p>{THIRD}</p></div>"
    assert paragraphs(page(split)) == [FIRST, SECOND, THIRD]


def test_breaks_part_paragraphs():
    assert paragraphs(page(f"<div>{FIRST}<br><br>{SECOND}<br/>\n<br/>{THIRD}</div>")) == [FIRST, SECOND, THIRD]


def test_table_rows_are_paragraphs():
    table = "<table><tr><th>City</th><th>Pilots</th></tr><tr><td>Porto Alegre</td><td>25</td></tr></table>"
    assert "Porto Alegre | 25" in paragraphs(page(BODY + table + f"<p>{FIRST.replace('Monday', 'Friday')}</p>"))


def test_repeated_paragraph_stands_once():
    assert paragraphs(page(BODY + f"<p>{SECOND}</p>")) == paragraphs(page())


def test_a_dish_that_a_plan_repeats_stays():
    dish = "<p>Chicken noodles 1 cup noodles 4 oz cooked chicken 1 tbsp green onions</p>"
    assert (
        clean(page(f"{BODY}{dish}<p>{FIRST} {SECOND}</p>{dish}<p>{THIRD} {FIRST}</p>")).text.count("noodles 4 oz") == 2
    )


def test_a_short_line_in_a_box_behind_the_text_is_left_out():
    parts = f"<div class='part'><p>{FIRST}</p><p>{SECOND}</p></div><div class='part'><p>{THIRD}</p></div>"
    assert paragraphs(page(parts + "<div><p>Stories of the day</p></div>")) == [FIRST, SECOND, THIRD]


def test_a_last_short_line_in_the_box_of_the_text_is_text():
    assert paragraphs(page(BODY + "<p>Porto Alegre, 4 May</p>"))[-1] == "Porto Alegre, 4 May"


@pytest.mark.parametrize(
    ("opening", "is_text"),
    [
        (f"<p>{FIRST}</p><div><p>{SECOND}</p><p>{THIRD}</p></div>", True),
        (f"<div><div><p>{FIRST}</p></div></div><div><p>{SECOND}</p><p>{THIRD}</p></div>", False),
    ],
)
def test_a_first_paragraph_that_the_description_repeats(opening, is_text):
    head = f"<meta name='description' content='{FIRST}'>"
    assert (FIRST in paragraphs(page(opening, head))) is is_text


def test_a_theme_named_sidebar_keeps_its_article():
    assert clean(page().replace("class='content'", "class='has-widgets sidebar-page'")).text == clean(page()).text


def test_error_page_is_told_apart():
    html = "<html><head><title>404 Page not found</title></head><body><h1>404 Page not found</h1><p>Sorry, this page has moved or never was.</p></body></html>"
    assert "not-article: error" in clean(html).warnings


def _source_text(root, where: str) -> str:
    return str(root.xpath(where)[0])


def _collapsed(raw: str) -> str:
    return re.sub(r"\s+", " ", tidy(raw))


words = st.text(st.sampled_from("abcç éİı\u0301\u00ad ﬁ&<.’"), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(words, st.sampled_from(["b", "i", "a", "span"])), min_size=1, max_size=8))
def test_every_character_maps_back_to_its_node(pieces):
    inner = "".join(
        f"{word.replace('&', '&amp;').replace('<', '&lt;')}<{tag}>{tag} bold</{tag}>" for word, tag in pieces
    )
    html = page(BODY + f"<p>{FIRST} {inner}</p><!-- note --><p>{THIRD.replace('autumn', 'winter')}</p>")
    cleaned = clean(html)
    root = etree.fromstring(html.encode(), HTMLParser(encoding="utf-8"))
    mapped = [False] * len(cleaned.text)
    for run in cleaned.source_map:
        source = _collapsed(_source_text(root, run.where)[run.offset :])
        assert source.startswith(cleaned.text[run.start : run.end].removesuffix("\u0301")) or "\u0301" in inner
        mapped[run.start : run.end] = [True] * (run.end - run.start)
    gaps = "".join(char for char, known in zip(cleaned.text, mapped, strict=True) if not known)
    assert not gaps.strip(" \n|")
    assert unicodedata.is_normalized("NFC", cleaned.text)
    assert cleaned.text == "\n\n".join(cleaned.text[block.start : block.end] for block in cleaned.blocks)


def test_nothing_behind_the_end_mark_is_text():
    assert (
        paragraphs(page(BODY + "<p>###</p><p>About the port: it has been owned by the city since 1921.</p>"))[-1]
        == THIRD
    )


def test_read_also_between_paragraphs_closes_nothing():
    inside = (
        f"<p>{FIRST}</p><p>{SECOND}</p><p>Read also</p><p><a href='/x'>Fees rise</a></p><p>{THIRD} {FIRST[:60]}</p>"
    )
    assert THIRD in clean(page(inside)).text


def test_paragraphs_for_subscribers_are_text():
    extra = "".join(f"<p class='paywall'>{SECOND} Paragraph {word}.</p>" for word in ("one", "two", "three", "four"))
    assert "Paragraph four." in clean(page(f"<p>{FIRST}</p>{extra}")).text


def test_text_in_json_ld_stands_in_for_what_the_page_hides():
    body = "\\n\\n".join([FIRST, SECOND, THIRD] * 2)
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{body}"}}</script>'
    cleaned = clean(page("<p>Log in to read on.</p>", head))
    assert THIRD in cleaned.text
    assert "body-json-ld" in cleaned.warnings
    assert all(run.where.endswith("/text()!articleBody") for run in cleaned.source_map)


def test_teasers_in_small_articles_are_left_out():
    teasers = "".join(f"<article><a href='/{n}'></a><h3>Fees rise again {n}</h3></article>" for n in range(4))
    assert "Fees rise" not in clean(page(BODY + teasers)).text


def test_unclosed_button_hides_nothing():
    html = f"<html><body><button><main><h1>Port visit</h1>{BODY}</main></body></html>"
    assert FIRST in clean(html).text


def test_single_line_breaks_part_a_list_and_wrap_a_sentence() -> None:
    page = (
        "<article><h1>City opens hall</h1><p>The mayor of Linden opened the hall on Monday and thanked the builders for<br>"
        "their work, which Paris had<br>Long admired, she said.</p>"
        "<p>Participants:<br>Jane Doe, Mayor of Linden<br>John Roe, Harbour Board<br></p></article>"
    )
    first, *others = clean(page).text.split("\n\n")
    assert first.endswith("the builders for their work, which Paris had Long admired, she said.")
    assert others == ["Participants:", "Jane Doe, Mayor of Linden", "John Roe, Harbour Board"]
