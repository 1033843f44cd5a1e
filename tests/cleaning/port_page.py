# ruff: noqa: E501 - a page or a sentence of a case stays on one line
"""A page about a visit to a port, with whatever a test puts on it."""

from __future__ import annotations

from diplo_extract.cleaning import clean

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
