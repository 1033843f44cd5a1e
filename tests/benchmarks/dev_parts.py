"""Each development scorer of ../shared/bench, run with our adapters; a part gives the rows of its table."""

from __future__ import annotations

import gzip
import json
import random
import sys
import tempfile
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import adapters
import release_words
from dev_rows import BENCH, SHARED, Row, f_row, lines, proportion_row, scorer, share_row

from diplo_extract.evaluate.evaluation import DocumentResult
from diplo_extract.evaluate.folder import Sample, read_samples
from diplo_extract.evaluate.outcome import Count, Pair
from diplo_extract.evaluate.run import article_of
from diplo_extract.evaluate.score import score_document
from diplo_extract.records import Record
from diplo_extract.train.scores import trimmed

# the reference scorer's figure -> our field and level, whose counts by document give the interval
RELEASE_FIGURES = {
    "people": ("people", "strict"),
    "people_full": ("people_full", "relaxed"),
    "titles": ("titles", "relaxed"),
    "titles_exact": ("titles", "strict"),
    "dates": ("dates", "strict"),
    "dates_e2e": ("date_values", "relaxed"),
    "attendance": ("attendance", "relaxed"),
    "att_e2e": ("attendance_values", "relaxed"),
    "body": ("body", "strict"),
    "published": ("published", "strict"),
    "title": ("title", "strict"),
}
EVENT_FIELDS = ("events", "event_hosts", "event_place", "event_start", "event_end")
SOUND_CORPORA = ("uner_ewt", "wikigold", "crossner_politics")
FOLDED = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "place", "LOC": "place", "FAC": "place", "GPE_LOC": "place"}
LEAD_IN_GOLD = ("fundus",)
"""Sets of pages whose gold body begins with the summary; the record keeps that apart, as `lead`."""
DRAWS = 300


def releases() -> Iterator[Row]:
    """Whole releases, from the page and from the annotated body."""
    samples = read_samples([BENCH / "releases" / "dev"]).samples
    for source in ("raw", "body"):
        records = {sample.gold.doc_id: _record(sample, source) for sample in samples}
        without = [doc_id for doc_id, record in records.items() if record is None]
        yield Row(f"releases {source}", "documents without a record", len(records), 100 * len(without) / len(records))
        theirs = _reference_release_figures(records, source)
        documents = [_result(sample, records[sample.gold.doc_id], source) for sample in samples]
        for metric, (field, level) in RELEASE_FIGURES.items():
            if metric in theirs:
                yield _release_row(f"releases {source}", metric, theirs[metric], _counts(documents, field, level))
        if source == "body":
            for field in EVENT_FIELDS:
                counts = _counts(documents, field, "relaxed")
                yield f_row("releases events, body", field, [(c.right, c.predicted, c.gold) for c in counts])


def _record(sample: Sample, source: str) -> Record | None:
    article = article_of(sample, "page" if source == "raw" else "body")
    outcome = next(release_words.pipeline().stream([article]))
    return outcome if isinstance(outcome, Record) else None


def _result(sample: Sample, record: Record | None, source: str) -> DocumentResult:
    fields = score_document(Pair(sample.gold, record), with_page=source == "raw")
    return DocumentResult(doc_id=sample.gold.doc_id, fields=fields)


def _counts(documents: list[DocumentResult], field: str, level: str) -> list[Count]:
    return [getattr(document.fields[field], level) for document in documents if field in document.fields]


def _reference_release_figures(records: dict[str, Record | None], source: str) -> dict[str, Any]:
    module = ModuleType("recorded")

    def recorded(path: str) -> dict[str, Any]:
        record = records[Path(path).name.removesuffix(".txt").removesuffix(".raw").partition(".raw.")[0]]
        body = Path(path).read_text(encoding="utf-8") if source == "body" else None
        return release_words.words_of(record, body) if record else {}

    module.recorded = recorded  # type: ignore[attr-defined]
    sys.modules["recorded"] = module
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        gold = str(BENCH / "releases" / "dev")
        scorer("releases").main(["recorded:recorded", "--gold", gold, "--input", source, "--json", str(out)])
        figures: dict[str, Any] = json.loads(out.read_text())
    return figures


