"""Whatever the text, events come out in linear time and without a crash."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import diplo_extract as dx
from diplo_extract import Record
from diplo_extract.nlp import load
from growth import LINEAR, growth

VOCABULARY = """
the a 4th Fifth Summit summit Forum meeting visit visits signed agreement of to in at “ ” ’s - , . : | It was held
hosted by next last opening session WHAT WHEN WHERE Congress COP28 G20 round table City Paris 2024
"""
WORDS = st.sampled_from(VOCABULARY.split())


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@given(st.lists(WORDS, max_size=60))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_order_of_event_words_makes_a_valid_record(pipeline: dx.Pipeline, words: list[str]) -> None:
    outcome = pipeline.extract(("Notice of the port\n\n" + " ".join(words)).encode(), uri="notice.txt")
    if isinstance(outcome, Record):
        assert sum(event.main for event in outcome.events) <= 1
        for event in outcome.events:
            assert not (event.start and event.end and event.start > event.end)


@pytest.mark.parametrize(
    "piece",
    [
        "the meeting of the ",
        "Grand Harbour Forum of ",
        "signed the ",
        "a visit to ",
        "“Great Forum ",
        "WHAT: meeting\n",
    ],
)
def test_time_is_linear(nlp: Language, piece: str) -> None:
    def doc(repeats: int) -> Doc:
        made = nlp.make_doc(piece * repeats)
        for i, token in enumerate(made):
            token.is_sent_start = i % 200 == 0
        return made

    assert growth(doc, nlp.get_pipe("diplo_events"), 100) < LINEAR
