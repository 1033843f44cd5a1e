"""diplo-extract train calibrate."""

from __future__ import annotations

from pathlib import Path

import click

from diplo_extract.cli.options import model_option

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(epilog="Example: diplo-extract train calibrate --samples samples --shared ../shared --model fast")
@click.option("--samples", type=_FOLDER, required=True, help="Folder of the annotated samples.")
@click.option("--shared", type=_FOLDER, required=True, help="Folder that holds bench/releases and corpora/raw.")
@model_option
def calibrate(samples: Path, shared: Path, model: str) -> None:
    """Measure how sure each kind of fact is, and save it as confidence.json in the folder of the pipeline.

    Counted are facts of annotated releases; of the frozen samples none, these only tell how well it went. Needed after
    every training, and after every change of a rule.
    """
    from tqdm import tqdm

    from diplo_extract.train.confidence import calibrate as make
    from diplo_extract.train.confidence import lines_of

    table = make(model, samples, shared, progress=lambda todo: tqdm(todo, unit="page", disable=None, leave=False))
    click.echo("\n".join(lines_of(table)))
