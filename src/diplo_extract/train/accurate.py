"""The recipe of the accurate pipeline: open corpora first, then our own annotation; weights in whole numbers."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from diplo_extract.errors import UsageError
from diplo_extract.nlp.ner_encoder import EncoderTagger
from diplo_extract.nlp.ner_tagger import LABELS, TaggerSettings
from diplo_extract.nlp.ner_tags import Tags
from diplo_extract.train import encoder, export
from diplo_extract.train.card import Recipe
from diplo_extract.train.finish import Result, finish
from diplo_extract.train.mixture import mixture
from diplo_extract.train.transformer import Learner, Stage

NEEDED = ("torch", "onnx", "onnxruntime")
OPEN = Stage((("corpora", 0.75), ("own", 0.25)), words=600_000, learn_rate=2e-4, final_rate=0.595)
OURS = Stage(
    (("annotated", 0.47), ("corpora", 0.4), ("own", 0.13)), words=1_500_000, learn_rate=1.2e-4, final_rate=0.02
)
"""It begins with the rate that the first stage ended with."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train."""

    stages: tuple[Stage, ...] = (OPEN, OURS)
    seed: int = 1

    @property
    def words(self) -> int:
        """Words to see in all."""
        return sum(stage.words for stage in self.stages)


def train_accurate(
    shared: Path,
    samples: Path,
    out: Path,
    plan: Plan,
    *,
    encoder_at: Path | None = None,
    resume: bool = False,
    report: Callable[[int, float], None] = lambda words, loss: None,
) -> Result:
    """Train, calibrate and save the accurate pipeline; `shared` holds corpora/ner and corpora/raw."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise UsageError(f"training needs {', '.join(missing)}: pip install 'diplo-extract[train]'")
    folder = encoder.encoder_folder(encoder_at)
    learner = trained(shared, samples, out, plan, folder, resume=resume, report=report)
    tagger = EncoderTagger()
    tagger.configure(TaggerSettings(), encoder.vocabulary(folder), export.exported(learner.module))
    result = finish(tagger, recipe(plan), shared, samples, out)
    for mark in _marks(out, plan):
        mark.unlink()
    return result


def trained(
    shared: Path,
    samples: Path,
    out: Path,
    plan: Plan,
    folder: Path,
    *,
    resume: bool,
    report: Callable[[int, float], None],
) -> Learner:
    """Train the network stage by stage; checkpoints beside `out` let a stopped training go on."""
    out.parent.mkdir(parents=True, exist_ok=True)
    learner, before = Learner(folder, Tags(LABELS), plan.seed), 0
    for number, (stage, mark) in enumerate(zip(plan.stages, _marks(out, plan), strict=True)):
        if not resume:
            mark.unlink(missing_ok=True)
        draw = mixture(shared, samples, None, dict(stage.shares), plan.seed + number)
        learner.train(draw, stage, partial(_report_from, report, before), mark)
        before += stage.words
    return learner


def _report_from(report: Callable[[int, float], None], before: int, seen: int, loss: float) -> None:
    report(before + seen, loss)


def _marks(out: Path, plan: Plan) -> list[Path]:
    return [out.with_name(f".{out.name}.stage{number}") for number in range(1, len(plan.stages) + 1)]


def recipe(plan: Plan) -> Recipe:
    """Give what the card says."""
    return Recipe(
        name="accurate",
        network=f"the first {encoder.LAYERS} of the 6 layers of the encoder below (width {encoder.WIDTH}, lower case) "
        "with a learned table that adds how each word is capitalised, BIOES softmax, Viterbi; 7-bit weights in ONNX, "
        "run by onnxruntime",
        training=f"`diplo-extract train accurate`, seed {plan.seed}, {plan.words:,} words seen",
        sources="",
    )
