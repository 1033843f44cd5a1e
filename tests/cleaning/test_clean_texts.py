# ruff: noqa: E501 - a page or a sentence of a case stays on one line
"""Plain text, Markdown and XML documents: head, body, dates, headings."""

from __future__ import annotations

import random
import unicodedata

import mutations
import pytest
from hypothesis import given
from hypothesis import strategies as st

import diplo_extract as dx
from diplo_extract.article import Article
from diplo_extract.cleaning import clean, clean_article
from diplo_extract.cleaning.characters import tidy
from diplo_extract.cleaning.mail import read_mail

LONG = "The governor of Cusco province opened the fair with guests from nine sister cities, and thanked the growers."
MORE = "Visitors tasted forty kinds of potato, and a jury of cooks chose the best of them after two days of trials."

SCRAPE = f"""3. Andean Seed Fair opens in Cusco

Guests from nine sister cities came to the fair, which was opened by the governor of the province…

3. Andean Seed Fair opens in Cusco
Publish: 05.09.2023
12
A+
A-

{LONG}

Growers shared their seeds
{MORE}

Leave a Comment

Comments - 0 Comment

No comments yet."""


def test_scrape_loses_its_chrome():
    cleaned = clean(SCRAPE, "https://www.cusco.example.pe/fair")
    assert cleaned.text.split("\n\n") == [LONG, "Growers shared their seeds", MORE]
    assert [block.kind for block in cleaned.blocks] == ["paragraph", "heading", "paragraph"]
    assert cleaned.title.value == "3. Andean Seed Fair opens in Cusco"
    assert cleaned.published.value == "2023-09-05"
    assert cleaned.lead.value.startswith("Guests from nine")


@pytest.mark.parametrize(
    "line",
    [
        "3 min read",
        "1,204 views",
        "~ 5 minute read",
        "Enter your email address",
        "Follow the Port Authority on Facebook, Instagram and X",
        "Copyright Harbour News Agency 2017",
        "Copyright @ 2019 The Harbour News.",
        "4 dk okuma",
    ],
)
def test_counters_invitations_and_notices_are_no_text(line):
    assert clean(f"{SCRAPE[: SCRAPE.index('Leave')]}{line}\n").text.endswith(MORE)
    assert clean(SCRAPE.replace("A+", line)).text.startswith(LONG)


@pytest.mark.parametrize(
    "line",
    [
        "3 minutes of silence",
        "Like the mayors before her, she spoke on Facebook about the harbour fire.",
        "Copyright was the subject of the second session, held in 2017 in Lima.",
        "120 views of the old harbour were shown.",
    ],
)
def test_lines_that_only_look_like_chrome_stay(line):
    assert line in clean(SCRAPE.replace(MORE, f"{MORE}\n\n{line}\n\n{LONG.replace('Cusco', 'Puno')}")).text


def test_lines_of_plain_text_map_back():
    cleaned = clean(SCRAPE)
    lines = SCRAPE.split("\n")
    for run in cleaned.source_map:
        number = int(run.where.removeprefix("line "))
        assert lines[number - 1][run.offset :].startswith(cleaned.text[run.start : run.end])


def test_wrapped_lines_are_joined():
    wrapped = (
        "FAIR OPENS IN CUSCO\n\n"
        + LONG.replace("with guests", "with\nguests")
        + "\n\n"
        + MORE.replace("and a jury", "and\na jury")
        + "\n" * 2
    )
    assert LONG in clean(wrapped).text


def test_markdown_with_front_matter():
    text = f"---\ntitle: \"Fair\\u2019s first day\"\ndate: '2023-09-05'\nsource_url: https://cusco.example/fair\n---\n\n{LONG}\n\n## Seeds\n\n- **Potato** from [Pisac](https://x.example)\n- Quinoa\n\n> {MORE}\n\n\\###\n"
    cleaned = clean(text)
    assert cleaned.title.value == "Fair’s first day"
    assert cleaned.published.value == "2023-09-05"
    assert cleaned.text.split("\n\n") == [LONG, "Seeds", "Potato from Pisac", "Quinoa", MORE]
    assert [block.kind for block in cleaned.blocks] == ["paragraph", "heading", "list_item", "list_item", "quote"]


def test_release_by_mail():
    text = f"FOR IMMEDIATE RELEASE\n\nAndean seed fair opens\n\nSeptember 5, 2023\n\nCUSCO, Peru — {LONG}\n\n{MORE}\n\n###\n\nMedia contact:\nLuz Quispe, +51 84 555 0101\n"
    cleaned = clean(text)
    assert cleaned.title.value == "Andean seed fair opens"
    assert cleaned.published.value == "2023-09-05"
    assert cleaned.dateline.place == "CUSCO, Peru"
    assert "Quispe" not in cleaned.text
    assert "###" not in cleaned.text


def test_wire_line():
    cleaned = clean("https://wire.example/1\n\nLima: " + LONG)
    assert cleaned.text == "Lima: " + LONG
    assert cleaned.dateline.place == "Lima"


def test_xml_around_html():
    xml = f"<?xml version='1.0'?><items><item><title>Fair opens</title><release-date>25/09/2023</release-date><content><![CDATA[<p>{LONG}</p><p>{MORE}</p>]]></content></item></items>"
    cleaned = clean_article(Article(content=xml.encode(), media_type="application/xml"))
    assert (cleaned.title.value, cleaned.published.value) == ("Fair opens", "2023-09-25")
    assert cleaned.text.split("\n\n") == [LONG, MORE]


