"""Which block is the article: links, teasers and sections beside it."""

from __future__ import annotations

from diplo_extract.cleaning import clean

FIRST = "The mayor of Porto Alegre received a delegation of the port of Rotterdam at the town hall on Monday morning."
SECOND = (
    "Both sides agreed to train forty river pilots, and the visitors toured the new grain terminal before they left."
)
THIRD = "A second meeting will be held in autumn, the municipality said, with the chambers of commerce of both cities."
LAST = "The council pays for the journey of the pilots and for their lessons."
HEADLINES = (
    "River pilots of the town are trained in Rotterdam this year, and more of them next year",
    "The grain terminal of the harbour opens its doors to all citizens on a Sunday in June",
    "Chambers of commerce of both the cities meet in autumn to speak of the river and its trade",
)


def read(body: str) -> list[str]:
    return clean(f"<html lang='en'><head><title>Port visit</title></head><body>{body}</body></html>").text.split("\n\n")


def test_lines_that_are_mostly_links_are_no_part_of_the_article():
    links = "".join(
        f"<p><a href='/{i}'>{line}</a> Read more about it here, on the pages of 4 May 2024.</p>"
        for i, line in enumerate(HEADLINES)
    )
    article = f"<div><h1>Port visit</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>"
    assert read(f"{article}<div>{links}</div>") == [FIRST, SECOND, THIRD]


def test_three_teasers_inside_the_article_are_left_out():
    teasers = "".join(
        f"<article><h3><a href='/{i}'>{line}</a></h3><p>{line}, the council was told.</p></article>"
        for i, line in enumerate(("River pilots train", "The terminal opens", "Chambers meet again"))
    )
    body = f"<article><h1>Port visit</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><div>{teasers}</div></article>"
    assert read(body) == [FIRST, SECOND, THIRD]


def test_a_section_brings_the_smaller_one_of_its_name_beside_it():
    links = "".join(f"<div><a href='/{i}'>{line}</a></div>" for i, line in enumerate(HEADLINES * 3))
    sections = (
        f"<div class='sect1'><p>{FIRST}</p><p>{SECOND}</p></div><div class='sect1'><p>{THIRD}</p><p>{LAST}</p></div>"
    )
    found = read(f"<div><h1>Port visit</h1>{sections}{links}</div>")
    assert found[:4] == [FIRST, SECOND, THIRD, LAST]
