"""diplo-extract run."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diplo_extract.cli.options import (
    aliases_option,
    drop_unmeasured_option,
    min_confidence_option,
    model_option,
    read_bounds,
    settings_option,
    similar_option,
    titles_option,
    vague_counts_option,
)
from diplo_extract.write import FORMATS

if TYPE_CHECKING:
    from diplo_extract.batch import Summary

_NOTHING = (
    "diplo-extract: no document was found: check the paths, and what --shard, --sample and --limit leave of them; in"
    " folders and archives only files of the formats in 'diplo-extract run --help' are read, a file that is named"
    " itself always is"
)


@click.command(
    epilog="Example: diplo-extract run saved-pages/ more.zip --out facts/ --format sqlite\n\n"
    "Exit codes: 0 finished, 1 finished with errors under --strict, 2 usage, 3 a damaged archive, "
    "4 the output cannot be written, 130/143 stopped by a signal."
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for the records and errors."
)
@model_option
@click.option(
    "--format", "formats", type=click.Choice(list(FORMATS)), multiple=True, help="Also export (see: export --help)."
)
@click.option(
    "--workers", type=click.IntRange(min=1), default=None, help="Processes at work.  [default: one for each core]"
)
@click.option(
    "--fresh", is_flag=True, help="Forget earlier runs into the folder; needed after a change of model or settings."
)
@click.option("--dedupe", is_flag=True, help="Records that repeat another go to duplicates.jsonl.")
@similar_option
@click.option("--shard", metavar="I/N", help="Do the I-th of N parts of the archive; export puts them together.")
@click.option("--sample", type=click.FloatRange(0, 1, min_open=True), help="Do this share of the documents.")
@click.option("--limit", type=click.IntRange(min=0), help="Do no more documents than this.")
@click.option("--dry-run", is_flag=True, help="Only read the archive through, count, and write nothing.")
@click.option("--seconds-per-document", type=click.FloatRange(min=0.1), default=120.0, show_default=True)
@click.option("--memory-megabytes", type=click.IntRange(min=512), default=4096, show_default=True, help="Of a worker.")
@click.option("--max-page-bytes", type=click.IntRange(min=1), default=20_000_000, show_default=True)
@click.option("--max-text-characters", type=click.IntRange(min=1), default=1_000_000, show_default=True)
@click.option(
    "--max-members", type=click.IntRange(min=1), default=1_000_000, show_default=True, help="Of one .zip or .tar."
)
@click.option(
    "--max-expansion",
    type=click.IntRange(min=2),
    default=200,
    show_default=True,
    help="An archive that unpacks to so many times its size is a bomb.",
)
@click.option("--log", type=click.Path(dir_okay=False, path_type=Path), help="Append what happens, as JSON lines.")
@click.option("--strict", is_flag=True, help="Exit with 1 when a document gave an error record.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON to standard output.")
@aliases_option
@vague_counts_option
@min_confidence_option
@drop_unmeasured_option
@titles_option
@settings_option
def run(
    paths: tuple[str, ...],
    out: Path,
    formats: tuple[str, ...],
    dry_run: bool,
    shard: str | None,
    sample: float | None,
    limit: int | None,
    max_page_bytes: int,
    max_text_characters: int,
    max_members: int,
    max_expansion: int,
    aliases: Path | None,
    vague_counts: Path | None,
    log: Path | None,
    min_confidence: tuple[str, ...],
    drop_unmeasured: bool,
    titles: Path | None,
    strict: bool,
    as_json: bool,
    workers: int | None,
    **how: Any,
) -> None:
    """Turn pages and archives into records.jsonl and errors.jsonl.

    PATH is a file or folder (searched through) of .html .htm .xhtml .xml .txt .md, of .json .jsonl .parquet with an
    article a row, of .warc .wacz .zip .tar, each also as .gz or .zst; or - for standard input. The content tells the
    format where it can. Run again into the same folder, over the same or a grown archive, only what is new is done; a
    run that was stopped goes on.
    """
    from diplo_extract import batch
    from diplo_extract.batch.export import export
    from diplo_extract.batch.log import log_to
    from diplo_extract.config import Settings
    from diplo_extract.nlp.titles.user_words import read_title_words
    from diplo_extract.numbers.vague import read_vague_counts
    from diplo_extract.resolve.aliases import read_aliases

    settings = Settings(
        max_page_bytes=max_page_bytes,
        max_text_characters=max_text_characters,
        max_members=max_members,
        max_expansion=max_expansion,
        aliases=read_aliases(aliases) if aliases else {},
        vague_counts=read_vague_counts(vague_counts) if vague_counts else {},
        min_confidence=read_bounds(min_confidence),
        drop_unmeasured=drop_unmeasured,
        titles=read_title_words(titles) if titles else {},
    )
    selection = batch.Selection(_shard(shard), sample, limit)
    with log_to(log) if log else nullcontext():
        if dry_run:
            summary = batch.plan(paths, settings=settings, selection=selection)
        else:
            with _progress() as on_row:
                summary = batch.run(
                    paths,
                    out,
                    settings=settings,
                    selection=selection,
                    workers=workers or usable_cores(),
                    on_row=on_row,
                    **how,
                )
            begun = time.perf_counter()
            export([out], formats, out)
            if formats:
                summary.stage_seconds["export"] = round(time.perf_counter() - begun, 3)
    click.echo(summary.model_dump_json(indent=2) if as_json else describe(summary, None if dry_run else out))
    if not summary.documents:
        click.echo(_NOTHING, err=True)
    if summary.damaged:
        sys.exit(3)
    if strict and summary.errors:
        sys.exit(1)


@contextmanager
def _progress() -> Iterator[Callable[[Summary], None]]:
    from tqdm import tqdm

    with tqdm(unit=" pages", file=sys.stderr, disable=None, mininterval=0.5) as bar:

        def show(summary: Summary) -> None:
            bar.update()
            bar.set_postfix(people=summary.people, errors=sum(summary.errors.values()), refresh=False)

        yield show


def _shard(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    part, _, parts = text.partition("/")
    if not (part.isdecimal() and parts.isdecimal()):
        raise click.UsageError(f"--shard {text}: write I/N, as in 2/8")
    return int(part), int(parts)


def usable_cores() -> int:
    """Give the number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def describe(summary: Summary, out: Path | None) -> str:
    """Give the summary for a person to read; `out` is None when nothing was written."""
    read = f"{summary.documents} documents in {summary.seconds:.1f} s ({summary.pages_per_second:g} pages/s)"
    errors = sum(summary.errors.values())
    lines = [f"{read}, {errors} of them errors; nothing was written"]
    if out is not None:
        lines = [
            f"{read} -> {summary.records} records, {errors} errors in {out}/",
            f"  people {summary.people}, titles {summary.titles}, dates {summary.dates}, attendance"
            f" {summary.attendance}, events {summary.events}, quotes {summary.quotes}",
        ]
    for name, counts in (("errors", summary.errors), ("warnings", summary.warnings), ("skipped", summary.skipped)):
        if counts:
            ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            lines.append(f"  {name}: " + ", ".join(f"{reason} {count}" for reason, count in ordered))
    if summary.duplicates or summary.reused:
        left_out = f", {summary.left_out} left out" if summary.left_out else ""
        lines.append(
            f"  duplicates: {summary.duplicates} ({summary.near_duplicates} near{left_out}), taken over from an earlier"
            f" run: {summary.reused}"
        )
    if summary.stage_seconds:
        lines.append("  seconds: " + ", ".join(f"{stage} {spent:g}" for stage, spent in summary.stage_seconds.items()))
    return "\n".join(lines)
