"""Our figures and those of the reference scorer are the same for the same predictions."""

from __future__ import annotations

import importlib.util
import json
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from diplo_extract.evaluate.evaluation import DocumentResult, Figure, figures_of
from diplo_extract.evaluate.folder import Sample, read_samples
from diplo_extract.evaluate.run import result_of
from diplo_extract.evaluate.samples import Gold
from diplo_extract.records import Record

ROOT = Path(__file__).resolve().parents[2]
RELEASES = ROOT / ".." / "shared" / "bench" / "releases"
MOST_APART = 0.5
# name in the reference scorer -> our field and level
SAME_FIGURES = {
    "people": ("people", "strict"),
    "people_nodia": ("people", "relaxed"),
    "people_full": ("people_full", "relaxed"),
    "titles": ("titles", "relaxed"),
    "titles_exact": ("titles", "strict"),
    "dates": ("dates", "strict"),
    "dates_overlap": ("dates", "relaxed"),
    "dates_e2e": ("date_values", "relaxed"),
    "attendance": ("attendance", "relaxed"),
    "att_exact": ("attendance", "strict"),
    "att_e2e": ("attendance_values", "relaxed"),
    "body": ("body", "strict"),
}


@pytest.fixture(scope="module")
def reference() -> Iterator[ModuleType]:
    if not RELEASES.is_dir():
        pytest.skip("needs the reference material in ../shared")
    spec = importlib.util.spec_from_file_location("reference_score", RELEASES / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    path = list(sys.path)
    sys.path.insert(0, str(ROOT / "tests" / "benchmarks"))
    yield module
    sys.path[:] = path


def disturbed(gold: Gold, dice: random.Random) -> Gold:
    """Give predictions that are partly wrong, in every way that the scorers tell apart."""
    body = gold.body or ""
    data = gold.model_dump(exclude_unset=True)
    people = [_disturbed_person(person, dice) for person in data["people"] if dice.random() > 0.15]
    people += [
        {"name": "Nobody Such", "aliases": [], "titles": [{"title": "Mayor", "organization": None}]}
        for _ in range(dice.randrange(2))
    ]
    dates = [_moved(date, body, dice) | {"value": _other(date["value"], dice)} for date in data["dates"]]
    counts = [_moved(count, body, dice) | {"low": dice.choice([count["low"], 2])} for count in data["attendance"]]
    for count in counts:
        if count["low"] is not None and count["high"] is not None and count["low"] > count["high"]:
            count["high"] = None
    return Gold.model_validate(
        data | {"people": people, "dates": _kept(dates, dice), "attendance": _kept(counts, dice)}
    )


def _disturbed_person(person: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    name = dice.choice([person["name"], *person["aliases"], "Mr " + person["name"], person["name"].replace("ü", "u")])
    titles = [
        title
        | {"title": dice.choice([title["title"], "former " + title["title"], title["title"].split(" ")[0], "Aide"])}
        for title in person["titles"]
    ]
    if person["titles"] and dice.random() < 0.3:
        titles.append(person["titles"][0])
    return {"name": name, "aliases": [], "titles": titles}


def _moved(item: dict[str, Any], body: str, dice: random.Random) -> dict[str, Any]:
    start = item["start"] + dice.choice([0, 0, 0, 1])
    end = max(start + 1, min(len(body), item["end"] + dice.choice([0, 0, 5])))
    return item | {"start": start, "end": end, "text": body[start:end]}


def _other(value: str | None, dice: random.Random) -> str | None:
    return dice.choice([value, value, None, "1999"])


def _kept(items: list[dict[str, Any]], dice: random.Random) -> list[dict[str, Any]]:
    return [item for item in items if dice.random() > 0.2]


def predictions(samples: list[Sample], perfect: Callable[[Gold], Record], *, chrome: str) -> dict[str, Record]:
    """Give a record for each sample; `chrome` is a line that cleaning left in front of the body."""
    dice = random.Random(20240603)
    made = {}
    for sample in samples:
        gold = disturbed(sample.gold, dice)
        if chrome:
            gold = Gold.model_validate(_shifted(gold.model_dump(exclude_unset=True), chrome))
        made[sample.gold.doc_id] = perfect(gold)
    return made


def _shifted(data: dict[str, Any], chrome: str) -> dict[str, Any]:
    for field in ("dates", "attendance"):
        for item in data[field]:
            item["start"] += len(chrome)
            item["end"] += len(chrome)
    return data | {"body": chrome + data["body"], "title": data["title"] and data["title"].upper() + "!"}


@pytest.mark.parametrize(("source", "chrome"), [("body", ""), ("raw", ""), ("raw", "Home | News | Contact\n\n")])
def test_same_predictions_same_figures(
    reference: ModuleType,
    perfect: Callable[[Gold], Record],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    source: str,
    chrome: str,
) -> None:
    import release_words

    found = read_samples([RELEASES / "dev"])
    assert not found.refused
    records = predictions(found.samples, perfect, chrome=chrome)
    theirs = _their_figures(reference, records, source, tmp_path, monkeypatch, release_words.words_of)
    documents = [result_of(sample, records[sample.gold.doc_id], with_page=source == "raw") for sample in found.samples]
    _compare(theirs, documents, source)


def _their_figures(
    reference: ModuleType,
    records: dict[str, Record],
    source: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words_of: Callable[[Record], dict[str, Any]],
) -> dict[str, Any]:
    module = ModuleType("predicted")

    def predict(path: str) -> dict[str, Any]:
        name = Path(path).name
        return words_of(records[name.removesuffix(".txt").partition(".raw")[0]])

    module.predict = predict  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "predicted", module)
    out = tmp_path / "theirs.json"
    reference.main(["predicted:predict", "--gold", str(RELEASES / "dev"), "--input", source, "--json", str(out)])
    figures: dict[str, Any] = json.loads(out.read_text())
    return figures


def _compare(theirs: dict[str, Any], documents: list[DocumentResult], source: str) -> None:
    ours = figures_of(documents)
    for name, (field, level) in SAME_FIGURES.items():
        if name in theirs:
            f = getattr(ours[field], level).f
            assert abs(100 * f - theirs[name]["F"]) <= MOST_APART, (name, f, theirs[name])
            assert theirs[name]["F"] > 20, f"{name}: predictions too bad to tell the scorers apart"
    if source == "raw":
        for name in ("published", "title"):
            assert abs(100 * _share(ours[name]) - theirs[name]["pct"]) <= MOST_APART


def _share(figure: Figure) -> float:
    return figure.strict.recall or 0.0
