"""Quotation marks of every style, and of none."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.nlp.quotes.marks import find_quoted
from growth import LINEAR, growth


def inside(text: str) -> list[str]:
    return [text[quoted.start : quoted.end] for quoted in find_quoted(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said “yes” and "no".', ["yes", "no"]),
        ("‘the ports’ future’ is open", ["the ports’ future"]),
        ("'We don't know the '90s', he said", ["We don't know the '90s"]),
        ("„ja“ and »nein« and «oui»", ["ja", "nein", "oui"]),
        ('He said," we go".', ["we go"]),
        ("the dogs’ bowls and the cats’ toys", []),
        ("Rock’n’roll, o’clock, ’tis", []),
        ("“one\n\n“two”", ["one", "two"]),
        ('"one\n\ntwo." Three', ["one\n\ntwo."]),
        ('a 5" pipe\n\n“next” one', ["next"]),
        ("“never closed\n\nplain text follows\n\nand more", ["never closed"]),
        ("“outer ‘inner’ outer”", ["outer ‘inner’ outer"]),
        ("", []),
        ("“", []),
    ],
)
def test_what_stands_inside(text: str, found: list[str]) -> None:
    assert inside(text) == found


MARKS = st.text(alphabet="\"'“”‘’„«»‹›‚ \n.,as5", max_size=60)


@given(MARKS)
def test_spans_are_in_order_and_inside_the_text(text: str) -> None:
    last = 0
    for quoted in find_quoted(text):
        assert last <= quoted.start < quoted.end <= len(text)
        last = quoted.end


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("diplo_sentences")
    nlp.add_pipe("diplo_quotes")
    nlp.max_length = 10_000_000
    return nlp


PIECES = st.sampled_from(
    ["said", "“", "”", '"', "’", "'", ",", ".", "\n\n", "Ann", "he", "that the", "according to", ":", " "]
)


@settings(deadline=None, max_examples=60)
@given(
    text=st.lists(
        st.sampled_from(
            ["said", "“", "”", '"', "’", "'", ",", ".", "\n\n", "Ann", "he", "that the", "according to", ":", " "]
        ),
        max_size=40,
    )
)
def test_no_mark_or_word_breaks_it(nlp: Language, text: list[str]) -> None:
    doc = nlp(" ".join(text))
    for span in doc.spans["quotes"]:
        start, end = span._.quote["chars"]
        assert 0 <= start < end <= len(doc.text)


@pytest.mark.parametrize(
    "piece",
    [
        "word ",
        "said that the “odd ",
        '" said he, ',
        "X said ‘the cities’ and, ",
        "“one said.\n\n",
        ", said the and that ",
    ],
)
def test_time_grows_with_the_length(nlp: Language, piece: str) -> None:
    def doc(count: int) -> Doc:
        made = nlp.make_doc(piece * count)
        made._.source = made.text
        return nlp.get_pipe("diplo_sentences")(made)

    assert growth(doc, nlp.get_pipe("diplo_quotes"), 1_250) < LINEAR
