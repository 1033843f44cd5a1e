"""diplo-extract train calibrate, and the verdicts that lie apart from their texts."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import diplo_extract as dx
from diplo_extract.cli.train import train
from diplo_extract.errors import UsageError
from diplo_extract.nlp import model_path
from diplo_extract.records import Person
from diplo_extract.resolve.confidence import FILE, read_table
from diplo_extract.train.standoff import SOURCES, claims

ROOT = Path(__file__).resolve().parents[2]
VERDICTS = sorted((ROOT / "samples" / "annotations" / "facts").glob("*.json"))
RELEASE = {
    "id": "r1",
    "title": "A visit",
    "text": "Mayor Ana Silva met Governor Rui Costa in Lagos.",
    "published": None,
}


def read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def test_enough_facts_were_judged() -> None:
    seen = [verdict for path in VERDICTS for facts in read(path)["facts"].values() for verdict in facts]
    assert len(VERDICTS) >= 70
    assert len(seen) >= 350
    assert 0.7 < sum(right for _, _, right in seen) / len(seen) < 0.95


@pytest.mark.parametrize("path", VERDICTS, ids=lambda path: path.stem)
def test_verdicts_hold_places_and_hashes_but_no_text(path: Path) -> None:
    document = read(path)
    assert document["document"] == path.stem
    assert set(document["facts"]) <= {"positions", "dates", "attendance", "groups", "events", "quotes"}
    for facts in document["facts"].values():
        for start, claim, right in facts:
            assert start >= 0 and len(claim) == 10 and isinstance(right, bool)
        assert facts == sorted(facts)


@pytest.fixture
def folders(tmp_path: Path, samples: Path) -> tuple[Path, Path, Path]:
    """A pipeline without table, two samples (one of them frozen), and reference material of one raw release."""
    ours, shared, model = tmp_path / "samples", tmp_path / "shared", tmp_path / "model"
    for name in ("izmir-mediterranean-ports", "nuuk-iqaluit-minister"):
        for part, suffix in (("gold", "json"), ("pages", "html")):
            (ours / part).mkdir(parents=True, exist_ok=True)
            shutil.copy(samples.parent / part / f"{name}.{suffix}", ours / part)
    shutil.copytree(model_path("fast"), model, ignore=shutil.ignore_patterns(FILE))
    releases = shared / "bench" / "releases"
    shutil.copytree(ours / "gold", releases / "dev" / "gold")
    shutil.copytree(ours / "pages", releases / "dev" / "pages")
    (releases / "pool").mkdir()
    (releases / "pool" / "pool.jsonl").write_text("")
    (shared / "corpora" / "raw").mkdir(parents=True)
    with gzip.open(shared / "corpora" / "raw" / "releases.jsonl.gz", "wt") as lines:
        lines.write(json.dumps(RELEASE) + "\n")
    return ours, shared, model


def mark(folder: Path, kind: str, content: dict[str, Any], text: str) -> None:
    digest = hashlib.sha256(text.encode()).hexdigest()
    (folder / "annotations" / kind).mkdir(parents=True)
    file = folder / "annotations" / kind / "r1.json"
    file.write_text(json.dumps({"document": "r1", "sha256": digest} | content))


def test_one_command_makes_the_table(folders: tuple[Path, Path, Path]) -> None:
    ours, shared, model = folders
    call = ["calibrate", "--samples", str(ours), "--shared", str(shared), "--model", str(model)]
    result = CliRunner().invoke(train, call)
    assert result.exit_code == 0, result.output
    table = read_table(model)
    assert table is not None
    assert table.documents == {"samples": 1, "annotated releases": 2}
    assert table.kinds["dates"].facts > 3
    assert set(table.checked) == {"five folds", "frozen samples"}
    assert "positions" in result.stdout
    first = (model / FILE).read_bytes()
    assert CliRunner().invoke(train, call).exit_code == 0
    assert (model / FILE).read_bytes() == first


def test_facts_are_judged_apart_from_their_text(folders: tuple[Path, Path, Path], pipeline: dx.Pipeline) -> None:
    ours, shared, _ = folders
    text = f"{RELEASE['title']}\n\n{RELEASE['text']}"
    start = text.index("Ana Silva")
    mark(ours, "names", {"split": "held", "spans": [[start, start + 9, "PERSON"]]}, text)
    (made,) = SOURCES["names of raw releases"](ours / "annotations", shared)
    record = pipeline.extract(made[1].content, uri="r1", media_type="text/plain")
    assert isinstance(record, dx.Record)
    verdicts = {fact.name: right for fact, right in made[2](record) if isinstance(fact, Person)}
    assert verdicts == {"Ana Silva": True, "Rui Costa": False}
    field, place, claim, _ = next(found for found in claims(record) if found[0] == "positions")
    mark(ours, "facts", {"facts": {field: [[place, claim, False]]}}, text)
    (made,) = SOURCES["facts of raw releases"](ours / "annotations", shared)
    ((fact, right),) = made[2](record)
    assert (fact, right) == (record.people[0].positions[0], False)


def test_annotation_of_another_text_is_left_out(folders: tuple[Path, Path, Path]) -> None:
    ours, shared, _ = folders
    mark(ours, "names", {"split": "held", "spans": []}, "another text")
    assert list(SOURCES["names of raw releases"](ours / "annotations", shared)) == []


def test_missing_reference_material_is_named(folders: tuple[Path, Path, Path]) -> None:
    ours, shared, model = folders
    (shared / "corpora" / "raw" / "releases.jsonl.gz").unlink()
    call = ["calibrate", "--samples", str(ours), "--shared", str(shared), "--model", str(model)]
    result = CliRunner().invoke(train, call)
    assert isinstance(result.exception, UsageError)
    assert "releases.jsonl.gz" in str(result.exception)
    assert not (model / FILE).exists()
