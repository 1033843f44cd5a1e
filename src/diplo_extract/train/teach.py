"""The recipe of the silver text: fine-tune the teacher, label raw releases."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

from diplo_extract.errors import UsageError
from diplo_extract.nlp.ner import LABELS
from diplo_extract.nlp.ner_tags import Tags
from diplo_extract.train import silver
from diplo_extract.train.mixture import mixture
from diplo_extract.train.names import encoder_folder
from diplo_extract.train.passages import Passage
from diplo_extract.train.teacher import Teacher, TeacherPlan


def make_silver(
    shared: Path,
    out: Path,
    encoder: Path | None,
    *,
    teacher_words: int,
    words: int,
    seed: int,
    report: Callable[[int], object],
) -> int:
    """Write labelled text; gives the number of words. `shared` holds corpora/ner and corpora/raw."""
    if importlib.util.find_spec("torch") is None:
        raise UsageError("the teacher needs torch: pip install torch==2.13.0")
    teacher = Teacher(encoder_folder(encoder), Tags(LABELS), seed)
    seen = 0

    def told(now: int, loss: float) -> None:
        nonlocal seen
        report(now - seen)
        seen = now

    draw = mixture(shared / "corpora" / "ner", None, seed)
    teacher.train(draw, TeacherPlan(words=teacher_words, seed=seed), told)
    raw = silver.raw_passages(shared / "corpora" / "raw" / "releases.jsonl.gz", words, seed)
    return silver.write(_counted(silver.labelled(raw, teacher), report), out)


def _counted(passages: Iterator[Passage], report: Callable[[int], object]) -> Iterator[Passage]:
    for passage in passages:
        report(len(passage.words))
        yield passage
