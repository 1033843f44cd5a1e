"""Other formats hold what the records hold."""

from __future__ import annotations

import csv
import gzip
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import zstandard
from pyarrow import parquet

from diplo_extract import ErrorRecord, Pipeline, Record, UsageError
from diplo_extract.batch.export import export
from diplo_extract.write import FORMATS
from diplo_extract.write.csv_tables import safe_cell
from diplo_extract.write.linked import news_article
from diplo_extract.write.tables import rows, tables

PAGES = ("izmir-mediterranean-ports", "aarhus-harbour-summit-2015", "gulf-falaj-forum", "suva-pacific-mayors")


@pytest.fixture(scope="module")
def out(pipeline: Pipeline, samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a run leaves it."""
    folder = tmp_path_factory.mktemp("out")
    found = [pipeline.extract((samples / f"{name}.html").read_bytes(), uri=name) for name in PAGES]
    lines = [outcome.model_dump_json() for outcome in found if isinstance(outcome, Record)]
    assert len(lines) == len(PAGES)
    (folder / "records.jsonl").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    error = pipeline.extract(b"", uri="empty")
    assert isinstance(error, ErrorRecord)
    (folder / "errors.jsonl").write_text(error.model_dump_json() + "\n", encoding="utf-8")
    export([folder], FORMATS, folder)
    return folder


@pytest.fixture(scope="module")
def records(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "records.jsonl").read_text(encoding="utf-8").splitlines()]


def test_packed_lines_are_the_lines(out: Path) -> None:
    lines = (out / "records.jsonl").read_bytes()
    assert gzip.decompress((out / "records.jsonl.gz").read_bytes()) == lines
    with (out / "records.jsonl.zst").open("rb") as file:
        assert zstandard.ZstdDecompressor().stream_reader(file).read() == lines


def test_parquet_holds_the_records_as_they_are(out: Path, records: list[dict[str, Any]]) -> None:
    assert parquet.read_table(out / "records.parquet").to_pylist() == records


def test_every_fact_is_one_row_and_every_span_another(records: list[dict[str, Any]]) -> None:
    found = [name for record in records for name, _ in rows(record)]
    for name in ("people", "organizations", "places", "dates", "attendance", "groups", "events", "quotes", "authors"):
        assert found.count(name) == sum(len(record[name]) for record in records)
    people = [person for record in records for person in record["people"]]
    assert found.count("positions") == sum(len(person["positions"]) for person in people)
    assert found.count("spans") > sum(len(person["mentions"]) for person in people)
    assert {table.name for table in tables()} >= {"records", "people", "positions", "events", "spans", "errors"}


def test_flat_parquet_and_csv_and_sqlite_hold_the_same_rows(out: Path) -> None:
    database = sqlite3.connect(out / "records.sqlite")
    for table in tables():
        from_parquet = parquet.read_table(out / "tables-parquet" / f"{table.name}.parquet").to_pylist()
        with (out / "tables-csv" / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            from_csv = list(csv.DictReader(file))
        assert len(from_csv) == len(from_parquet)
        for one, other in zip(from_csv, from_parquet, strict=True):
            assert {key: cell.removeprefix("'") for key, cell in one.items()} == {
                key: "" if value is None else str(safe_cell(value)).removeprefix("'") for key, value in other.items()
            }
        ((count,),) = database.execute(f'SELECT count(*) FROM "{table.name}"')
        if table.name != "spans":  # the same characters may be evidence twice
            assert count == len(from_csv)
    database.close()


def test_sqlite_joins_searches_and_keeps_its_keys(out: Path, records: list[dict[str, Any]]) -> None:
    with sqlite3.connect(out / "records.sqlite") as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        query = (
            "SELECT people.name, positions.title FROM positions JOIN people"
            " ON people.record_id = positions.record_id AND people.id = positions.person_id"
        )
        pairs = {
            (person["name"], position["title"])
            for record in records
            for person in record["people"]
            for position in person["positions"]
        }
        assert set(database.execute(query)) == pairs and pairs
        found = database.execute(
            "SELECT records.id FROM search JOIN records ON records.rowid = search.rowid WHERE search MATCH 'izmir'"
        ).fetchall()
        assert records[0]["id"] in {id for (id,) in found}
        spans = (
            "SELECT spans.start, spans.end, spans.text, records.text FROM spans JOIN records ON record_id = records.id"
        )
        assert [row for row in database.execute(spans) if row[3][row[0] : row[1]] != row[2]] == []
    database.close()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "'quoted", "''", "plain", "", "5-3"])
def test_29_a_cell_is_no_formula_and_can_be_read_back(text: str) -> None:
    safe = safe_cell(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe.removeprefix("'") == text


def test_29_hostile_texts_reach_no_formula_in_a_file(records: list[dict[str, Any]], tmp_path: Path) -> None:
    record = json.loads(json.dumps(records[0]))
    record["title"]["value"] = '=HYPERLINK("http://evil.example","x")'
    record["people"][0]["name"] = "@SUM(A1)"
    record["people"][0]["aliases"] = ["=1+1"]
    (tmp_path / "records.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    error = {"id": "=1", "source": {"uri": "=1+1"}, "stage": "read", "reason": "x", "error": "X", "message": "@SUM(A1)"}
    (tmp_path / "errors.jsonl").write_text(json.dumps(error) + "\n", encoding="utf-8")
    (folder,) = export([tmp_path], ["csv"], tmp_path)
    assert "'@SUM(A1)" in (folder / "errors.csv").read_text(encoding="utf-8")
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_linked_data_speaks_schema_org(out: Path, records: list[dict[str, Any]]) -> None:
    document = json.loads((out / "records.jsonld").read_text(encoding="utf-8"))
    assert document["@context"] == "https://schema.org"
    assert [article["@id"] for article in document["@graph"]] == [f"urn:diplo-extract:{r['id']}" for r in records]
    article = news_article(records[0])
    assert article["@type"] == "NewsArticle" and article["headline"] == records[0]["title"]["value"]
    people = [part for part in article["mentions"] if part["@type"] == "Person"]
    assert [person["name"] for person in people] == [person["name"] for person in records[0]["people"]]
    assert any(person.get("jobTitle") for person in people)
    events = [event for article in document["@graph"] for event in article.get("about", [])]
    assert {event["@type"] for event in events} == {"Event"}
    assert any(event.get("startDate", "").startswith("20") for event in events)
    ids = {part["@id"] for article in document["@graph"] for part in article["mentions"]}
    assert {attendee["@id"] for event in events for attendee in event.get("attendee", [])} <= ids


def test_shards_are_put_together_with_duplicates_found_over_all(out: Path, tmp_path: Path) -> None:
    first, again = (json.loads(line) for line in [(out / "records.jsonl").read_text("utf-8").splitlines()[0]] * 2)
    again["id"] = "f" * 32
    for number, record in enumerate((first, again)):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "records.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    shards = [tmp_path / "0", tmp_path / "1"]
    for dedupe, count in ((False, 2), (True, 1)):
        (path,) = export(shards, ["jsonl.gz"], tmp_path / "all", dedupe=dedupe)
        found = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
        assert len(found) == count
    (path,) = export(shards, ["jsonl.gz"], tmp_path / "all")
    last = json.loads(gzip.decompress(path.read_bytes()).splitlines()[-1])
    assert (last["duplicate_of"], last["duplicate_kind"]) == (first["id"], "exact")


def test_an_export_that_breaks_leaves_the_file_before(out: Path, tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text((out / "records.jsonl").read_text("utf-8"), encoding="utf-8")
    (path,) = export([tmp_path], ["sqlite"], tmp_path)
    before = path.read_bytes()
    (tmp_path / "records.jsonl").write_text("{broken", encoding="utf-8")
    with pytest.raises(ValueError, match="Expecting"):
        export([tmp_path], ["sqlite"], tmp_path)
    assert path.read_bytes() == before


def test_what_cannot_be_exported_is_the_callers_mistake(out: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no format xml"):
        export([out], ["xml"], tmp_path)
    with pytest.raises(UsageError, match="finished run"):
        export([tmp_path], ["csv"], tmp_path)
