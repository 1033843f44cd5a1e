"""diplo-extract train."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from diplo_extract.cli.calibrate import calibrate

if TYPE_CHECKING:
    from tqdm import tqdm

    from diplo_extract.train.finish import Result

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)

_shared = click.option("--shared", type=_FOLDER, required=True, help="Folder that holds corpora/ner and corpora/raw.")
_samples = click.option("--samples", type=_FOLDER, required=True, help="Folder that holds annotations/names and gold.")
_out = click.option(
    "--out", type=_FOLDER, required=True, help="Folder of the pipeline; replaced in one move at the end."
)
_encoder = click.option("--encoder", type=_FOLDER, help="Folder of the pretrained encoder.  [default: the installed]")
_seed = click.option("--seed", type=int, default=1, show_default=True)
_resume = click.option("--resume", is_flag=True, help="Go on from the checkpoints of a stopped training.")


@click.group(epilog="Example: diplo-extract train calibrate --samples samples --shared ../shared --model fast")
def train() -> None:
    """Train a pipeline from annotated data: first `accurate`, then `silver` with it, then `fast`."""


train.add_command(calibrate)


@train.command(
    epilog="Example: diplo-extract train accurate --shared ../shared --samples samples --out models/accurate"
)
@_shared
@_samples
@_out
@_encoder
@_seed
@_resume
def accurate(shared: Path, samples: Path, out: Path, encoder: Path | None, seed: int, resume: bool) -> None:
    """Fine-tune the encoder, calibrate it, and save the whole pipeline with its card (needs torch)."""
    from diplo_extract.train.accurate import Plan, train_accurate

    _check(shared)
    plan = Plan(seed=seed)
    with _bar(plan.words) as bar:
        report = _reporter(bar)
        result = train_accurate(shared, samples, out, plan, encoder_at=encoder, resume=resume, report=report)
    _tell(result)


@train.command(
    epilog="Example: diplo-extract train silver --shared ../shared --samples samples --out out/silver.jsonl.gz"
)
@_shared
@_samples
@click.option("--out", type=_FILE, required=True, help="File of labelled text.")
@click.option("--model", default="accurate", show_default=True, help="The pipeline that labels.")
@click.option("--words", type=click.IntRange(min=1000), default=2_400_000, show_default=True, help="Words to label.")
@_seed
def silver(shared: Path, samples: Path, out: Path, model: str, words: int, seed: int) -> None:
    """Let a pipeline label raw releases for the fast one to learn from; annotated releases are left out."""
    from diplo_extract.nlp import load
    from diplo_extract.train import gold
    from diplo_extract.train import silver as labels

    _check(shared)
    texts = labels.raw_texts(shared / gold.RAW, seed, gold.documents(samples))
    with _bar(words) as bar:
        written = labels.write(labels.labelled(texts, load(model), words, report=bar.update), out)
    click.echo(f"{written:,} words labelled in {out}")


@train.command(
    epilog="Example: diplo-extract train fast --shared ../shared --silver silver.jsonl.gz --out models/fast …"
)
@_shared
@_samples
@click.option("--silver", type=_FILE, required=True, help="Made by 'diplo-extract train silver'.")
@_out
@_encoder
@click.option("--words", type=click.IntRange(min=1000), default=8_000_000, show_default=True, help="Words to see.")
@_seed
@_resume
def fast(
    shared: Path, samples: Path, silver: Path, out: Path, encoder: Path | None, words: int, seed: int, resume: bool
) -> None:
    """Train the small network, calibrate it, and save the whole pipeline with its card."""
    from diplo_extract.train.fast import train_fast
    from diplo_extract.train.loop import Plan

    _check(shared)
    plan = Plan(words=words, seed=seed)
    with _bar(words) as bar:
        report = _reporter(bar)
        result = train_fast(shared, samples, silver, out, plan, encoder=encoder, resume=resume, report=report)
    _tell(result)


@train.command(epilog="Example: diplo-extract train assemble --names models/fast --out models/fast")
@click.option("--names", type=_FOLDER, required=True, help="Pipeline whose trained name tagger is kept.")
@_out
def assemble(names: Path, out: Path) -> None:
    """Build a pipeline anew around a trained name tagger, after the options of another component changed."""
    from diplo_extract.nlp import load
    from diplo_extract.train import assemble as assembly

    nlp = load(names)
    card = names / "README.md"
    text = card.read_text(encoding="utf-8") if card.is_file() else ""
    name = nlp.meta["name"].removeprefix("diplo_")
    assembly.save(assembly.pipeline(nlp.get_pipe("diplo_ner"), name=name), out, text)  # type: ignore[arg-type]
    click.echo(f"saved in {out}")


def _bar(words: int) -> tqdm[NoReturn]:
    from tqdm import tqdm

    return tqdm(total=words, unit="w", unit_scale=True, file=sys.stderr, mininterval=5)


def _reporter(bar: tqdm[NoReturn]) -> Callable[[int, float], None]:
    def report(seen: int, loss: float) -> None:
        bar.update(seen - bar.n)
        bar.set_postfix(loss=f"{loss:.3f}", refresh=False)

    return report


def _check(shared: Path) -> None:
    from diplo_extract.errors import UsageError

    for part in ("ner", "raw"):
        if not (shared / "corpora" / part).is_dir():
            raise UsageError(f"{shared / 'corpora' / part} is missing: name the folder that holds corpora/{part}")


def _tell(result: Result) -> None:
    from diplo_extract.train.measure import table

    click.echo("\n".join(table(result.measured)))
    error = f"{result.error_before:.3f} before, {result.error_after:.3f} after"
    click.echo(f"calibration error {error}; saved in {result.folder}")
