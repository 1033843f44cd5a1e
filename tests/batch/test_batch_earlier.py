"""What an earlier run wrote is taken over only where its line is whole."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from diplo_extract.batch.earlier import Earlier

ONE, TWO = "1" * 32, "2" * 32


def _line(id: str) -> str:
    head = f'{{"schema_version":"1.0","id":"{id}","content_id":"{"c" * 32}",'
    return (
        head
        + '"duplicate_of":null,"duplicate_kind":null,"text":"The mayor met guests.","people":[],"dates":[],'
        + ('"attendance":[],"events":[],"quotes":[],"warnings":[]}\n')
    )


def _earlier(out: Path) -> Earlier:
    return Earlier(out, sqlite3.connect(":memory:"))


def test_a_line_torn_by_a_kill_is_none(tmp_path: Path) -> None:
    # as long as the head is whole, only the end tells that the line is not
    (tmp_path / "records.jsonl.part").write_text(_line(ONE) + _line(TWO)[:-20], encoding="utf-8")
    earlier = _earlier(tmp_path)
    kept = (tmp_path / "records.jsonl.kept").read_text(encoding="utf-8")
    earlier.close(finished=False, dedupe=False)
    assert kept == _line(ONE)


def test_a_whole_line_is_given_back_without_its_mark(tmp_path: Path) -> None:
    marked = _line(ONE).replace(
        '"duplicate_of":null,"duplicate_kind":null', f'"duplicate_of":"{TWO}","duplicate_kind":"near"'
    )
    (tmp_path / "records.jsonl").write_text(marked, encoding="utf-8")
    earlier = _earlier(tmp_path)
    found = earlier.find(ONE)
    assert found is not None and found.line == _line(ONE).rstrip("\n")
    assert earlier.find(TWO) is None
    earlier.close(finished=True, dedupe=False)
