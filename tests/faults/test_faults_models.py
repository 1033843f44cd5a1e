"""Case 31: a model folder from a stranger is data; nothing in it is run."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import spacy

import diplo_extract as dx


class Trap:
    """Unpickled, it leaves a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.mark,)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A loadable pipeline with traps beside it."""
    path = tmp_path / "model"
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.meta["name"] = "stranger"
    nlp.to_disk(path)
    trap = pickle.dumps(Trap(tmp_path / "ran"))
    for name in ("evil.pkl", "sentencizer.pkl", "vocab/vectors.pkl", "model.bin"):
        (path / name).write_bytes(trap)
    (path / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    (path / "__init__.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    return path


@pytest.mark.parametrize(
    ("found", "put"),
    [
        ('factory = "sentencizer"', 'factory = "evil.run"'),
        ("before_creation = null", 'before_creation = {"@callbacks": "evil.run"}'),
        ("after_creation = null", 'after_creation = {"@callbacks": "os.system"}'),
        ('@tokenizers = "spacy.Tokenizer.v1"', '@tokenizers = "evil.Tokenizer.v1"'),
    ],
)
def test_31_a_model_that_asks_for_strange_code_is_refused(folder: Path, found: str, put: str) -> None:
    config = folder / "config.cfg"
    text = config.read_text(encoding="utf-8")
    assert found in text
    config.write_text(text.replace(found, put), encoding="utf-8")
    with pytest.raises(dx.ModelError):
        dx.load(folder)
    assert not (folder.parent / "ran").exists()


def test_31_files_beside_a_model_are_not_opened_as_code(folder: Path) -> None:
    pipeline = dx.load(folder)
    assert isinstance(
        pipeline.extract("Mayor Ana Silva met 40 delegates in Lima on 3 June 2024."), dx.Record | dx.ErrorRecord
    )
    assert not (folder.parent / "ran").exists()
