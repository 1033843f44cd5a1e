# ruff: noqa: E501 - a page or a sentence of a case stays on one line
"""Pages in, article out: body, metadata, what is left out, what is refused."""

from __future__ import annotations

import re
import unicodedata

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.html import HTMLParser

from diplo_extract.article import Article
from diplo_extract.cleaning import clean, clean_article
from diplo_extract.cleaning.characters import tidy
from diplo_extract.errors import DocumentError

FIRST = "The mayor of Porto Alegre received a delegation of the port of Rotterdam at the town hall on Monday morning."
SECOND = (
    "Both sides agreed to train forty river pilots, and the visitors toured the new grain terminal before they left."
)
THIRD = "A second meeting will be held in autumn, the municipality said, with the chambers of commerce of both cities."
BODY = f"<p>{FIRST}</p><h2>Pilots in training</h2><p>{SECOND}</p><ul><li>Grain terminal</li><li>River school</li></ul><p>{THIRD}</p>"


def page(body: str = BODY, head: str = "", before: str = "", after: str = "") -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>Port visit | Porto News</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>{before}<div class='content'><h1>Port visit</h1>{body}</div>{after}"
        "<footer><p>Porto News is published by the press office of the city, all rights are reserved by it.</p></footer></body></html>"
    )


def paragraphs(html: str | bytes) -> list[str]:
    return clean(html).text.split("\n\n")


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


def test_title_loses_the_site_name():
    assert clean(page()).title.value == "Port visit"


def test_soup_bytes_and_characters_give_the_same():
    assert clean(BeautifulSoup(page(), "lxml")).text == clean(page()).text == clean(page().encode()).text


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


@pytest.mark.parametrize(
    ("clue", "value", "reason"),
    [
        ('<meta property="article:published_time" content="2023-11-05T23:30:00-03:00">', "2023-11-05", "meta"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2023-11-06"}</script>',
            "2023-11-06",
            "json-ld",
        ),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2023-11-06",}</script>',
            "2023-11-06",
            "json-ld",
        ),
    ],
)
def test_published_for_machines(clue, value, reason):
    found = clean(page(head=clue)).published
    assert (found.value, found.reason) == (value, reason)


def test_published_and_modified_are_apart():
    head = '<meta property="article:published_time" content="2023-11-05"><meta property="article:modified_time" content="2023-12-01">'
    cleaned = clean(page(head=head))
    assert (cleaned.published.value, cleaned.modified.value) == ("2023-11-05", "2023-12-01")


def test_visible_date_follows_the_country_of_the_site():
    shown = page("<p class='date'>Published: 03.06.2024</p>" + BODY)
    assert clean(shown, "https://www.porto.example.pt/visit").published.value == "2024-06-03"
    slashed = shown.replace("03.06.2024", "03/06/2024")
    assert clean(slashed, "https://www.cityhall.us/visit").published.value == "2024-03-06"


def test_ambiguous_date_keeps_its_other_reading():
    found = clean(page("<p class='date'>Published: 03/06/2024</p>" + BODY)).published
    assert {found.value, *found.ambiguous} == {"2024-06-03", "2024-03-06"}


def test_no_date_is_later_than_the_fetch():
    html = page("<p class='date'>Published: 3 June 2024</p>" + BODY, head='<meta name="date" content="2031-01-01">')
    assert clean_article(Article(content=html, fetched_at="2024-07-01T00:00:00Z")).published.value == "2024-06-03"


def test_no_date_gives_none():
    assert clean(page()).published is None


def test_given_metadata_wins():
    cleaned = clean_article(Article(content=page(), published="2020-02-02", title="Given", language="en"))
    assert (cleaned.published.value, cleaned.title.value, cleaned.published.reason) == ("2020-02-02", "Given", "given")


def test_authors_are_names_only():
    head = '<script type="application/ld+json">{"@type":"NewsArticle","author":[{"name":"By Ana Souza and Rui Dias"}]}</script>'
    assert [author.value for author in clean(page(head=head)).authors] == ["Ana Souza", "Rui Dias"]


