"""The kernel over Arrow batches gives the outcomes of the batch command, in the order of its rows."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

import diplo_extract as dx
from diplo_extract import ErrorRecord, Record
from diplo_extract.distributed import OUTCOMES, FilesKernel

arrow = pytest.importorskip("pyarrow")

TEXT = "The mayor of Tromso, Kari Solberg, opened meeting number {n} of the ports on 4 May 2023. More than 40 came."


def table() -> list[object]:
    rows = [{"uri": f"row-{n}", "text": TEXT.format(n=n), "published": "2023-05-05"} for n in range(40)]
    rows[3]["text"] = None  # type: ignore[assignment]
    rows[5]["text"] = ""
    rows[7]["published"] = "yesterday"
    return list(arrow.Table.from_pylist(rows).to_batches(max_chunksize=16))


def test_every_row_has_one_outcome_in_its_place(pipeline: dx.Pipeline) -> None:
    kernel = pickle.loads(pickle.dumps(dx.arrow_kernel()))
    rows = [row for batch in kernel(iter(table())) for row in batch.to_pylist()]
    assert len(rows) == 40 and set(rows[0]) == set(OUTCOMES)
    assert {i: row["reason"] for i, row in enumerate(rows) if row["reason"]} == {
        3: "no-content",
        5: "empty",
        7: "bad-date",
    }
    for number, row in enumerate(rows):
        outcome = (ErrorRecord if row["reason"] else Record).model_validate_json(row["line"])
        assert outcome.id == row["id"] and outcome.source.uri == f"row-{number}"
    alone = pipeline.extract(TEXT.format(n=0), uri="row-0", published="2023-05-05", media_type="text/plain")
    assert alone.model_dump_json() == rows[0]["line"]


def test_files_are_read_as_the_batch_command_reads_them(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    lines = [json.dumps({"text": TEXT.format(n=n)}) for n in range(3)]
    (folder / "a.jsonl").write_text("\n".join([*lines, "{ no json"]), encoding="utf-8")
    (folder / "style.css").write_text("p { color: red }", encoding="utf-8")
    files = [{"path": path, "named": named} for path, named in dx_files(folder)]
    kernel = FilesKernel(dx.arrow_kernel())
    done = [row for batch in kernel(iter(arrow.Table.from_pylist(files).to_batches())) for row in batch.to_pylist()]
    from diplo_extract import batch as engine

    engine.run([folder], tmp_path / "out")
    written = [(tmp_path / "out" / name).read_text(encoding="utf-8") for name in ("records.jsonl", "errors.jsonl")]
    ids = {json.loads(line)["id"] for line in "".join(written).splitlines()}
    assert {row["id"] for row in done} == ids and len(done) == len(ids) == 4


def dx_files(folder: Path) -> list[tuple[str, bool]]:
    from diplo_extract.archive import Archive

    return list(Archive([folder]).files())


def test_another_limit_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(dx.UsageError, match="no such limit: seconds"):
        dx.arrow_kernel(seconds=3)
