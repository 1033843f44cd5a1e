"""diplo-extract run."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplo_extract.cli.options import aliases_option, model_option, settings_option, vague_counts_option

if TYPE_CHECKING:
    from diplo_extract.batch import Summary


@click.command(
    epilog="Example: diplo-extract run saved-pages/ more.zip --out facts/\n\n"
    "Exit codes: 0 finished, 1 finished with errors under --strict, 2 usage, 3 a damaged archive, "
    "130/143 stopped by a signal."
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for the records and errors."
)
@model_option
@click.option(
    "--workers", type=click.IntRange(min=1), default=None, help="Processes at work.  [default: one for each core]"
)
@click.option(
    "--fresh", is_flag=True, help="Forget earlier runs into the folder; needed after a change of model or settings."
)
@click.option("--seconds-per-document", type=click.FloatRange(min=1), default=30.0, show_default=True)
@click.option("--memory-megabytes", type=click.IntRange(min=512), default=4096, show_default=True, help="Of a worker.")
@click.option("--max-page-bytes", type=click.IntRange(min=1), default=20_000_000, show_default=True)
@click.option("--max-text-characters", type=click.IntRange(min=1), default=1_000_000, show_default=True)
@click.option("--strict", is_flag=True, help="Exit with 1 when a document gave an error record.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON to standard output.")
@aliases_option
@vague_counts_option
@settings_option
def run(
    paths: tuple[str, ...],
    out: Path,
    model: str,
    workers: int | None,
    fresh: bool,
    seconds_per_document: float,
    memory_megabytes: int,
    max_page_bytes: int,
    max_text_characters: int,
    aliases: Path | None,
    vague_counts: Path | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Turn pages and archives into records.jsonl and errors.jsonl.

    PATH is a file or folder (searched through) of .html .htm .xhtml .xml .txt .md .json .jsonl, a .warc, .zip or .tar
    of them, each also as .gz or .zst; or - for standard input. Run again into the same folder, over the same or a
    grown archive, only what is new is done; a run that was stopped goes on.
    """
    from tqdm import tqdm

    from diplo_extract import batch
    from diplo_extract.config import Settings
    from diplo_extract.numbers.vague import read_vague_counts
    from diplo_extract.resolve.aliases import read_aliases

    settings = Settings(
        max_page_bytes=max_page_bytes,
        max_text_characters=max_text_characters,
        aliases=read_aliases(aliases) if aliases else {},
        vague_counts=read_vague_counts(vague_counts) if vague_counts else {},
    )
    with tqdm(unit=" pages", file=sys.stderr, disable=None, mininterval=0.5) as bar:

        def show_progress(summary: Summary) -> None:
            bar.update()
            bar.set_postfix(people=summary.people, errors=sum(summary.errors.values()), refresh=False)

        summary = batch.run(
            paths,
            out,
            model=model,
            settings=settings,
            workers=workers or usable_cores(),
            seconds_per_document=seconds_per_document,
            memory_megabytes=memory_megabytes,
            fresh=fresh,
            on_row=show_progress,
        )
    click.echo(summary.model_dump_json(indent=2) if as_json else describe(summary, out))
    if summary.damaged:
        sys.exit(3)
    if strict and summary.errors:
        sys.exit(1)


def usable_cores() -> int:
    """Give the number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def describe(summary: Summary, out: Path) -> str:
    """Give the summary for a person to read."""
    lines = [
        f"{summary.documents} documents in {summary.seconds:.1f} s ({summary.pages_per_second:g} pages/s)"
        f" -> {summary.records} records, {sum(summary.errors.values())} errors in {out}/",
        f"  people {summary.people}, titles {summary.titles}, dates {summary.dates}, attendance {summary.attendance},"
        f" events {summary.events}, quotes {summary.quotes}",
    ]
    for name, counts in (("errors", summary.errors), ("warnings", summary.warnings), ("skipped", summary.skipped)):
        if counts:
            ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            lines.append(f"  {name}: " + ", ".join(f"{reason} {count}" for reason, count in ordered))
    if summary.duplicates or summary.reused:
        lines.append(f"  duplicates: {summary.duplicates}, taken over from an earlier run: {summary.reused}")
    return "\n".join(lines)