def test_dateline_is_a_fact():
    html = page(BODY.replace(FIRST, "PORTO ALEGRE, Brazil, November 6, 2023 /Agência Sul/ -- " + FIRST))
    found = clean(html).dateline
    assert (found.place, found.date, found.agency) == ("PORTO ALEGRE, Brazil", "2023-11-06", "Agência Sul")
    assert clean(html).text[found.span.start : found.span.end] == found.span.text


@pytest.mark.parametrize(
    "opening",
    ["What: a meeting of both ports about pilots, grain and river traffic.", "Talks went on - and on - for hours."],
)
def test_no_dateline_is_invented(opening):
    assert clean(page(f"<p>{opening}</p>" + BODY)).dateline is None


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("windows-1254", "Belediye Başkanı Muhittin Işık, İzmir’de ağırlandı. "),
        ("utf-16", "Łódź i Kraków. "),
        ("windows-1251", "Мэр города принял делегацию. "),
    ],
)
def test_declared_charsets(charset, text):
    html = page(f"<p>{text * 6}</p>").replace("<head>", f"<head><meta charset='{charset}'>")
    cleaned = clean(html.encode(charset))
    assert text.strip() in cleaned.text


def test_turkish_bytes_said_to_be_utf8():
    html = page(f"<p>{'Belediye Başkanı Işık konukları ağırladı. ' * 5}</p>").replace("lang='en'", "lang='tr'")
    cleaned = clean(html.replace("<head>", "<head><meta charset='utf-8'>").encode("cp1254"))
    assert "Başkanı Işık konukları ağırladı" in cleaned.text
    assert cleaned.charset == "cp1254"
    assert any(warning.startswith("charset") for warning in cleaned.warnings)


def test_twice_encoded_text_is_repaired():
    assert (
        "the city’s harbour"
        in clean(page(BODY + "<p>They praised the cityâ€™s harbour and its old crane at the quay.</p>")).text
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        (b" \n ", "empty"),
        (b"%PDF-1.7 \x00\x01", "not-text"),
        (bytes(range(256)) * 20, "not-text"),
        ("<html><body><script>document.write('<p>Hello</p>')</script></body></html>", "no-text"),
        ("<html><frameset><frame src='a.html'></frameset></html>", "no-text"),
        ("<p>x</p>" * 200_000, "too-large"),
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "unsafe-xml"),
        ("word " * 1_000_000, "too-large"),
    ],
)
def test_refused_with_reason_and_remedy(content, reason):
    with pytest.raises(DocumentError) as caught:
        clean(content)
    assert (caught.value.stage, caught.value.reason) == ("clean", reason)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 100_000 + "<p>The deepest sentence of the page is kept.</p>" + "</div>" * 100_000,
        "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">The deepest sentence of the page is kept.</p>",
        '<img alt="' + "x" * 5_000_000 + '"><p>The deepest sentence of the page is kept.</p>',
        "<p>The deepest\x00 sentence of the page is kept.</p>",
        "</body></html><html><body><p>The deepest sentence of the page is kept.</p>",
    ],
    ids=["nested", "attributes", "long attribute", "nul", "two pages"],
)
def test_nothing_is_lost_on_hostile_pages(hostile):
    assert "The deepest sentence of the page is kept." in clean(page(BODY + hostile)).text


def test_page_without_title_says_so():
    assert "no-title" in clean("<p>" + FIRST + "</p>").warnings


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


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("<p class='info'>Written: 2021-05-07 10:00 / Updated: 2021-05-09 11:00</p>", "2021-05-07"),
        ("<p class='info'>Last updated: 9 May 2021, published: 7 May 2021</p>", "2021-05-07"),
        ("<p class='info'>vendredi 7 mai 2021</p>", "2021-05-07"),
        ("<p><abbr itemprop='datePublished' title='2021-05-07T08:00:00-07:00'>08:00</abbr></p>", "2021-05-07"),
        ("<aside><time datetime='2019-01-02'>x</time></aside><p class='info'>7 May 2021</p>", "2021-05-07"),
    ],
)
def test_publication_is_told_from_other_dates(line, wanted):
    assert clean(page(line + BODY)).published.value == wanted


