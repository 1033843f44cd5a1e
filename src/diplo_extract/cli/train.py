"""diplo-extract train."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diplo_extract.cli.calibrate import calibrate

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def train() -> None:
    """Train a pipeline from annotated data."""


train.add_command(calibrate)


@train.command(epilog="Example: diplo-extract train ner --shared ../shared --out models/fast")
@click.option("--shared", type=_FOLDER, required=True, help="Folder that holds corpora/ner.")
@click.option("--out", type=_FOLDER, required=True, help="Folder of the pipeline; replaced in one move at the end.")
@click.option("--silver", type=click.Path(dir_okay=False, path_type=Path), help="Made by 'diplo-extract train silver'.")
@click.option("--encoder", type=_FOLDER, help="Folder of the pretrained encoder.  [default: the installed one]")
@click.option("--words", type=click.IntRange(min=1000), default=2_200_000, show_default=True, help="Words to see.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--resume", is_flag=True, help="Go on from the checkpoint of a stopped training.")
def ner(
    shared: Path, out: Path, silver: Path | None, encoder: Path | None, words: int, seed: int, resume: bool
) -> None:
    """Train the name tagger, calibrate it, and save the whole pipeline with its card."""
    from tqdm import tqdm

    from diplo_extract.train.loop import Plan
    from diplo_extract.train.measure import table
    from diplo_extract.train.names import train_names

    with tqdm(total=words, unit="w", unit_scale=True, file=sys.stderr, mininterval=5) as bar:

        def report(seen: int, loss: float) -> None:
            bar.update(seen - bar.n)
            bar.set_postfix(loss=f"{loss:.3f}", refresh=False)

        plan = Plan(words=words, seed=seed)
        result = train_names(shared, out, plan, silver=silver, encoder=encoder, resume=resume, report=report)
    click.echo("\n".join(table(result.measured)))
    click.echo(f"calibration error {result.error_before:.3f} before, {result.error_after:.3f} after; saved in {out}")


@train.command(epilog="Example: diplo-extract train silver --shared ../shared --out out/silver.jsonl.gz")
@click.option("--shared", type=_FOLDER, required=True, help="Folder that holds corpora/ner and corpora/raw.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File of labelled text.")
@click.option("--encoder", type=_FOLDER, help="Folder of the pretrained encoder.  [default: the installed one]")
@click.option("--teacher-words", type=click.IntRange(min=1000), default=300_000, show_default=True)
@click.option("--words", type=click.IntRange(min=1000), default=300_000, show_default=True, help="Words to label.")
@click.option("--seed", type=int, default=1, show_default=True)
def silver(shared: Path, out: Path, encoder: Path | None, teacher_words: int, words: int, seed: int) -> None:
    """Fine-tune an encoder as teacher and let it label raw releases (needs torch)."""
    from tqdm import tqdm

    from diplo_extract.train.teach import make_silver

    with tqdm(total=teacher_words + words, unit="w", unit_scale=True, file=sys.stderr, mininterval=5) as bar:
        written = make_silver(
            shared, out, encoder, teacher_words=teacher_words, words=words, seed=seed, report=bar.update
        )
    click.echo(f"{written:,} words labelled in {out}")


@train.command(epilog="Example: diplo-extract train assemble --names models/fast --out models/fast")
@click.option("--names", type=_FOLDER, required=True, help="Pipeline whose trained name tagger is kept.")
@click.option("--out", type=_FOLDER, required=True, help="Folder of the new pipeline; replaced in one move.")
def assemble(names: Path, out: Path) -> None:
    """Build a pipeline anew around a trained name tagger, after the options of another component changed."""
    from diplo_extract.nlp.ner import NameTagger
    from diplo_extract.train import assemble as assembly

    tagger = NameTagger().from_disk(names / "diplo_ner")
    card = names / "README.md"
    assembly.save(assembly.pipeline(tagger), out, card.read_text(encoding="utf-8") if card.is_file() else "")
    click.echo(f"saved in {out}")
