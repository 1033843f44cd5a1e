"""diplo-extract evaluate."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from diplo_extract.cli.options import model_option, settings_option

if TYPE_CHECKING:
    from diplo_extract.evaluate.compare import Comparison
    from diplo_extract.evaluate.evaluation import Evaluation
    from diplo_extract.evaluate.folder import Sample


def _explain(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    """Print what is right in each field, and stop."""
    if wanted:
        from diplo_extract.evaluate.meaning import explanations

        click.echo("\n".join(explanations()))
        ctx.exit()


@click.command(epilog="Example: diplo-extract evaluate samples/ --fail-under people=84 --compare last.json")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@model_option
@click.option(
    "--input",
    "source",
    type=click.Choice(["page", "body"]),
    default="page",
    show_default=True,
    help="Read each page as published, or the annotated text alone, so that cleaning does not count.",
)
@click.option(
    "--compare",
    metavar="NAME|FILE",
    help="Also show what changed since an earlier --json output, or against another model on the same samples.",
)
@click.option(
    "--fail-under",
    "bounds",
    multiple=True,
    metavar="FIELD=PERCENT",
    help="Exit with 1 when the relaxed F of a field is lower; FIELD.strict=PERCENT for the strict one. Repeatable.",
)
@click.option(
    "--names",
    is_flag=True,
    help="PATHs are files of names alone: JSON lines (text, spans) or spaCy's DocBin; scored by label.",
)
@click.option("--errors", default=0, show_default=True, metavar="N", help="Print the first N errors of each field.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON; a later --compare reads it.")
@click.option(
    "--report", "page", type=click.Path(path_type=Path), metavar="FILE", help="Also write one HTML page of it all."
)
@click.option(
    "--history",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="An earlier --json output, for the plot of scores by version in the page. Repeatable, oldest first.",
)
@click.option("--force", is_flag=True, help="Replace the page when it is there already.")
@click.option(
    "--explain", is_flag=True, is_eager=True, expose_value=False, callback=_explain, help="Say what each field asks."
)
@settings_option
def evaluate(
    paths: tuple[str, ...],
    model: str,
    source: Literal["page", "body"],
    compare: str | None,
    bounds: tuple[str, ...],
    names: bool,
    errors: int,
    as_json: bool,
    page: Path | None,
    history: tuple[Path, ...],
    force: bool,
) -> None:
    """Score the pipeline against annotated samples: precision, recall and F of every field.

    PATH is a samples folder (gold/ and pages/ in it), a folder of gold files beside their pages, or one gold file; with
    --names a file of texts whose names are marked.

    Strict is the wording, span and value as annotated; what relaxed forgives is told by --explain. Exit
    codes: 0 fine, 1 a bound of --fail-under is broken, 2 usage, or a gold file that cannot be scored.
    """
    from diplo_extract.evaluate.bounds import broken_bounds, parse_bound
    from diplo_extract.evaluate.table import comparison_lines, lines_of

    if names:
        if bounds or errors:
            raise click.UsageError("--names goes with --model, --compare NAME and --json only")
        _names(paths, model, compare, as_json)
        return
    wanted = [parse_bound(bound) for bound in bounds]
    versions = _versions(history, page, force=force)
    samples = _samples(paths)
    earlier = _earlier(compare, samples, source)
    evaluation = _evaluation(samples, model, source)
    comparison = _comparison(earlier, evaluation)
    if as_json:
        click.echo(evaluation.model_dump_json(indent=1))
    else:
        click.echo("\n".join(lines_of(evaluation, errors=errors)))
    if comparison:
        # standard output stays one JSON document
        click.echo("\n" + "\n".join(comparison_lines(comparison, errors=errors or 20)), err=as_json)
    if page:
        from diplo_extract.report.evaluation_page import write_evaluation_page

        write_evaluation_page(page, evaluation, comparison=comparison, history=versions)
        click.echo(f"page written to {page}", err=True)
    broken = broken_bounds(evaluation, wanted)
    for line in broken:
        click.echo(f"too low: {line}", err=True)
    if broken:
        sys.exit(1)


def _names(paths: tuple[str, ...], model: str, compare: str | None, as_json: bool) -> None:
    from diplo_extract.evaluate.names import names_lines, read_names, score_names
    from diplo_extract.nlp import load

    texts = read_names(paths)
    figures = score_names(load(model), texts)
    other = score_names(load(compare), texts) if compare else None
    if as_json:
        both = [figure.model_dump(mode="json") for figure in (figures, other) if figure]
        click.echo(json.dumps(both, indent=1))
    else:
        click.echo("\n".join(names_lines(figures, other)))


def _samples(paths: tuple[str, ...]) -> list[Sample]:
    from diplo_extract.evaluate.folder import read_samples

    found = read_samples(paths)
    for fault in found.refused:
        click.echo(str(fault), err=True)
    if found.refused:
        click.echo(f"{len(found.refused)} faults in gold files that cannot be scored; mend them first", err=True)
        sys.exit(2)
    if found.faults:
        click.echo(
            f"{len(found.faults)} lesser faults in the samples; `diplo-extract samples check` names them", err=True
        )
    return found.samples


def _evaluation(samples: list[Sample], model: str, source: Literal["page", "body"]) -> Evaluation:
    from tqdm import tqdm

    from diplo_extract.evaluate.run import evaluate as score
    from diplo_extract.pipeline import load

    start = time.perf_counter()
    pipeline = load(model)
    loaded = time.perf_counter() - start
    return score(
        samples,
        pipeline,
        model=f"{pipeline.nlp.meta['name']} {pipeline.nlp.meta['version']}",
        source=source,
        load_seconds=loaded,
        progress=lambda todo: tqdm(todo, unit="page", disable=None, leave=False),
    )


def _earlier(compare: str | None, samples: list[Sample], source: Literal["page", "body"]) -> Evaluation | None:
    from diplo_extract.evaluate.compare import read_evaluation

    if compare is None:
        return None
    if Path(compare).is_file():
        return read_evaluation(Path(compare))
    if compare.endswith(".json"):
        raise click.UsageError(
            f"there is no file {compare}: write one with `evaluate --json > {compare}`, or name another model"
        )
    return _evaluation(samples, compare, source)


def _versions(history: tuple[Path, ...], page: Path | None, *, force: bool) -> list[Evaluation]:
    """Read the earlier evaluations, and see that the page can be written, before any work is done."""
    from diplo_extract.evaluate.compare import read_evaluation
    from diplo_extract.report.frame import check_free

    if page:
        check_free(page, force=force)
    elif history:
        raise click.UsageError("--history is for the page: name it with --report")
    return [read_evaluation(file) for file in history]


def _comparison(earlier: Evaluation | None, evaluation: Evaluation) -> Comparison | None:
    from diplo_extract.evaluate.compare import compare_evaluations

    return compare_evaluations(earlier, evaluation) if earlier else None
