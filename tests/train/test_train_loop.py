from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy

from diplo_extract.errors import UsageError
from diplo_extract.nlp.ner import NameTagger, Settings
from diplo_extract.nlp.ner_model import Size, weights
from diplo_extract.train import checkpoint
from diplo_extract.train.loop import Plan, Trainer, batches
from diplo_extract.train.mixture import Mixture
from diplo_extract.train.passages import Name, Passage, annotated
from diplo_extract.train.swap import random_writer

SETTINGS = Settings(size=Size(width=24, depth=2, rows=(400, 200, 200, 200, 100)))
LESSONS = {
    "Mayor Ada Obi met guests in Enugu .": [("Ada Obi", "PERSON"), ("Enugu", "GPE")],
    "The Harbour Trust thanked Ram Thapa .": [("Harbour Trust", "ORG"), ("Ram Thapa", "PERSON")],
    "Kenyan ministers flew to Lima on Monday .": [("Kenyan", "NORP"), ("Lima", "GPE")],
    "Expo Lima opened at Union Hall .": [("Expo Lima", "EVENT"), ("Union Hall", "FAC")],
}


def _lessons() -> list[Passage]:
    return [
        annotated(text, [(text.index(s), text.index(s) + len(s), (label,)) for s, label in names], source="own")
        for text, names in LESSONS.items()
    ]


def _trained(steps: int = 60) -> NameTagger:
    trainer = Trainer(SETTINGS, Plan(words=40 * steps, learn_rate=0.01, warm_up=5, averaging=0.9, seed=3))
    for _ in range(steps):
        trainer.step(_lessons())
    trainer.use_averages()
    return trainer.tagger


def test_a_handful_of_sentences_is_learnt_and_the_same_twice() -> None:
    first, second = _trained(), _trained()
    assert all(np.array_equal(a, b) for a, b in zip(weights(first.model), weights(second.model), strict=True))
    first.repair = False
    nlp = spacy.blank("en")
    for text, names in LESSONS.items():
        found = [(span.text, span.label_) for span in first(nlp.make_doc(text)).ents]
        assert found == names


def _mixture(seed: int) -> Mixture:
    passage = Passage(["Ada", "Obi", "met", "us"], [Name(0, 2, ("PERSON",))])
    return Mixture({"corpora": [passage] * 5}, {"corpora": 1, "own": 1}, random_writer(seed))


def _run(trainer: Trainer, mixture: Mixture, steps: int) -> None:
    for step, batch in enumerate(batches(mixture, 60), start=1):
        trainer.step(batch)
        if step == steps:
            return


def test_a_stopped_training_goes_on_as_if_it_had_not_stopped(tmp_path: Path) -> None:
    plan = Plan(words=5000, seed=4)
    whole, draw = Trainer(SETTINGS, plan), _mixture(4)
    _run(whole, draw, 3)
    checkpoint.save(tmp_path / "mark", whole, draw)
    _run(whole, draw, 3)
    resumed, other = Trainer(SETTINGS, plan), _mixture(99)
    checkpoint.resume(tmp_path / "mark", resumed, other)
    _run(resumed, other, 3)
    assert resumed.state.words == whole.state.words
    assert all(np.array_equal(a, b) for a, b in zip(resumed.state.averages, whole.state.averages, strict=True))


def test_a_checkpoint_of_another_plan_is_refused(tmp_path: Path) -> None:
    trainer = Trainer(SETTINGS, Plan(words=5000, seed=4))
    checkpoint.save(tmp_path / "mark", trainer, _mixture(4))
    with pytest.raises(UsageError, match="other settings"):
        checkpoint.resume(tmp_path / "mark", Trainer(SETTINGS, Plan(words=6000, seed=4)), _mixture(4))
