"""diplo-extract samples: look after annotated releases."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click


@click.group(epilog="Example: diplo-extract samples check samples/")
def samples() -> None:
    """Check annotated releases, take them to an annotation tool and back, show the schema of their gold files."""


@samples.command(epilog="Example: diplo-extract samples check samples/")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="Print the faults as a JSON list.")
def check(paths: tuple[str, ...], as_json: bool) -> None:
    """Name every fault of the gold files, with file, line, place and what to do.

    Looked at: JSON, unknown or missing keys, EDTF values, offsets (and the unit they count in), overlapping spans,
    references to nothing, names and evidence that the body lacks, ids used twice, missing pages, pages without gold.
    Exit codes: 0 none, 1 some, 2 usage.
    """
    from diplo_extract.evaluate.folder import read_samples

    found = read_samples(paths)
    faults = sorted(found.refused + found.faults, key=lambda fault: (fault.file, fault.line or 0, fault.place))
    if as_json:
        keys = ("file", "line", "place", "message", "remedy")
        click.echo(json.dumps([{key: getattr(fault, key) for key in keys} for fault in faults], ensure_ascii=False))
    else:
        for fault in faults:
            click.echo(str(fault))
        click.echo(f"{len(found.samples)} gold files can be scored, {len(faults)} faults", err=True)
    if faults:
        sys.exit(1)


@samples.command(epilog="Example: diplo-extract samples convert samples/ --to label-studio --out tasks/")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--to", "form", type=click.Choice(["gold", "label-studio", "doccano"]), required=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write into.")
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
def convert(paths: tuple[str, ...], form: str, out: Path, force: bool) -> None:
    """Take gold files to Label Studio or doccano, or an export of these (.json, .jsonl) back to gold files.

    Dates, attendance, groups, quotes, headings and names become labelled spans; people, titles and events travel along
    in a column of their own and come back unchanged.
    """
    from diplo_extract.evaluate.convert import convert as write
    from diplo_extract.evaluate.folder import read_samples

    found = read_samples(paths)
    for fault in found.refused:
        click.echo(str(fault), err=True)
    written = write([sample.gold for sample in found.samples], form, out, force=force)
    click.echo(f"{len(found.samples)} documents in {len(written)} files under {out}", err=True)
    if found.refused:
        sys.exit(1)


@samples.command(epilog="Example: diplo-extract samples schema > gold.schema.json")
def schema() -> None:
    """Print the JSON Schema of a gold file."""
    from diplo_extract.evaluate.samples import Gold

    click.echo(json.dumps(Gold.model_json_schema(), indent=1))
