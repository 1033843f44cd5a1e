"""A samples folder: gold files and the page of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from diplo_extract.errors import UsageError
from diplo_extract.evaluate.check import Fault, read_gold
from diplo_extract.evaluate.samples import Gold

_PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".xml", ".txt", ".md")


@dataclass(frozen=True, slots=True)
class Sample:
    """One annotated release."""

    gold: Gold
    file: Path
    page: Path | None
    """None when the folder has only the annotated text."""


@dataclass(slots=True)
class Samples:
    """The samples that can be scored, and what is wrong in the folder."""

    samples: list[Sample] = field(default_factory=list)
    refused: list[Fault] = field(default_factory=list)
    """Why a gold file cannot be scored at all."""
    faults: list[Fault] = field(default_factory=list)
    """What is wrong in those that can, and pages without gold."""


def read_samples(paths: Iterable[str | Path]) -> Samples:
    """Read every gold file under `paths` (folders or single files).

    A folder with gold/ and pages/ in it is a samples folder; in any other, every .json is a gold file that lies beside
    its page. A file may also be an export of Label Studio (.json) or doccano (.jsonl). Raises UsageError when a path
    does not exist or holds no gold at all.
    """
    found = Samples()
    for path in map(Path, paths):
        if not path.exists():
            raise UsageError(f"no such file or folder: {path}")
        files = _gold_files(path)
        if not files:
            raise UsageError(f"no gold file in {path}: it needs gold/<doc_id>.json, or <doc_id>.json beside each page")
        for file in files:
            _add(found, file)
        found.faults += _pages_without_gold(path)
    return found


def _add(found: Samples, file: Path) -> None:
    for gold, faults, exported, lines in read_gold(file):
        if gold is None:
            found.refused += faults
            continue
        found.faults += faults
        first = next((sample.file for sample in found.samples if sample.gold.doc_id == gold.doc_id), None)
        page = _page(file, gold)
        if first is not None:
            message = f"doc_id {gold.doc_id!r} is that of a document in {first} already"
            remedy = "give each document an id of its own"
            found.refused.append(Fault(str(file), lines["doc_id"], "doc_id", message, remedy))
        elif page is None and gold.page is not None and not exported:
            message = f"there is no page {gold.page!r}"
            remedy = f"put it under {_root(file)}, correct the path, or leave the key out to score the text alone"
            found.refused.append(Fault(str(file), lines["page"], "page", message, remedy))
        else:
            found.samples.append(Sample(gold, file, page))


def _gold_files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    folder = path / "gold" if (path / "gold").is_dir() else path
    return sorted(folder.glob("*.json"), key=lambda file: file.name)


def _root(file: Path) -> Path:
    """Give the folder that `page` of a gold file is relative to."""
    return file.parent.parent if file.parent.name == "gold" else file.parent


def _page(file: Path, gold: Gold) -> Path | None:
    root = _root(file)
    if gold.page is not None:
        page = root / gold.page
        return page if page.is_file() else None
    candidates = (
        root / "pages" / f"{gold.doc_id}{suffix}{packed}" for suffix in _PAGE_SUFFIXES for packed in ("", ".gz")
    )
    return next((page for page in candidates if page.is_file()), None)


def _pages_without_gold(path: Path) -> list[Fault]:
    gold, pages = path / "gold", path / "pages"
    if not gold.is_dir() or not pages.is_dir():
        return []
    annotated = {file.stem for file in gold.glob("*.json")}
    return [
        Fault(str(page), None, "", "no gold for this page", f"write {gold / _stem(page)}.json, or take the page away")
        for page in sorted(pages.iterdir(), key=lambda page: page.name)
        if page.is_file() and not page.name.startswith(".") and _stem(page) not in annotated
    ]


def _stem(page: Path) -> str:
    return page.name.removesuffix(".gz").rpartition(".")[0] or page.name