def test_clocks_outvote_one_on_the_other_side_of_midnight():
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-05-06T23:40:00-07:00"}</script>'
        "<meta property='article:published_time' content='2021-05-07T02:00:00-07:00'>"
    )
    assert clean(page("<time datetime='2021-05-07'>x</time>" + BODY, head)).published.value == "2021-05-07"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("<div>By Ada Obi &bull; Oct. 6, 2025</div>", ["Ada Obi"]),
        ("<p>Written by Jean Petit</p>", ["Jean Petit"]),
        ("<p>By Monday all had left.</p>", []),
    ],
)
def test_author_below_the_headline(line, wanted):
    assert [author.value for author in clean(page(line + BODY)).authors] == wanted


def test_irish_letters_of_a_page_that_says_utf8():
    html = page(f"<p>{FIRST} Pádraig Mac Aodha agus Ní Dhubhghaill.</p>", "<meta charset=utf-8>").encode("cp1252")
    assert "Pádraig Mac Aodha agus Ní" in clean(html).text


def old_page(title: str, logo: str, first: str) -> str:
    return (
        f"<html><head><title>{title}</title></head><body><img src=a.gif alt='{logo}'><table><tr><td>{first}"
        f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></td></tr></table></body></html>"
    )


@pytest.mark.parametrize(
    ("title", "first", "wanted"),
    [
        ("City of Porto Alegre", "<p><b>ROTTERDAM COMES TO TOWN</b></p>", "ROTTERDAM COMES TO TOWN"),
        ("City of Porto Alegre", "<p>No bold line here</p>", "City of Porto Alegre"),
        ("City of Porto Alegre / Rotterdam comes to town", "<p><b>A bold kicker</b></p>", "Rotterdam comes to town"),
        ("Rotterdam comes to town", "<p><b>A bold kicker</b></p>", "Rotterdam comes to town"),
    ],
)
def test_headline_of_a_page_titled_with_its_site(title, first, wanted):
    assert clean(old_page(title, "City of Porto Alegre", first)).title.value == wanted


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


@pytest.mark.parametrize(
    ("head", "line", "wanted"),
    [
        ('<meta property="article:published_time" content="2022-05-04T01:20:00Z">', "<p class='date'>Posted: 3 May 2022</p>", "2022-05-03"),
        ('<meta property="article:published_time" content="2022-05-04T13:20:00Z">', "<p class='date'>Posted: 3 May 2022</p>", "2022-05-04"),
        ('<meta property="article:published_time" content="Mon Oct 11 14:57:21 CEST 2021">', "", "2021-10-11"),
        (
            '<script type="application/ld+json">{"@type":"VideoObject","uploadDate":"2015-01-16"}</script><meta property="article:published_time" content="2017-12-01">',
            "",
            "2017-12-01",
        ),
        ('<script>state = {"published_at":"2019-03-02T06:22:28+01:00"}</script>', "", "2019-03-02"),
    ],
)  # fmt: skip
def test_publication_day(head, line, wanted):
    assert clean(page(line + BODY, head)).published.value == wanted


def test_address_of_an_archive_is_no_date():
    found = clean(page(), "https://web.archive.org/web/20131110121040/http://www.porto.example/visit").published
    assert found is None


def test_single_line_breaks_part_a_list_and_wrap_a_sentence() -> None:
    page = (
        "<article><h1>City opens hall</h1><p>The mayor of Linden opened the hall on Monday and thanked the builders for<br>"
        "their work, which Paris had<br>Long admired, she said.</p>"
        "<p>Participants:<br>Jane Doe, Mayor of Linden<br>John Roe, Harbour Board<br></p></article>"
    )
    first, *others = clean(page).text.split("\n\n")
    assert first.endswith("the builders for their work, which Paris had Long admired, she said.")
    assert others == ["Participants:", "Jane Doe, Mayor of Linden", "John Roe, Harbour Board"]
