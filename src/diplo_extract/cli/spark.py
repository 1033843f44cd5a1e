"""diplo-extract spark."""

from __future__ import annotations

import json
from pathlib import Path

import click

from diplo_extract.cli.options import model_option, settings_option


@click.command(epilog="Example: diplo-extract spark /archive/*.warc.gz --out /facts --master spark://head:7077")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--out", required=True, help="Folder for the outcomes, as Parquet; a place that all machines see.")
@click.option("--master", default="local[2,4]", show_default=True, help="Where Spark runs.")
@click.option("--partitions", type=click.IntRange(min=1), default=64, show_default=True, help="Tasks, at most.")
@model_option
@click.option("--seconds-per-document", type=click.FloatRange(min=0.1), default=30.0, show_default=True)
@click.option("--memory-megabytes", type=click.IntRange(min=256), default=4096, show_default=True)
@click.option("--overwrite", is_flag=True, help="Replace what is in the folder.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON to standard output.")
@settings_option
def spark(
    paths: tuple[str, ...],
    out: str,
    master: str,
    partitions: int,
    model: str,
    seconds_per_document: float,
    memory_megabytes: int,
    overwrite: bool,
    as_json: bool,
) -> None:
    """Run over archives on a Spark cluster (needs the extra `spark`, and Java 17).

    PATH are archives or folders that every machine of the cluster sees. Every document has one row in the Parquet files
    of the folder: id, content_id, reason (null for a record) and line, the record or error record as JSON. The folder
    appears when all of them are done. Duplicates are not marked: they are known when all rows are together.
    """
    from diplo_extract.distributed import arrow_kernel, extract_files, spark_session
    from diplo_extract.errors import UsageError

    if "://" not in out and (Path(out) / "_SUCCESS").exists() and not overwrite:
        raise UsageError(f"{out} holds the outcomes of an earlier run; choose another --out, or --overwrite")
    kernel = arrow_kernel(model, seconds_per_document=seconds_per_document, memory_megabytes=memory_megabytes)
    session = spark_session(master)
    try:
        outcomes = extract_files(session, paths, kernel, partitions)
        outcomes.write.mode("overwrite" if overwrite else "append").parquet(out)
        reasons = {row["reason"]: row["count"] for row in session.read.parquet(out).groupBy("reason").count().collect()}
    finally:
        session.stop()
    records = reasons.pop(None, 0)
    errors = dict(sorted(reasons.items()))
    if as_json:
        click.echo(json.dumps({"documents": records + sum(errors.values()), "records": records, "errors": errors}))
    else:
        told = ", ".join(f"{reason} {count}" for reason, count in errors.items())
        click.echo(f"{records} records, {sum(errors.values())} errors{f' ({told})' if told else ''} in {out}/")
