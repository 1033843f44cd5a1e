"""diplo-extract export."""

from __future__ import annotations

from pathlib import Path

import click

from diplo_extract.cli.options import similar_option
from diplo_extract.write import FORMATS

_LIST = "\b\n" + "\n".join(f"{name:<15} {kind.name:<18} {kind.says}" for name, kind in FORMATS.items())


@click.command(
    epilog="Example: diplo-extract export out/ --format sqlite --format csv\n\n\b\nFormats, and what is written:\n"
    + _LIST.removeprefix("\b\n")
)
@click.argument(
    "folders", nargs=-1, required=True, metavar="OUT...", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--format", "formats", type=click.Choice(list(FORMATS)), multiple=True, required=True, help="May be given often."
)
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="Folder to write to.  [default: OUT]")
@click.option("--dedupe", is_flag=True, help="Leave out records that repeat another.")
@similar_option
def export(folders: tuple[Path, ...], formats: tuple[str, ...], to: Path | None, dedupe: bool, similar: float) -> None:
    """Write the records of a finished run in other formats.

    OUT is the folder of a run; of several (the shards of one archive) the records are put together, and duplicates are
    found over all of them.
    """
    from diplo_extract.batch.export import export as write
    from diplo_extract.errors import UsageError

    if to is None and len(folders) > 1:
        raise UsageError("several folders are put together: say where, with --to")
    for path in write(folders, formats, to or folders[0], dedupe=dedupe, similar=similar):
        click.echo(str(path))
