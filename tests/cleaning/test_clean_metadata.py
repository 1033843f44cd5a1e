# ruff: noqa: E501 - a page or a sentence of a case stays on one line
"""Headline, authors and shown dates of a page, by what its templates do."""

from __future__ import annotations

import pytest

from diplo_extract.cleaning import clean

BODY = (
    "<p>The mayor of Linden opened the new river school on Monday and thanked its forty pilots for their patience.</p>"
    "<p>Two more schools are planned along the river, the harbour board said, and both will take pupils next year.</p>"
)
URL = "https://www.lindennews.example/2024/opening"


def page(title: str, above: str, head: str = "", after: str = "") -> str:
    return (
        f"<html lang='en'><head><title>{title}</title>{head}</head><body>{above}"
        f"<div class='entry-content'>{BODY}</div>{after}</body></html>"
    )


def og(title: str) -> str:
    return f"<meta property='og:title' content='{title}'>"


@pytest.mark.parametrize(
    ("title", "above", "head", "wanted"),
    [
        # the h1 repeats what is written for search engines
        ("Linden school: mayor opens it | Linden News", "<h1>Linden school: mayor opens it</h1><h2>River life Forty pilots get a school at last</h2>", og("Forty pilots get a school at last"), "Forty pilots get a school at last"),
        ("Linden school: mayor opens it | Linden News", "<h1>Linden school: mayor opens it</h1><h2><a href='/x'>River life Forty pilots get a school at last</a></h2>", og("Forty pilots get a school at last"), "Linden school: mayor opens it"),
        # the h1 is the logo
        ("Mayor opens school | Harbour Diary", "<h1><a href='/'>Harbour Diary</a></h1><h2>Mayor opens school</h2>", "", "Mayor opens school"),
        ("Harbour Diary » Archive » Mayor opens school", "<h1><a href='https://www.lindennews.example/'>Harbour Diary</a></h1><h2>Mayor opens school</h2>", "", "Mayor opens school"),
        ("Mayor opens school : 31.10.2023, 10.19", "<h1>Mayor opens school</h1><h1>Most read</h1>", "", "Mayor opens school"),
        # a kicker in an element of its own
        ("River life: Forty pilots get a school", "<h1><span>River life</span> <span>Forty pilots get a school</span></h1>", "", "Forty pilots get a school"),
        ("River life: Forty pilots get a school", "<h1>River life: Forty pilots get a school</h1>", "", "River life: Forty pilots get a school"),
        ("«Forty pilots get a school»", "<h1>«Forty pilots get a school»</h1>", "", "«Forty pilots get a school»"),
    ],
)  # fmt: skip
def test_headline(title, above, head, wanted):
    assert clean(page(title, above, head), URL).title.value == wanted


@pytest.mark.parametrize(
    ("above", "head", "wanted"),
    [
        ("<span class='byline'>By Ada Obi</span>", "<meta name='author' content='Linden News'>", ["Ada Obi"]),
        ("", "<meta name='author' content='Linden News'>", ["Linden News"]),
        ("", "<meta name='author' content='Linden News - Ada Obi'>", ["Ada Obi"]),
        ("", "<meta name='author' content='Ada Obi, Ph.D., and Jean Petit'>", ["Ada Obi", "Jean Petit"]),
        ("<span class='byline'>View all posts by Ada Obi →</span>", "", ["Ada Obi"]),
        ("<span class='byline'>Interview: Ada Obi</span>", "", ["Ada Obi"]),
        ("<span class='byline'>Text by Ada Obi</span>", "", ["Ada Obi"]),
        ("<h4 class='author-box__name'>Ada Obi</h4>", "", ["Ada Obi"]),
        ("<p><a href='/author/ada-obi'>Ada Obi</a></p>", "", ["Ada Obi"]),
        ("<p><a href='/authors'>all</a></p>", "", []),
    ],
)
def test_authors(above, head, wanted):
    found = clean(page("Mayor opens school", f"<h1>Mayor opens school</h1>{above}", head), URL).authors
    assert [author.value for author in found] == wanted


def test_who_comments_is_no_author():
    comment = "<ol class='comments'><li><cite itemprop='author'>Jean Petit</cite> Well done!</li></ol>"
    assert clean(page("Mayor opens school", "<h1>Mayor opens school</h1>", after=comment)).authors == ()


@pytest.mark.parametrize(
    "shown",
    [
        "<div class='date'><span>Apr</span> <span>04</span><span>2013</span></div>",
        "<div class='postdate'><span class='day'>4</span>\n April 2013</div>",
    ],
)
def test_a_date_in_parts(shown):
    found = clean(page("Mayor opens school", f"<h1>Mayor opens school</h1>{shown}")).published
    assert found is not None
    assert (found.value, found.reason) == ("2013-04-04", "byline")