def _release_row(name: str, metric: str, figure: dict[str, Any], counts: list[Count]) -> Row:
    if "pct" in figure:
        return proportion_row(name, metric, figure["ok"] / figure["n"], figure["n"])
    ours = f_row(name, metric, [(count.right, count.predicted, count.gold) for count in counts])
    return Row(name, metric, figure["tp"] + figure["fn"], figure["F"], ours.low, ours.high)


def cleaning() -> Iterator[Row]:
    """Bodies and metadata of real pages, each set apart."""
    score = scorer("cleaning")
    groups: OrderedDict[str, list[dict[str, Any]]] = OrderedDict()
    for page in lines(BENCH / "cleaning" / "dev" / "gold.jsonl"):
        page["html"] = score.decode_page((BENCH / "cleaning" / "dev" / page["html_file"]).read_bytes())
        groups.setdefault(page["set"], []).append(page)
    for name, pages in groups.items():
        adapter = adapters.clean_with_lead if name in LEAD_IN_GOLD else adapters.clean
        found, _, _, errors = score.run(lambda html, url, path, adapter=adapter: adapter(html, url), pages, "")
        figures = score.evaluate(pages, found)
        yield from _cleaning_rows(score, f"cleaning {name}", figures)
        if errors:
            print(f"cleaning {name}: {len(errors)} pages gave an error: {errors[:3]}", file=sys.stderr)


def _cleaning_rows(score: ModuleType, name: str, figures: dict[str, Any]) -> Iterator[Row]:
    if body := figures.get("body"):
        rows = list(body["rows"].values())
        draw = random.Random(1)
        drawn = sorted(score.body_total(draw.choices(rows, k=len(rows)))["f1"] for _ in range(DRAWS))
        limits = drawn[int(0.025 * DRAWS)], drawn[int(0.975 * DRAWS)]
        yield Row(name, "body F1", len(rows), 100 * body["f1"], 100 * limits[0], 100 * limits[1])
        yield proportion_row(name, "body exact", body["accuracy"], len(rows))
    if snippets := figures.get("snippets"):
        yield Row(name, "snippets F1", snippets["pages"], 100 * snippets["f1"])
    for part, metric in (("title", "title exact"), ("published", "date exact"), ("authors", "author exact")):
        if part in figures:
            yield proportion_row(name, metric, figures[part]["exact"], figures[part]["pages"])


def people() -> Iterator[Row]:
    """Titles, affiliations, aliases and quotes."""
    score = scorer("people")
    for name in ("titles_wh", "titles", "titles_seed"):
        results = _each(score, "titles", name, adapters.titles)
        for metric in ("lenient", "exact"):
            yield f_row(f"people {name}", metric, [_prf(result[metric]) for result in results])
        counts = [(result["lenient"]["tp"], result["lenient"]["tp"] + result["lenient"]["fp"]) for result in results]
        yield share_row(f"people {name}", "lenient precision", counts)
    yield f_row(
        "people affil", "text", [_prf(result["text"]) for result in _each(score, "affil", "affil", adapters.affil)]
    )
    aliases = _each(score, "alias", "alias", adapters.alias)
    pairs = [_prf(result["pairwise_different_surface"]) for result in aliases]
    yield f_row("people alias", "pairs of different surface", pairs)
    exact = [(round(result["people_exact"] * result["people"]), result["people"]) for result in aliases]
    yield share_row("people alias", "people exact", exact)
    quotes = _each(score, "quotes", "quotes", adapters.quotes)
    yield f_row("people quotes", "detection", [_prf(result["detection"]) for result in quotes])
    yield f_row("people quotes", "quote and speaker", [_prf(result["quote+speaker"]) for result in quotes])
    full = [(round(r["full_name_on_found"] * r["detection"]["tp"]), r["detection"]["tp"]) for r in quotes]
    yield share_row("people quotes", "full name on found", full)


