from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from diplo_extract.errors import UsageError
from diplo_extract.nlp.ner_tagger import LABELS
from diplo_extract.train import gold
from diplo_extract.train.gold import Annotated

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TEXT = "Talks in Lima\n\nAda Obi met guests in Lima."


def _folders(tmp_path: Path, text: str) -> tuple[Path, Path]:
    shared, names = tmp_path / "shared", tmp_path / "samples" / "annotations" / "names"
    (shared / "corpora" / "raw").mkdir(parents=True)
    names.mkdir(parents=True)
    with gzip.open(shared / gold.RAW, "wt", encoding="utf-8") as out:
        out.write(json.dumps({"id": "a", "title": "Talks in Lima", "text": "Ada Obi met guests in Lima."}) + "\n")
    for document, split in (("a", "train"), ("b", "held")):
        row = {"document": document, "split": split, "sha256": hashlib.sha256(text.encode()).hexdigest()}
        (names / f"{document}.json").write_text(json.dumps({**row, "spans": [[15, 22, "PERSON"]]}), encoding="utf-8")
    return shared, tmp_path / "samples"


def test_a_split_of_the_releases_is_read_with_its_text(tmp_path: Path) -> None:
    shared, samples = _folders(tmp_path, TEXT)
    (read,) = gold.releases(shared, samples, "train")
    assert read == Annotated("a", TEXT, [(15, 22, "PERSON")])
    assert gold.documents(samples) == {"a", "b"}
    (passage,) = gold.passages([read])
    assert [passage.words[name.start : name.end] for name in passage.names] == [["Ada", "Obi"]]


def test_a_text_that_is_not_the_annotated_one_is_refused(tmp_path: Path) -> None:
    shared, samples = _folders(tmp_path, TEXT + " ")
    with pytest.raises(UsageError, match=r"a in .*not the one that was annotated"):
        gold.releases(shared, samples, "train")
    with pytest.raises(UsageError, match=r"b in .*not the one that was annotated"):
        gold.releases(shared, samples, "held")
    with pytest.raises(UsageError, match="holds no annotation"):
        gold.releases(shared, tmp_path, "train")


def test_frozen_samples_are_never_trained_on() -> None:
    names = {document.name for document in gold.sample_releases(SAMPLES)}
    frozen = [
        path.stem
        for path in (SAMPLES / "gold").glob("*.json")
        if json.loads(path.read_text("utf-8"))["split"] == "frozen"
    ]
    assert frozen and names and names.isdisjoint(frozen)


def test_written_passages_hold_well_formed_names() -> None:
    passages = list(gold.written())
    assert len(passages) > 200
    for passage in passages:
        assert "[" not in passage.text and "]" not in passage.text, passage.text
        for start, end, label in passage.spans:
            name = passage.text[start:end]
            assert label in LABELS and name == name.strip() and "\n" not in name, name
    assert len({passage.text for passage in passages}) == len(passages)
