from __future__ import annotations

import random

from diplo_extract.nlp.ner_tagger import LABELS
from diplo_extract.train.passages import Name, Passage
from diplo_extract.train.phrases import Writer
from diplo_extract.train.swap import Rates, changed, random_writer, without_diacritics

PEOPLE = Rates(people=1, organizations=1, places=1, capitals=0, plain_letters=0)


def test_every_pattern_can_be_filled() -> None:
    writer = Writer(random.Random(7))
    for _ in range(1500):
        passage = writer.passage()
        text = " ".join(passage.words)
        assert "{" not in text and "_" not in text, text
        for name in passage.names:
            assert name.start < name.end <= len(passage.words)
            assert set(name.choices) <= set(LABELS)
            assert "\n" not in passage.words[name.start : name.end]


def test_the_same_seed_writes_the_same() -> None:
    first, second = (Writer(random.Random(3)) for _ in range(2))
    assert [first.passage() for _ in range(50)] == [second.passage() for _ in range(50)]


def test_swapped_names_keep_their_labels_and_the_words_around_them() -> None:
    passage = Passage(
        ["Yesterday", "Ada", "Obi", "of", "Bank", "of", "Enugu", "left", "."],
        [Name(1, 3, ("PERSON",)), Name(4, 7, ("ORG",))],
        unknown={7},
    )
    for seed in range(30):
        other = changed(passage, random_writer(seed), PEOPLE)
        person, bank = other.names
        assert (person.choices, bank.choices) == (("PERSON",), ("ORG",))
        assert other.words[: person.start] == ["Yesterday"]
        assert other.words[person.end : bank.start] == ["of"]
        assert other.words[bank.end :] == ["left", "."]
        assert other.unknown == {bank.end}


def test_a_later_surname_follows_its_full_name() -> None:
    passage = Passage(["Ada", "Obi", "spoke", ".", "Obi", "left"], [Name(0, 2, ("PERSON",)), Name(4, 5, ("PERSON",))])
    for seed in range(20):
        other = changed(passage, random_writer(seed), PEOPLE)
        full, short = (" ".join(other.words[n.start : n.end]) for n in other.names)
        assert short in full


def test_lost_diacritics() -> None:
    assert without_diacritics("Gürbüz") == "Gurbuz"
    assert without_diacritics("Ayık") == "Ayik"
