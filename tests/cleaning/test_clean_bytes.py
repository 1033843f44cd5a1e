"""Bytes and broken markup: charsets, what is refused, what no page loses."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from port_page import BODY, FIRST, page

from diplo_extract.cleaning import clean
from diplo_extract.errors import DocumentError


def test_soup_bytes_and_characters_give_the_same():
    assert clean(BeautifulSoup(page(), "lxml")).text == clean(page()).text == clean(page().encode()).text


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


def test_irish_letters_of_a_page_that_says_utf8():
    html = page(f"<p>{FIRST} Pádraig Mac Aodha agus Ní Dhubhghaill.</p>", "<meta charset=utf-8>").encode("cp1252")
    assert "Pádraig Mac Aodha agus Ní" in clean(html).text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        (b" \n ", "empty"),
        (b"%PDF-1.7 \x00\x01", "not-text"),
        (bytes(range(256)) * 20, "not-text"),
        (rb"{\rtf1\ansi The mayor of Porto Alegre received a delegation.\par}", "not-text"),
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
