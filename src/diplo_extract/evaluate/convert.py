"""Gold files to the forms of annotation tools and back; nothing is overwritten unless asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from diplo_extract.errors import UsageError
from diplo_extract.evaluate import doccano, label_studio
from diplo_extract.evaluate.samples import Gold

Files = dict[Path, str]


def _gold_files(golds: Sequence[Gold]) -> Files:
    return {
        Path("gold", f"{gold.doc_id}.json"): json.dumps(
            gold.model_dump(mode="json", exclude_unset=True), indent=1, ensure_ascii=False
        )
        + "\n"
        for gold in golds
    }


def _label_studio_files(golds: Sequence[Gold]) -> Files:
    tasks = [label_studio.to_task(gold) for gold in golds]
    return {
        Path(label_studio.FILE): json.dumps(tasks, indent=1, ensure_ascii=False) + "\n",
        Path(label_studio.CONFIG_FILE): label_studio.config(),
    }


def _doccano_files(golds: Sequence[Gold]) -> Files:
    rows = [json.dumps(doccano.to_document(gold), ensure_ascii=False) for gold in golds]
    return {Path(doccano.FILE): "".join(f"{row}\n" for row in rows)}


FORMS: dict[str, Callable[[Sequence[Gold]], Files]] = {
    "gold": _gold_files,
    "label-studio": _label_studio_files,
    "doccano": _doccano_files,
}


def convert(golds: Sequence[Gold], form: str, out: Path, *, force: bool = False) -> list[Path]:
    """Write `golds` in `form` under the folder `out`; give the files written. Raises UsageError before writing any."""
    for gold in golds:
        if Path(gold.doc_id).name != gold.doc_id:
            raise UsageError(f"doc_id {gold.doc_id!r} cannot name a file: give it another")
    files = {out / name: content for name, content in FORMS[form](golds).items()}
    existing = [str(file) for file in files if file.exists()]
    if existing and not force:
        raise UsageError(f"{existing[0]} exists ({len(existing)} such files): choose another folder, or --force")
    for file, content in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return list(files)
