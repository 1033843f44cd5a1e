from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from diplo_extract.nlp.ner_tags import BEGIN, END, INSIDE, SINGLE, Decoder, Tags, spans

TAGS = Tags(("PERSON", "ORG"))
SCORES = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, 30), st.just(len(TAGS))),
    elements=st.floats(-20, 0, width=32),
)


@given(SCORES)
@settings(max_examples=200, deadline=None)
def test_decoder_never_gives_an_illegal_sequence(scores: np.ndarray) -> None:
    decoder = Decoder(TAGS)
    assert decoder.is_legal(decoder(scores))


@given(SCORES)
@settings(max_examples=50, deadline=None)
def test_a_legal_greedy_path_is_kept(scores: np.ndarray) -> None:
    decoder = Decoder(TAGS)
    greedy = scores.argmax(axis=1)
    if decoder.is_legal(greedy):
        assert (decoder(scores) == greedy).all()


def test_decoder_finds_the_best_legal_path() -> None:
    scores = np.full((2, len(TAGS)), -5.0, dtype=np.float32)
    scores[0, TAGS.index("PERSON", BEGIN)] = -0.1
    scores[1, TAGS.index("ORG", END)] = -0.2  # greedy: illegal, a person that ends as an organization
    scores[1, TAGS.index("PERSON", END)] = -0.4
    assert list(Decoder(TAGS)(scores)) == TAGS.of_span("PERSON", 2)


def test_what_may_follow_what() -> None:
    legal = TAGS.transitions()
    assert legal[TAGS.index("PERSON", BEGIN), TAGS.index("PERSON", INSIDE)]
    assert not legal[TAGS.index("PERSON", BEGIN), TAGS.index("ORG", END)]
    assert not legal[TAGS.index("PERSON", BEGIN), 0]
    assert not legal[0, TAGS.index("PERSON", INSIDE)]
    assert legal[TAGS.index("ORG", END), TAGS.index("PERSON", SINGLE)]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4)), max_size=8))
def test_spans_are_read_back_from_their_tags(parts: list[tuple[int, int]]) -> None:
    path: list[int] = []
    wanted = []
    for kind, length in parts:
        if kind == 2:
            path += [0] * length
        else:
            wanted.append((len(path), len(path) + length, kind))
            path += TAGS.of_span(TAGS.labels[kind], length)
    assert spans(np.asarray(path, dtype=np.intp)) == wanted
