"""diplo-extract fetch."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplo_extract.cli.options import contact_option, private_option, settings_option

if TYPE_CHECKING:
    from diplo_extract.fetch.scope import Reach
    from diplo_extract.fetch.summary import Summary


@click.command(
    epilog="Example: diplo-extract fetch https://example.org/press/sitemap.xml --contact me@example.org"
    " --include '*/press/*' --out press.warc.gz\n\n"
    "Exit codes: 0 finished, 1 finished with errors under --strict, 2 usage, 130/143 stopped by a signal."
)
@click.argument("seeds", nargs=-1, required=True, metavar="URL|FILE...")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The archive, something.warc.gz; one that fetch began goes on.",
)
@contact_option
@click.option(
    "--scope",
    "reach",
    type=click.Choice(["host", "folder", "any"]),
    default="host",
    show_default=True,
    help="Which links of a list are taken: of its own host, below its own folder, or any.",
)
@click.option("--include", multiple=True, metavar="PATTERN", help="Take only links like this, e.g. '*/press/*'.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Take no links like this.")
@click.option("--again", is_flag=True, help="Ask also for pages that are in the archive, in case they changed.")
@click.option(
    "--state", type=click.Path(dir_okay=False, path_type=Path), help="What is remembered.  [default: OUT.state]"
)
@click.option("--delay", type=click.FloatRange(min=1), default=1.0, show_default=True, help="Seconds between requests.")
@click.option(
    "--max-wait",
    type=click.FloatRange(min=1),
    default=300.0,
    show_default=True,
    help="A host that asks for a longer pause is left for a later run.",
)
@click.option("--hosts-at-once", type=click.IntRange(min=1, max=64), default=8, show_default=True)
@click.option("--seconds-per-page", type=click.FloatRange(min=1), default=30.0, show_default=True)
@click.option("--max-page-bytes", type=click.IntRange(min=1), default=10_000_000, show_default=True)
@click.option("--max-pages", type=click.IntRange(min=1), default=100_000, show_default=True, help="Taken from lists.")
@private_option
@click.option("--strict", is_flag=True, help="Exit with 1 when an address gave nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON to standard output.")
@settings_option
def fetch(
    seeds: tuple[str, ...],
    out: Path,
    contact: str,
    reach: Reach,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    again: bool,
    state: Path | None,
    delay: float,
    max_wait: float,
    hosts_at_once: int,
    seconds_per_page: float,
    max_page_bytes: int,
    max_pages: int,
    allow_private: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Download pages politely into a WARC archive, which `run` then reads.

    URL is a page, a sitemap, a feed, or a site's robots.txt for the sitemaps it names; FILE holds addresses, one a
    line, or is a saved sitemap or feed; - is standard input. robots.txt is kept to, each host gets one request at a
    time and a pause after it. Run again, what is new in the lists is added; a run that was stopped goes on. What gave
    nothing stands in OUT.errors.
    """
    from tqdm import tqdm

    from diplo_extract.fetch.door import Door, Limits
    from diplo_extract.fetch.pace import Pace
    from diplo_extract.fetch.run import fetch as fetch_all
    from diplo_extract.fetch.run import user_agent
    from diplo_extract.fetch.scope import Scope
    from diplo_extract.fetch.seeds import read_seeds

    if not contact:
        raise click.UsageError("--contact is needed: a mail or web address by which a site's owner can reach you")
    door = Door(
        user_agent(contact),
        Limits(seconds=seconds_per_page, page_bytes=max_page_bytes),
        allow_private=allow_private,
    )
    with tqdm(unit=" pages", file=sys.stderr, disable=None, mininterval=0.5) as bar:

        def show_progress(summary: Summary) -> None:
            bar.total = summary.pages + summary.unchanged + summary.waiting
            bar.update(summary.pages + summary.unchanged - bar.n)
            bar.set_postfix(requests=summary.requests, retries=summary.retries, refresh=False)

        try:
            summary = fetch_all(
                read_seeds(seeds),
                out,
                door,
                scope=Scope(reach, include, exclude),
                pace=Pace(delay=delay, max_wait=max_wait, hosts_at_once=hosts_at_once),
                state=state,
                again=again,
                max_pages=max_pages,
                on_change=show_progress,
            )
        except OSError as error:
            raise click.ClickException(f"{out} cannot be written: {error}") from error
    click.echo(summary.model_dump_json(indent=2) if as_json else describe(summary, out))
    if strict and summary.errors:
        sys.exit(1)


def describe(summary: Summary, out: Path) -> str:
    """Give the summary for a person to read."""
    from diplo_extract.fetch.run import errors_path

    lines = [
        f"{summary.pages} pages fetched, {summary.unchanged} unchanged, {summary.lists} lists read in"
        f" {summary.seconds:.0f} s; {summary.archived} addresses in {out}",
        f"  requests {summary.requests}, of them again {summary.retries};"
        f" received {summary.received / 1_000_000:.1f} MB; out of scope {summary.out_of_scope}",
    ]
    if summary.errors:
        ordered = sorted(summary.errors.items(), key=lambda item: (-item[1], item[0]))
        lines.append("  errors: " + ", ".join(f"{reason} {count}" for reason, count in ordered))
        lines.append(f"  each with its remedy in {errors_path(out)}")
    return "\n".join(lines)
