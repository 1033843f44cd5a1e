"""What several commands share: settings from a TOML file with the names of the options."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from diplo_extract.user_files import read_toml, refused


def read_settings(ctx: click.Context, _parameter: click.Parameter, path: Path | None) -> None:
    """Take the values of a TOML file as defaults of the command's options; the command line wins."""
    if path is None:
        return
    values = read_toml(path, 'model = "fast"')
    options = {
        flag.lstrip("-"): option
        for option in ctx.command.params
        if isinstance(option, click.Option) and option.name != "settings"
        for flag in option.opts
    }
    given = {key.replace("_", "-"): value for key, value in values.items()}
    if unknown := sorted(set(given) - set(options)):
        raise refused(path, f"no option is called {', '.join(unknown)}", f"these are: {', '.join(sorted(options))}")
    defaults = {str(options[key].name): _value(options[key], value) for key, value in given.items()}
    ctx.default_map = {**(ctx.default_map or {}), **defaults}


def _value(option: click.Option, value: Any) -> Any:
    """Give the value of a file as the option takes it: one that may be given often takes a list, or a single one."""
    return [value] if option.multiple and not isinstance(value, list) else value


def read_bounds(written: Iterable[str]) -> dict[str, float]:
    """Read bounds of confidence, FIELD=VALUE each; raises a usage error that says how to write them."""
    from diplo_extract.config import wrong_bounds

    least = {}
    for item in written:
        field, equals, value = item.partition("=")
        try:
            least[field.strip()] = float(value)
        except ValueError:
            equals = ""
        if not equals:
            raise click.UsageError(f"{item!r} is no bound: write FIELD=VALUE, such as people=0.8")
    if wrong := wrong_bounds(least):
        raise click.UsageError("; ".join(wrong))
    return least


settings_option = click.option(
    "--settings",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    is_eager=True,
    expose_value=False,
    callback=read_settings,
    help='A TOML file with the names of these options, e.g. model = "fast"; the command line wins.',
)

aliases_option = click.option(
    "--aliases",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='A TOML file of "Full Name" = ["other form"]; it wins over what the text lets us think.',
)

similar_option = click.option(
    "--similar",
    type=click.FloatRange(min=0.5, max=1),
    default=0.9,
    show_default=True,
    help="Share of word runs in common that makes a reprint (a near duplicate).",
)

vague_counts_option = click.option(
    "--vague-counts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='A TOML file of "dozens" = [20, 0]: what a vague word counts, lowest and highest; 0 is open.',
)

min_confidence_option = click.option(
    "--min-confidence",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Leave out facts that are less sure, such as people=0.8; a fact whose confidence nobody measured stays."
    " Repeatable.",
)

drop_unmeasured_option = click.option(
    "--drop-unmeasured",
    is_flag=True,
    help="In the fields of --min-confidence, leave out also what nobody measured.",
)

titles_option = click.option(
    "--titles",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='A TOML file with more words of titles, as heads.own = ["port captain"]; tables as in lexicon/en/titles.toml.',
)

model_option = click.option(
    "--model", default="accurate", show_default=True, help="A shipped pipeline by name, or the path of one."
)

contact_option = click.option(
    "--contact",
    default="",
    envvar="DIPLO_EXTRACT_CONTACT",
    metavar="ADDRESS",
    help="A mail or web address by which a site's owner can reach you.  [env: DIPLO_EXTRACT_CONTACT]",
)

private_option = click.option(
    "--allow-private", is_flag=True, help="Ask also machines of this network, which a link could misuse."
)
