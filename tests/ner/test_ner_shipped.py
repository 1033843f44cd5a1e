"""The two shipped pipelines: same labels, same manners, each without the other's needs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from spacy.language import Language

from diplo_extract.cli.run import run
from diplo_extract.config import DEFAULT_MODEL
from diplo_extract.errors import ModelError
from diplo_extract.nlp import load, model_path
from diplo_extract.nlp.ner_tagger import LABELS

LARGEST = {"fast": 10_000_000, "accurate": 25_000_000}
TEXT = """ANTALYA HOSTS WORKSHOP

Antalya Metropolitan Municipality Mayor Muhittin Böcek welcomed Zeynep Tuğçe Çiftçibaşı Güç and the Kenyan ambassador
Wanjiru Odhiambo Kamau in Antalya. Böcek said the ports of the Aegean Sea need Türkiye and Kenya. """


@pytest.fixture(scope="module", params=list(LARGEST))
def nlp(request: pytest.FixtureRequest) -> Language:
    return load(request.param)


def test_people_places_and_peoples_are_told_apart(nlp: Language) -> None:
    assert nlp.pipe_labels["diplo_ner"] == list(LABELS)
    found = {(span.text, span.label_) for span in nlp(TEXT).ents}
    assert {("Muhittin Böcek", "PERSON"), ("Böcek", "PERSON"), ("Kenyan", "NORP"), ("Kenya", "GPE")} <= found
    assert ("Aegean Sea", "LOC") in found
    assert all(0 < span._.confidence <= 1 for span in nlp(TEXT).ents)


def test_names_and_confidences_do_not_depend_on_the_batch(nlp: Language) -> None:
    texts = [TEXT, "Ada Obi left.", "", TEXT * 9, "The Lima Summit opened. " * 40]
    alone = [[(s.start, s.end, s.label_, s._.confidence) for s in nlp(text).ents] for text in texts]
    for size in (2, 100):
        docs = nlp.pipe(reversed(texts), batch_size=size)
        assert [[(s.start, s.end, s.label_, s._.confidence) for s in doc.ents] for doc in docs] == alone[::-1]


@pytest.mark.parametrize("name", list(LARGEST))
def test_the_folder_is_small_and_has_a_card(name: str) -> None:
    folder = model_path(name)
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) <= LARGEST[name]
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert card.startswith(f"# {name}:")
    for part in ("sha256", "seed", "Apache-2.0", "held-back releases", "calibration error"):
        assert part in card


def test_fast_needs_no_onnxruntime_and_accurate_says_that_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert load("fast")(TEXT).ents
    with pytest.raises(ModelError, match="pip install onnxruntime"):
        load("accurate")


def test_all_defaults_name_the_same_pipeline() -> None:
    (option,) = (parameter for parameter in run.params if parameter.name == "model")
    assert option.default == DEFAULT_MODEL
    assert load().meta["name"] == f"diplo_{DEFAULT_MODEL}"


def test_an_unknown_name_tells_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"accurate.*fast"):
        load(tmp_path / "nothing")
