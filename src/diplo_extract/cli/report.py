"""diplo-extract report."""

from __future__ import annotations

import sys
from pathlib import Path

import click

_LARGE = 100_000_000


@click.command(epilog="Example: diplo-extract report out/ --out page.html")
@click.argument("paths", nargs=-1, required=True, metavar="RECORDS...")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The page, one .html file.")
@click.option("--title", help="Heading of the page.  [default: of one release its own]")
@click.option("--force", is_flag=True, help="Replace FILE when it is there already.")
def report(paths: tuple[str, ...], out: Path, title: str | None, force: bool) -> None:
    """Make one HTML page of records, to look at in a browser.

    RECORDS is a records.jsonl (also .gz or .zst, or - for standard input), or a folder that `run` wrote; of a folder
    the inputs that gave no record are listed too. The page needs no network: it can be mailed, or printed.
    """
    from tqdm import tqdm

    from diplo_extract.report.archive_page import write_archive_page
    from diplo_extract.report.frame import check_free
    from diplo_extract.report.read import read_errors, read_records

    check_free(out, force=force)
    records = tqdm(read_records(paths), unit=" records", file=sys.stderr, disable=None, leave=False)
    releases = write_archive_page(out, records, read_errors(paths), title=title)
    size = out.stat().st_size
    click.echo(f"{releases} releases in {out} ({size / 1e6:.1f} MB)")
    if size > _LARGE:
        click.echo("a browser opens so large a page slowly: make several pages, for example one a year", err=True)
