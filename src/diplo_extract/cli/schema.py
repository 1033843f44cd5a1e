"""diplo-extract schema."""

from __future__ import annotations

import json

import click


@click.command(epilog="Example: diplo-extract schema > record.schema.json")
@click.option("--errors", is_flag=True, help="The schema of an error record instead.")
def schema(errors: bool) -> None:
    """Print the JSON Schema of the record."""
    from diplo_extract.records import ErrorRecord, Record

    model = ErrorRecord if errors else Record
    click.echo(json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False))
