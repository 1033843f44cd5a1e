"""diplo-extract evaluate --names, with a tagger whose every answer is known."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import diplo_extract.nlp as pipelines
from diplo_extract.cli.evaluate import evaluate
from diplo_extract.errors import UsageError
from diplo_extract.evaluate.names import names_lines, read_names, score_names


class Capitals:
    """Calls words in capitals what the list says."""

    def __init__(self, known: dict[str, str]) -> None:
        self.known = known
        self.labels = ("PERSON", "ORG", "GPE", "LOC")

    def __call__(self, doc: Doc) -> Doc:
        doc.ents = [Span(doc, t.i, t.i + 1, label=self.known[t.text]) for t in doc if t.text in self.known]
        return doc


def _pipeline(name: str, known: dict[str, str]) -> Language:
    nlp = spacy.blank("en", meta={"name": name, "version": "1"})
    nlp.add_pipe("diplo_sentences")
    nlp.add_pipe("diplo_ner")
    nlp._components[1] = ("diplo_ner", Capitals(known))
    return nlp


GOOD = _pipeline("good", {"Obi": "PERSON", "Lima": "GPE", "Andes": "LOC", "UN": "ORG"})
POOR = _pipeline("poor", {"Obi": "ORG", "Lima": "GPE"})


def _file(tmp_path: Path, rows: Iterable[dict[str, object]]) -> Path:
    path = tmp_path / "names.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def _row(text: str, names: dict[str, str], **more: object) -> dict[str, object]:
    spans = [{"start": text.index(n), "end": text.index(n) + len(n), "label": label} for n, label in names.items()]
    return {"text": text, "spans": spans, **more}


ROWS = [
    _row("Obi left Lima.", {"Obi": "PERSON", "Lima": "GPE"}),
    _row("The UN met in Lima.", {"Lima": "GPE"}),
    _row("Nobody came.", {}),
]


def test_labels_that_a_file_does_not_mark_are_not_scored(tmp_path: Path) -> None:
    figures = score_names(GOOD, read_names([_file(tmp_path, ROWS)]))
    assert set(figures.labels) == {"PERSON", "GPE", "all"}
    assert [(f.right, f.predicted, f.gold) for f in figures.labels.values()] == [(2, 2, 2), (1, 1, 1), (3, 3, 3)]
    poor = score_names(POOR, read_names([_file(tmp_path, ROWS)]))
    assert (poor.labels["PERSON"].gold, poor.labels["PERSON"].right, poor.labels["all"].right) == (1, 0, 2)


def test_covered_labels_are_scored_where_nothing_is_marked(tmp_path: Path) -> None:
    rows = [_row("The UN met in Lima.", {"Lima": "GPE"}, covered=["GPE", "ORG"])]
    figures = score_names(GOOD, read_names([_file(tmp_path, rows)]))
    assert (figures.labels["ORG"].predicted, figures.labels["ORG"].gold) == (1, 0)


def test_one_label_for_places_takes_all_of_ours(tmp_path: Path) -> None:
    rows = [_row("Obi saw Lima and the Andes.", {"Lima": "GPE_LOC", "Andes": "GPE_LOC"})]
    figures = score_names(GOOD, read_names([_file(tmp_path, rows)]))
    assert figures.labels["GPE_LOC"].f == 1.0


def test_a_doc_bin_is_read_and_what_it_leaves_open_is_not_scored(tmp_path: Path) -> None:
    doc = GOOD.make_doc("Obi met UN people in Lima .")
    doc.set_ents([doc[5:6].char_span(0, 4, label="GPE")], missing=[doc[2:3]], default="outside")
    other = GOOD.make_doc("UN")
    other.set_ents([Span(other, 0, 1, label="ORG")])
    DocBin(docs=[doc, other]).to_disk(tmp_path / "names.spacy")
    texts = read_names([tmp_path / "names.spacy"])
    figures = score_names(GOOD, texts)
    assert (figures.labels["ORG"].right, figures.labels["ORG"].predicted) == (1, 1)
    assert figures.labels["GPE"].f == 1.0


def test_two_pipelines_stand_in_one_table(tmp_path: Path) -> None:
    texts = read_names([_file(tmp_path, ROWS)])
    lines = list(names_lines(score_names(GOOD, texts), score_names(POOR, texts)))
    assert "poor 1" in lines[1] and "good 1" in lines[1] and lines[1].index("poor") < lines[1].index("good")
    (person,) = (line for line in lines if line.startswith("PERSON"))
    assert person.split()[:2] == ["PERSON", "1"] and "+100.0" in person


def test_the_command_prints_and_compares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipelines, "load", {"good": GOOD, "poor": POOR}.__getitem__)
    path = str(_file(tmp_path, ROWS))
    arguments = ["--names", path, "--model", "good", "--compare", "poor"]
    shown = CliRunner().invoke(evaluate, arguments, catch_exceptions=False)
    assert shown.exit_code == 0 and "PERSON" in shown.output
    printed = CliRunner().invoke(evaluate, [*arguments, "--json"], catch_exceptions=False)
    assert [each["model"] for each in json.loads(printed.output)] == ["good 1", "poor 1"]
    refused = CliRunner().invoke(evaluate, ["--names", path, "--errors", "3"])
    assert refused.exit_code == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{}\n", "line 1 is not"),
        (json.dumps(_row("Obi", {"Obi": "PERSON"})) + "\nnonsense", "line 2 is not"),
        ('{"text": "Obi", "spans": [{"start": 0, "end": 9, "label": "PERSON"}]}', "outside of the text"),
        ('{"text": "Obi", "spans": []}', "holds no names"),
    ],
)
def test_files_that_are_something_else_are_named(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "names.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        read_names([path])
    (tmp_path / "names.spacy").write_bytes(b"nonsense")
    with pytest.raises(UsageError, match="no DocBin"):
        read_names([tmp_path / "names.spacy"])
    with pytest.raises(UsageError, match="nowhere"):
        read_names([tmp_path / "nowhere.jsonl"])
