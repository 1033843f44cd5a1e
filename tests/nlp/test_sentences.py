"""Sentence ends: punctuation and line breaks, not abbreviations."""

from __future__ import annotations

import pytest
import spacy

CASES = [
    "He met Gov. Smith of Ohio in Paris on Nov. 3. | They spoke.",
    "Sens. Craig and Crapo came. | The Rt. Hon. Ann Lee did not.",
    "H.E. Ali bin Said opened it. | It was the third.",
    "“We are glad,” she said. | “Come again.” | He left.",
    "Where is it held? | In Oslo! | Good.",
    "The office in Washington, D.C. is closed.",
    "Titles have no stop\n\n | The text begins here.",
    "It costs 3.5 million. | No. 7 is open.",
]


@pytest.mark.parametrize("case", CASES)
def test_sentences_end_where_a_reader_ends_them(case: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("diplo_sentences")
    sentences = [part.strip() for part in case.split(" | ")]
    doc = nlp(case.replace(" | ", " ").replace("\n ", "\n"))
    assert [sentence.text.strip() for sentence in doc.sents] == sentences


def test_a_long_text_takes_linear_time() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("diplo_sentences")
    doc = nlp("Go on. " * 50_000)
    assert sum(1 for _ in doc.sents) == 50_000