def test_text_named_html_is_read_as_text():
    assert clean_article(Article(content=LONG.encode(), media_type="text/html")).text == LONG


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (LONG, "en"),
        ("La alcaldesa recibió a los embajadores en el ayuntamiento y les mostró la feria de semillas.", "es"),
    ],
)
def test_language_is_read_from_the_words(text, language):
    assert clean(f"<html lang='de'><p>{text}</p><p>{text[::1]} {text}</p></html>").language.value == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Goh Seng Lee, Senior Minister, and Ng Eng Hock, MP, visited Bandung.", "en"),
        ("Wali kota Bandung menerima kunjungan 40 orang tamu dari Seoul pada hari Selasa.", "id"),
        ("Burgemeester Willem Kuiper ontving gisteren de gasten uit Izmir in het stadhuis.", "nl"),
    ],
)
def test_a_short_text_full_of_foreign_names_is_in_the_language_of_its_words(text, language):
    assert clean(text).language.value == language


@given(st.text(max_size=60))
def test_tidy_gives_visible_nfc(text):
    result = tidy(text)
    assert unicodedata.is_normalized("NFC", result)
    assert not {"\u00ad", "\u200b", "\ufeff", "\x00"} & set(result)
    result.encode("utf-8")


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("donâ€™t", "don’t"),
        ("MÃ¼nchen", "München"),
        ("e\u0301", "é"),
        ("o\ufb03ce", "office"),
        ("Minis\u00adter", "Minister"),
        ("\u200bx\ufeff", "x"),
        ("São Tomé", "São Tomé"),
    ],
)
def test_tidy(raw, wanted):
    assert tidy(raw) == wanted


def test_broken_pages_give_text_or_a_reason():
    body = "".join(f"<p class='c{n}'>{LONG} {n}</p><ul><li>{MORE}</li></ul>" for n in range(8)).encode()
    whole = (
        b"<html lang='en'><head><meta charset='utf-8'><title>Fair</title></head><body><h1>Fair</h1>"
        + body
        + b"</body></html>"
    )
    _, outcomes = mutations.run([whole, SCRAPE.encode()], 120, seed=11)
    assert outcomes["text"] > 60


def test_mutations_are_seeded():
    assert mutations.mutate(SCRAPE.encode(), random.Random(3)) == mutations.mutate(SCRAPE.encode(), random.Random(3))


MAIL = """From: Harbour Office <press@harbour.example>
Sent: Tue, 4 Mar 2014 09:12:00 +0100
To: press list
Subject: [list] Press release: Two harbours share one pilot school

Two harbours share one pilot school
===================================

The harbours of Split and Ancona opened a school for pilots on Monday with
forty students, and both mayors came to the first lesson of the year in it.

--
Harbour Office, Quay 4
"""


def test_header_and_signature_of_a_mail_are_no_text():
    cleaned = clean(MAIL)
    assert cleaned.title.value == "Two harbours share one pilot school"
    assert cleaned.published.value == "2014-03-04"
    assert cleaned.text.startswith("The harbours of Split") and cleaned.text.endswith("the year in it.")
    assert "line 9" in {run.where for run in cleaned.source_map}


@pytest.mark.parametrize(
    "text",
    ["From: Ada\nTo: Bo\nThe talks went on.", "Subject: talks\n\nThe talks went on.", "From: Ada\nSubject:\nTo: Bo\n"],
)
def test_text_with_few_labels_is_no_mail(text):
    assert read_mail(text) is None


def test_what_holds_no_article_is_told_by_an_error_that_a_caller_can_catch() -> None:
    with pytest.raises(dx.DocumentError, match="no article") as caught:
        dx.clean("<html><nav><a href=/a>Home</a></nav></html>")
    assert isinstance(caught.value, dx.DiploExtractError)
    assert (caught.value.stage, caught.value.reason) == ("clean", "no-text")
    assert caught.value.remedy


def test_a_name_above_an_office_signs_the_text_and_is_no_heading() -> None:
    signed = (
        f"Message of the President\n\n{LONG}\n\n{MORE}\n\nH.E. Rosa van der Merwe\nPresident of the Republic of Linden"
    )
    cleaned = clean(signed)
    assert cleaned.text.endswith(f"{MORE}\n\nH.E. Rosa van der Merwe\n\nPresident of the Republic of Linden")
    assert clean(signed.replace("President of the Republic of Linden", "Related news")).text.endswith(MORE)


@pytest.mark.parametrize(
    ("last", "published"),
    [
        ("New Delhi, 5 June 2023", "2023-06-05"),
        ("New Delhi\nJune 05, 2023", "2023-06-05"),
        ("The pilots came on 5 June 2023", None),
    ],
)
def test_the_place_and_day_below_a_text_are_its_date(last: str, published: str | None) -> None:
    text = (
        "Call of the mayor of Linden with the harbour board\n\n"
        "The mayor thanked the board for its school, where forty pilots have learned their trade since last autumn.\n\n"
        f"Both agreed to meet again, her office said, as soon as the ice on the river allows it.\n\n{last}\n"
    )
    cleaned = clean(text)
    assert (cleaned.published.value if cleaned.published else None) == published
    assert cleaned.text.endswith(last.split("\n")[-1])
