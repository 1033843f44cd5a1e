"""diplo-extract samples: look after annotated releases."""

from __future__ import annotations

import json
import sys

import click


@click.group()
def samples() -> None:
    """Check annotated releases, and show the schema of their gold files."""


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


@samples.command()
def schema() -> None:
    """Print the JSON Schema of a gold file."""
    from diplo_extract.evaluate.samples import Gold

    click.echo(json.dumps(Gold.model_json_schema(), indent=1))
