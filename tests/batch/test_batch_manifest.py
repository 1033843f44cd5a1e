"""A folder holds the records of one pipeline and of one selection: what would mix or lose them is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplo_extract import UsageError
from diplo_extract.batch import Selection, manifest
from diplo_extract.records import PipelineInfo

PIPELINE = PipelineInfo(package="1", model="fast 1 abc", schema_version="1.0", settings="0")


def test_a_narrower_selection_is_refused_and_a_wider_one_is_not(tmp_path: Path) -> None:
    manifest.check(tmp_path, PIPELINE, Selection(limit=5), fresh=False)
    manifest.check(tmp_path, PIPELINE, Selection(limit=9), fresh=False)
    with pytest.raises(UsageError, match=r"was limit 9, is limit 5.*--fresh"):
        manifest.check(tmp_path, PIPELINE, Selection(limit=5), fresh=False)


def test_another_pipeline_is_refused_until_its_records_are_forgotten(tmp_path: Path) -> None:
    manifest.check(tmp_path, PIPELINE, Selection(), fresh=False)
    (tmp_path / "records.jsonl").write_text("{}\n", encoding="utf-8")
    other = PIPELINE.model_copy(update={"model": "accurate 1 def"})
    with pytest.raises(UsageError, match="model was fast 1 abc, is accurate 1 def"):
        manifest.check(tmp_path, other, Selection(), fresh=False)
    manifest.check(tmp_path, other, Selection(), fresh=True)
    assert not (tmp_path / "records.jsonl").exists()


def test_a_damaged_manifest_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="choose another --out, or --fresh"):
        manifest.check(tmp_path, PIPELINE, Selection(), fresh=False)
