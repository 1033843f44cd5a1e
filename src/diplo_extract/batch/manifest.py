"""run.json: what made the records of a folder. Records of two pipelines never meet in one folder."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from diplo_extract.batch.selection import Selection
from diplo_extract.errors import UsageError
from diplo_extract.records import PipelineInfo
from diplo_extract.write.whole import writing

NAME = "run.json"
_FILES = (
    "records.jsonl", "records.jsonl.part", "records.jsonl.kept", "duplicates.jsonl", "duplicates.jsonl.part",
    "errors.jsonl", "errors.jsonl.part", NAME,
)  # fmt: skip


def check(out: Path, pipeline: PipelineInfo, selection: Selection, *, fresh: bool) -> None:
    """Write the manifest of a run; raises UsageError that names the difference to the runs before.

    fresh: forget the runs before, and what they wrote.
    """
    if fresh:
        for name in _FILES:
            (out / name).unlink(missing_ok=True)
    before = _read(out / NAME)
    if before:
        _refuse_other_pipeline(out, before, pipeline)
        _refuse_narrower_selection(out, before, selection)
    now = {**pipeline.model_dump(), "selection": asdict(selection)}
    with writing(out / NAME) as part:
        part.write_text(json.dumps(now, indent=2) + "\n", encoding="utf-8")


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise UsageError(f"{path} is damaged ({error}): choose another --out, or --fresh to begin anew") from error
    return found if isinstance(found, dict) else {}


def _refuse_other_pipeline(out: Path, before: dict[str, Any], pipeline: PipelineInfo) -> None:
    now = pipeline.model_dump()
    changed = [f"{key} was {before.get(key)}, is {now[key]}" for key in now if before.get(key) != now[key]]
    if changed:
        raise UsageError(
            f"{out} holds records of another pipeline ({'; '.join(changed)}): choose another --out, or --fresh to"
            " make them all again"
        )


def _refuse_narrower_selection(out: Path, before: dict[str, Any], selection: Selection) -> None:
    earlier = before.get("selection") or {}
    shard = earlier.get("shard")
    was = Selection(tuple(shard) if shard else None, earlier.get("sample"), earlier.get("limit"))
    if not selection.holds_all_of(was):
        raise UsageError(
            f"{out} holds records of another selection (was {was.as_text()}, is {selection.as_text()}), and some would"
            " be lost: choose another --out, or --fresh to begin anew"
        )
