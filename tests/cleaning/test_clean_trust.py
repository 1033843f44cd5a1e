"""How the text was found, and how sure each value of the page is."""

from __future__ import annotations

import pytest

from diplo_extract.article import Article
from diplo_extract.cleaning import clean, clean_article

SENTENCE = "The harbour board of Lindholm met on day {n}, and its members agreed on a plan."
BODY = "".join(f"<p>{SENTENCE.format(n=n)}</p>" for n in range(40))


@pytest.mark.parametrize(
    ("around", "reason"),
    [
        ("<div itemprop='articleBody'>{}</div>", "marked"),
        ("<div class='box'>{}</div>", "found"),
    ],
)
def test_a_page_tells_how_its_text_was_found_and_how_often_that_is_right(around: str, reason: str) -> None:
    page = clean(f"<html><body><h1>The board met</h1>{around.format(BODY)}</body></html>")
    assert page.body_reason == reason
    assert page.confidence is not None and 0.7 < page.confidence < 1
    assert page.title is not None and page.title.confidence is not None and 0.7 < page.title.confidence < 1


def test_what_only_machines_are_told_and_what_is_no_article_are_told_apart() -> None:
    text = " ".join(SENTENCE.format(n=n) for n in range(40))
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{text}"}}</script>'
    assert clean(f"<html><head>{script}</head><body><p>Sign in to read on.</p></body></html>").body_reason == "json-ld"
    home = clean(f"<html><body><h1>News</h1>{BODY}</body></html>", "https://lindholm.example/")
    assert home.body_reason == "not-article"
    assert home.confidence is not None and home.confidence < 0.75


def test_a_clue_that_nobody_counted_has_no_confidence() -> None:
    given = clean_article(
        Article(content=f"<html><body>{BODY}</body></html>", uri="a", title="Given", published="2024-05-06")
    )
    assert given.title is not None and given.title.confidence is None
    assert given.published is not None and given.published.confidence is None
    plain = clean(f"The board met\n\n3 June 2024\n\n{SENTENCE.format(n=3)}\n")
    assert (plain.body_reason, plain.confidence) == (None, None)
