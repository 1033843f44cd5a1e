from __future__ import annotations

import numpy as np
import pytest

from diplo_extract.nlp.ner_tagger import LABELS
from diplo_extract.nlp.ner_tags import Tags
from diplo_extract.train.corpora import from_row, split_passage
from diplo_extract.train.passages import NOTHING, Name, Passage, allowed, partial_loss
from diplo_extract.train.places import place_choices

TAGS = Tags(LABELS)


def _gradient(passage: Passage) -> np.ndarray:
    scores = np.zeros((len(passage.words), len(TAGS)), dtype=np.float32)
    return partial_loss(scores, allowed(passage, TAGS))[1]


def test_words_the_annotation_says_nothing_about_give_no_gradient() -> None:
    gradient = _gradient(Passage(["the", "Coalition", "said"], unknown={1}))
    assert np.allclose(gradient[1], 0)
    assert not np.allclose(gradient[0], 0)


def test_a_label_that_is_not_annotated_is_not_pushed_down() -> None:
    gradient = _gradient(Passage(["in", "Expo"], loose={1: ("EVENT",)}))
    event = TAGS.index("EVENT", 0)
    assert (gradient[1, event : event + 4] < 0).all()  # a step against the gradient keeps it as likely as O
    person = TAGS.index("PERSON", 0)
    assert (gradient[1, person : person + 4] > 0).all()


def test_the_loss_is_what_lies_outside_of_the_allowed() -> None:
    scores = np.zeros((1, len(TAGS)), dtype=np.float32)
    loss, _ = partial_loss(scores, allowed(Passage(["x"], [Name(0, 1, ("EVENT", "NORP", NOTHING))]), TAGS))
    assert np.isclose(loss, np.log(len(TAGS) / 3))


def test_a_corpus_row_is_read_into_our_conventions() -> None:
    text = (
        "The Minister Ada Obi met Kenyan guests at Kisumu Airport, Lake Turkana, in Kenya and Umoja before Expo Lagos."
    )
    places = ("Kenyan", "Kisumu Airport", "Lake Turkana", "Kenya ", "Umoja")
    marks = [("Minister Ada Obi", "PERSON"), *((place, "GPE_LOC") for place in places)]
    spans = [{"start": text.index(s), "end": text.index(s) + len(s.strip()), "label": label} for s, label in marks]
    row = {"text": text, "spans": spans, "covered": ["PERSON", "ORG", "GPE_LOC"], "partial": []}
    passage = from_row(row, "wikigold")
    found = {" ".join(passage.words[n.start : n.end]): n.choices for n in passage.names}
    assert found == {
        "Ada Obi": ("PERSON",),
        "Kenyan": ("NORP",),
        "Kisumu Airport": ("FAC",),
        "Lake Turkana": ("LOC",),
        "Kenya": ("GPE",),
        "Umoja": ("GPE", "LOC"),
    }
    assert passage.loose[passage.words.index("Expo")] == ("EVENT",)


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("Turkey", ("GPE",)),
        ("U.S.", ("GPE",)),
        ("Los Angeles", ("GPE",)),
        ("Lagos State", ("GPE",)),
        ("Middle East", ("LOC",)),
        ("Black Sea", ("LOC",)),
        ("Orange River", ("LOC",)),
        ("Marshall Islands", ("GPE",)),
        ("Umoja", ("GPE", "LOC")),
    ],
)
def test_governed_places_are_told_from_the_rest(name: str, choices: tuple[str, ...]) -> None:
    assert place_choices(name.split()) == choices


def test_cutting_a_document_keeps_every_word_and_name() -> None:
    words = [word for i in range(60) for word in ("Ada", "Obi", "spoke", "to", "us", "today", ".", "\n")]
    names = [Name(i * 8, i * 8 + 2, ("PERSON",)) for i in range(60)]
    parts = split_passage(Passage(words, names))
    assert len(parts) > 1
    assert [word for part in parts for word in part.words] == words
    assert all(part.words[n.start : n.end] == ["Ada", "Obi"] for part in parts for n in part.names)
    assert sum(len(part.names) for part in parts) == 60
