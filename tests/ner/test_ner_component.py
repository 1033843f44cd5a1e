"""The component itself, with a network that was never trained: its names are noise, its manners are not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

import diplo_extract.nlp as pipelines
from diplo_extract.errors import ModelError
from diplo_extract.nlp.ner import WEIGHTS, NameTagger, Settings
from diplo_extract.nlp.ner_model import Size, set_weights, weights
from diplo_extract.nlp.ner_pieces import Pieces
from diplo_extract.nlp.ner_tagger import SETTINGS

NLP = spacy.blank("en")
SMALL = Settings(size=Size(width=16, depth=2, rows=(200, 100, 100, 100, 50)), calibrated=True)


def _tagger(**changes: object) -> NameTagger:
    """A tagger with random weights that finds names everywhere."""
    tagger = NameTagger(SMALL, **changes)  # type: ignore[arg-type]
    random = np.random.default_rng(5)
    set_weights(tagger.model, [random.normal(size=value.shape) for value in weights(tagger.model)])
    return tagger


NOISY = _tagger(repair=False)


@given(st.text(alphabet="abAB .,-\n\r\t\u2028\x0b", max_size=120))
@settings(max_examples=150, deadline=None)
def test_no_name_crosses_a_line_break(text: str) -> None:
    doc = NOISY(NLP.make_doc(text))
    for span in doc.ents:
        assert len(span.text.splitlines()) <= 1
        assert span.text == span.text.strip()


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_is_tagged_and_confidences_are_probabilities(text: str) -> None:
    doc = NOISY(NLP.make_doc(text))
    assert all(0 <= span._.confidence <= 1 for span in doc.ents)


def test_names_do_not_depend_on_what_else_is_in_the_batch() -> None:
    texts = ["Ada Obi met Ram Thapa in Lima .", "", "Guests from Kisumu and Enugu\ncame .", "One"]
    alone = [[(s.start, s.end, s.label_) for s in NOISY(NLP.make_doc(text)).ents] for text in texts]
    together = [[(s.start, s.end, s.label_) for s in doc.ents] for doc in NOISY.pipe(map(NLP.make_doc, texts))]
    assert alone == together
    assert any(alone)


def test_long_texts_are_cut_into_pieces_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = NLP.make_doc("Ada Obi met Ram Thapa in Lima , then left for Enugu . " * 20)
    whole = NOISY.scores([doc])[0]
    monkeypatch.setattr("diplo_extract.nlp.ner.LONGEST_PIECE", 7)
    assert np.allclose(NOISY.scores([doc])[0], whole, atol=1e-4)


@pytest.mark.parametrize(
    "text",
    ["Name\n" * 10_000, "".join(map(chr, range(32))) * 50, "\x00" * 1000, "A" * 100_000, "A B " * 3000],
    ids=["one-word lines", "control characters", "NULs", "one long word", "one long line"],
)
def test_hostile_texts_are_tagged(text: str) -> None:
    doc = NLP.make_doc(text)
    assert NOISY(doc) is doc


def test_a_megabyte_without_a_line_break_needs_bounded_memory() -> None:
    tagger = _tagger()
    set_weights(tagger.model, [np.zeros_like(value) for value in weights(tagger.model)])
    doc = NLP.make_doc("everybody " * 100_000)
    tracemalloc.start()
    tagger(doc)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200e6


def _pieces() -> Pieces:
    return Pieces(["[UNK]", "ada", "##ora", "o", "##bi"], np.eye(5, 3, dtype=np.float16))


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    shape = Settings(
        size=Size(width=16, depth=1, rows=(50, 50, 50, 50, 50), pieces=3), calibration=((0, 0.1), (1, 0.9))
    )
    tagger = NameTagger(shape, _pieces())
    tagger.to_disk(tmp_path / "names")
    from_disk = NameTagger().from_disk(tmp_path / "names")
    from_bytes = NameTagger().from_bytes(tagger.to_bytes())
    doc = NLP.make_doc("Adaora Obi")
    wanted = tagger.scores([doc])[0]
    for loaded in (from_disk, from_bytes):
        assert loaded.settings == tagger.settings
        assert np.allclose(loaded.scores([doc])[0], wanted, atol=0.05)  # half precision on disk
    from_disk.to_disk(tmp_path / "again")
    for name in NameTagger.FILES:
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "names" / name).read_bytes()


def test_word_pieces_are_cut_longest_first() -> None:
    pieces = _pieces()
    assert pieces.rows("Adaora") == [1, 2]
    assert pieces.rows("Ada-Obi") == [1, 0, 3, 4]
    assert pieces.rows("xyz") == [0]
    assert pieces.rows("") == [0]


def _saved(folder: Path) -> Path:
    nlp = spacy.blank("en")
    nlp.add_pipe("diplo_ner").configure(SMALL)  # type: ignore[attr-defined]
    nlp.to_disk(folder)
    return folder


def test_a_saved_pipeline_is_an_ordinary_spacy_pipeline(tmp_path: Path) -> None:
    nlp = spacy.load(_saved(tmp_path / "model"))
    assert isinstance(nlp, Language)
    assert nlp.pipe_labels["diplo_ner"] == list(SMALL.labels)
    assert list(nlp.pipe(["Ada Obi", "Lima"]))
    assert str(tmp_path) not in (tmp_path / "model" / "config.cfg").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NameTagger.FILES)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = _saved(tmp_path / "model")
    (folder / "diplo_ner" / name).unlink()
    with pytest.raises(ModelError, match=f"{name} is missing.*diplo-extract train"):
        pipelines.load(folder)


@pytest.mark.parametrize("data", [b"", b"not a model", b"PK\x03\x04 cut short"])
def test_damaged_weights_are_named(tmp_path: Path, data: bytes) -> None:
    folder = _saved(tmp_path / "model")
    (folder / "diplo_ner" / WEIGHTS).write_bytes(data)
    with pytest.raises(ModelError, match=f"{WEIGHTS} is damaged.*diplo-extract train"):
        pipelines.load(folder)


def test_damaged_settings_are_named(tmp_path: Path) -> None:
    folder = _saved(tmp_path / "model")
    (folder / "diplo_ner" / SETTINGS).write_text('{"labels": 3}', encoding="utf-8")
    with pytest.raises(ModelError, match=f"{SETTINGS} is damaged"):
        pipelines.load(folder)


def test_a_model_of_another_version_is_told(tmp_path: Path) -> None:
    folder = _saved(tmp_path / "model")
    path = folder / "diplo_ner" / SETTINGS
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), "format": 99}), encoding="utf-8")
    with pytest.raises(ModelError, match="format 99, this package reads format 1"):
        pipelines.load(folder)


def test_a_model_of_another_spacy_is_told(tmp_path: Path) -> None:
    folder = _saved(tmp_path / "model")
    path = folder / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**meta, "spacy_version": ">=2.2.0,<2.3.0"}), encoding="utf-8")
    with pytest.raises(ModelError, match=r"is made for spaCy >=2\.2\.0,<2\.3\.0, this is 3"):
        pipelines.load(folder)


@pytest.mark.parametrize("name", ["config.cfg", "meta.json", "tokenizer"])
def test_other_damage_is_one_line_with_the_remedy(tmp_path: Path, name: str) -> None:
    folder = _saved(tmp_path / "model")
    (folder / name).write_bytes(b"\x00[nonsense\n\n")
    with pytest.raises(ModelError, match=r"cannot be loaded.*diplo-extract train") as caught:
        pipelines.load(folder)
    assert "\n" not in str(caught.value)


def test_the_command_line_ends_with_2_and_one_line(tmp_path: Path) -> None:
    folder = _saved(tmp_path / "model")
    (folder / "diplo_ner" / WEIGHTS).unlink()
    names = tmp_path / "names.jsonl"
    names.write_text('{"text": "Obi", "spans": [{"start": 0, "end": 3, "label": "PERSON"}]}', encoding="utf-8")
    command = [sys.executable, "-m", "diplo_extract", "evaluate", "--names", str(names), "--model", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and f"{WEIGHTS} is missing" in done.stderr


def test_weights_of_another_shape_are_damage(tmp_path: Path) -> None:
    folder = _saved(tmp_path / "model")
    NameTagger(Settings(size=Size(width=8, depth=1, rows=(50, 50, 50, 50, 50)))).to_disk(tmp_path / "other")
    (folder / "diplo_ner" / WEIGHTS).write_bytes((tmp_path / "other" / WEIGHTS).read_bytes())
    with pytest.raises(ModelError, match="damaged"):
        pipelines.load(folder)


def test_an_untrained_component_finds_nothing() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("diplo_ner")
    assert not nlp("Ada Obi met Ram Thapa in Lima.").ents


def test_scores_are_the_same_bytes_however_many_threads_numpy_has() -> None:
    code = (
        "import diplo_extract as dx; nlp = dx.load('fast').nlp\n"
        "doc = nlp('Mayor Nguyễn Văn Bình of Hải Phòng met Ada Obi of the Harbour Trust in Kigali.' * 40)\n"
        "print([(ent.text, ent.label_, float(ent._.confidence).hex()) for ent in doc.ents])"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads},
            capture_output=True,
            check=True,
        ).stdout
        for threads in ("1", "3")
    }
    assert len(found) == 1
    assert b"Ada Obi" in found.pop()
