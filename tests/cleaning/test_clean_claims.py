# ruff: noqa: E501 - a page or a sentence of a case stays on one line
"""What a page says of itself: title, authors, day of publication, dateline."""

from __future__ import annotations

import pytest
from port_page import BODY, FIRST, SECOND, THIRD, page

from diplo_extract.article import Article
from diplo_extract.cleaning import clean, clean_article


def test_title_loses_the_site_name():
    assert clean(page()).title.value == "Port visit"


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


def test_page_without_title_says_so():
    assert "no-title" in clean("<p>" + FIRST + "</p>").warnings


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


LETTERHEADS = [
    "Embassy of Portugal in Oslo",
    "Porto Municipal Council - News",
    "PERMANENT MISSION OF CHAD TO THE UNITED NATIONS",
]


@pytest.mark.parametrize("name", LETTERHEADS)
def test_name_of_the_office_is_no_title_where_a_bold_line_is(name):
    body = f"<b>Port visit</b><br><small>3 June 2024</small><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    html = f"<html><head><title>{name}</title></head><body><h2>{name}</h2><div>{body}</div></body></html>"
    assert clean(html.replace("Port visit", "A port visit in June")).title.value == "A port visit in June"
    assert clean(html.replace("<b>Port visit</b><br>", "")).title.value == name


@pytest.mark.parametrize("name", [*LETTERHEADS, "Municipality of Porto          Press service          Page 1 of 2"])
@pytest.mark.parametrize("mark", ["PRESS RELEASE", "No. 14/2023", "PRESS RELEASE\n\nRef: PO-12/2023"])
def test_letterhead_of_a_text_is_no_title(name, mark):
    text = f"{name}\n\n{mark}\n\nHarbours of two seas share their warnings\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n"
    cleaned = clean(text)
    assert cleaned.title.value == "Harbours of two seas share their warnings"
    assert cleaned.text.startswith(FIRST)


@pytest.mark.parametrize(
    "title", ["Town council elects a mayor", "Ministry of Ports opens 3 harbours", "MINISTRY OPENS HARBOUR"]
)
def test_headline_about_an_office_stays(title):
    text = f"{title}\n\nGuests came from nine towns\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n"
    assert clean(text).title.value == title