def _each(score: ModuleType, task: str, name: str, extractor: Callable[..., Any]) -> list[dict[str, Any]]:
    """Score every document by itself, so that documents can be drawn for the interval."""
    return [score.TASKS[task]([row], extractor) for row in lines(BENCH / "people" / f"{name}.jsonl")]


def _prf(result: dict[str, Any]) -> tuple[int, int, int]:
    return result["tp"], result["tp"] + result["fp"], result["tp"] + result["fn"]


def dates() -> Iterator[Row]:
    """Date expressions with their values."""
    score = scorer("dates")
    for name in (
        "gum_news",
        "gum_other",
        "probes_dev",
        *(f"recognizers_{lang}" for lang in ("en", "tr", "de", "es", "fr")),
    ):
        news = name.startswith("recognizers")
        tallies, dated = [], []
        for case in lines(BENCH / "dates" / f"{name}.jsonl"):
            if not news or case.get("relevant", True):
                tally: Counter[str] = Counter()
                found = adapters.dates(case["text"], case.get("dct"), case.get("lang", "en"), case.get("sents"))
                score.score_case(case, list(found), tally, None)
                tallies.append(tally)
                if case.get("dct"):
                    dated.append(tally)
        shown = f"dates {name}" + (" --news" if news else "")
        yield f_row(shown, "value", [(tally["vf"], tally["pred"], tally["gold"]) for tally in tallies])
        yield f_row(shown, "strict", [(tally["strict"], tally["pred"], tally["gold"]) for tally in tallies])
        if 0 < len(dated) < len(tallies) / 2:
            # four of five French cases lost the day they were written on, and with it the value of "tomorrow"
            yield f_row(
                f"{shown}, written on a known day",
                "value",
                [(tally["vf"], tally["pred"], tally["gold"]) for tally in dated],
            )


def counts() -> Iterator[Row]:
    """Numbers, ranges, ordinals and attendance."""
    score = scorer("counts")
    for file in sorted((BENCH / "counts").glob("*.jsonl")):
        tallies = []
        for case in lines(file):
            tally: Counter[str] = Counter()
            task = case.get("task", "attendance")
            found = adapters.counts(case["text"], case.get("lang", "en"), task)
            score.score_case(case, list(found), tally, None)
            tallies.append(tally)
        name = f"counts {file.stem}"
        yield f_row(name, "number", [(tally["num"], tally["pred"], tally["gold"]) for tally in tallies])
        yield share_row(name, "qualifier", [(tally["q"], tally["rel"]) for tally in tallies])
        if file.stem == "attendance_dev":
            yield share_row(name, "precision", [(tally["rel"], tally["pred"]) for tally in tallies])


def ner() -> Iterator[Row]:
    """Names in the development splits of the corpora whose labels are sound; places are one label there."""
    for name in SOUND_CORPORA:
        with gzip.open(SHARED / "corpora" / "ner" / name / "dev.jsonl.gz", "rt", encoding="utf-8") as file:
            cases = [json.loads(line) for line in file]
        found = [_names(case["text"], adapters.ner(case["text"])) for case in cases]
        wanted = [_names(case["text"], case["spans"]) for case in cases]
        for label in ("PERSON", "ORG", "place", None):
            counts = [_common(ours, theirs, label) for ours, theirs in zip(found, wanted, strict=True)]
            yield f_row(f"ner {name}", label or "micro", counts)


def _names(text: str, spans: list[dict[str, Any]]) -> set[tuple[int, int, str]]:
    """Give the names, without article and possessive: the corpora differ in these."""
    return {
        trimmed(text, span["start"], span["end"], FOLDED[span["label"]]) for span in spans if span["label"] in FOLDED
    }


def _common(
    found: set[tuple[int, int, str]], wanted: set[tuple[int, int, str]], label: str | None
) -> tuple[int, int, int]:
    ours = {name for name in found if label in (None, name[2])}
    theirs = {name for name in wanted if label in (None, name[2])}
    return len(ours & theirs), len(ours), len(theirs)


PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "releases": releases,
    "cleaning": cleaning,
    "people": people,
    "dates": dates,
    "counts": counts,
    "ner": ner,
}
