"""Commands: parse, call, print. One module a command, imported when it is called, so that --help answers at once."""

from __future__ import annotations

import signal
import sqlite3
import sys
from importlib import import_module
from types import FrameType

import click

from diplo_extract.errors import DiploExtractError

# command -> where it lives, what the list of commands says of it
COMMANDS = {
    "fetch": ("diplo_extract.cli.fetch:fetch", "Download pages, sitemaps and feeds politely into a WARC archive."),
    "run": ("diplo_extract.cli.run:run", "Turn pages and archives into records.jsonl and errors.jsonl."),
    "export": ("diplo_extract.cli.export:export", "Write the records of a run as SQLite, CSV, Parquet, JSON-LD."),
    "spark": ("diplo_extract.cli.spark:spark", "Run over archives on a Spark cluster."),
    "show": ("diplo_extract.cli.show:show", "Print the record of one page for a person to read."),
    "schema": ("diplo_extract.cli.schema:schema", "Print the JSON Schema of the record."),
    "report": ("diplo_extract.cli.report:report", "Make one HTML page of records, to look at in a browser."),
    "evaluate": ("diplo_extract.cli.evaluate:evaluate", "Score the pipeline against annotated samples."),
    "samples": ("diplo_extract.cli.samples:samples", "Check annotated samples."),
    "train": ("diplo_extract.cli.train:train", "Train a pipeline from annotated data."),
}


class Commands(click.Group):
    """The commands of COMMANDS."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order a user meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import the command and give it."""
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: diplo-extract run saved-pages/ --out facts/",
)
@click.version_option(package_name="diplo-extract", prog_name="diplo-extract")
def commands() -> None:
    """Turn archived press releases into facts that a database can trust."""


def main() -> None:
    """Run the command line.

    Exit codes: 0 finished, 1 finished with errors under --strict, 2 usage, 3 a damaged archive, 4 the output cannot be
    written, 130/143 stopped by a signal.
    """
    signal.signal(signal.SIGTERM, _stop)
    try:
        commands.main(prog_name="diplo-extract", standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except KeyboardInterrupt:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except DiploExtractError as error:
        click.echo(f"diplo-extract: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # the reader of our output (head, less) has seen enough; nothing more can be written, not even at exit
        sys.stderr.close()
        sys.exit(0)
    except (OSError, sqlite3.Error) as error:
        click.echo(f"diplo-extract: cannot write: {error}; when that is mended, call again: it goes on", err=True)
        sys.exit(4)


def _stop(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + signum)
