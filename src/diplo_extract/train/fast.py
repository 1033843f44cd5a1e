"""The recipe of the fast pipeline: data, network, training."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from diplo_extract.nlp.ner import Settings
from diplo_extract.nlp.ner_model import Size
from diplo_extract.nlp.ner_pieces import Pieces
from diplo_extract.train import checkpoint
from diplo_extract.train.card import Recipe
from diplo_extract.train.encoder import encoder_folder, piece_table
from diplo_extract.train.finish import Result, finish
from diplo_extract.train.loop import Plan, Trainer, batches
from diplo_extract.train.mixture import Mixture, mixture

SHARES = {"annotated": 0.25, "corpora": 0.15, "own": 0.1, "silver": 0.5}
PIECE_WIDTH = 64


def train_fast(
    shared: Path,
    samples: Path,
    silver: Path,
    out: Path,
    plan: Plan,
    *,
    encoder: Path | None = None,
    resume: bool = False,
    report: Callable[[int, float], None] = lambda words, loss: None,
) -> Result:
    """Train, calibrate and save the fast pipeline; `silver` is made by `train silver`."""
    pieces = piece_table(encoder_folder(encoder), PIECE_WIDTH)
    draw = mixture(shared, samples, silver, SHARES, plan.seed)
    trainer = trained(draw, out, plan, pieces, resume=resume, report=report)
    return finish(trainer.tagger, recipe(plan), shared, samples, out)


def trained(
    draw: Mixture,
    out: Path,
    plan: Plan,
    pieces: Pieces | None,
    *,
    resume: bool,
    report: Callable[[int, float], None],
) -> Trainer:
    """Train the network; a checkpoint beside `out` lets a stopped training go on."""
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


def recipe(plan: Plan) -> Recipe:
    """Give what the card says."""
    return Recipe(
        name="fast",
        network="hashed letters and shape of each word and the mean of its word pieces (the input table of the encoder "
        f"below, reduced to {PIECE_WIDTH} directions), 4 residual convolutions of width 96 over three words, BIOES "
        "softmax, Viterbi; half-precision weights",
        training=f"`diplo-extract train fast`, seed {plan.seed}, {plan.words:,} words seen",
        sources="| raw text: beginnings of other releases of the same three publishers, labelled by the accurate "
        "pipeline; what it doubted gave no loss | US Government works; CC BY 3.0 AU, © Commonwealth of Australia |\n",
    )
