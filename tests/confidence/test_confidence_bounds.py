"""--min-confidence: facts that are less sure are left out, and nothing points at them any more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

import diplo_extract as dx
from diplo_extract import records
from diplo_extract.cli.run import run
from diplo_extract.cli.show import show
from diplo_extract.resolve.doubtful import without_doubtful

TEXT = "Mayor Ana Silva, on behalf of Governor Rui Costa, told 40 guests and 9 envoys of the fair: We won."


def span(text: str) -> records.Span:
    start = TEXT.index(text)
    return records.Span(start=start, end=start + len(text), text=text)


def count(text: str, confidence: float | None) -> records.Attendance:
    return records.Attendance(
        **span(text).model_dump(), qualifier="exact", unit="guests", kind="people", event="e1", confidence=confidence
    )


@pytest.fixture
def record() -> records.Record:
    office = records.Position(title="Mayor", text="Mayor", role="mayor", on_behalf_of="p2", confidence=0.7)
    ana = records.Person(
        id="p1", name="Ana Silva", mentions=[span("Ana Silva")], positions=[office], confidence=0.9,
        presence=records.Presence(value="present", confidence=0.6),
    )  # fmt: skip
    rui = records.Person(id="p2", name="Rui Costa", mentions=[span("Rui Costa")], confidence=0.3)
    fair = records.Event(id="e1", name="fair", attendance=[0, 1], participants=["p1", "p2"], confidence=None)
    said = records.Quote(**span("We won").model_dump(), direct=True, speaker="p2", speaker_text="Rui", confidence=0.5)
    return records.Record(
        id="1",
        content_id="1",
        source=records.Source(uri="a", media_type="text/plain"),
        title=records.PageFact(value="Fair", reason="h1", confidence=0.8),
        text=TEXT,
        people=[ana, rui],
        attendance=[count("40 guests", 0.2), count("9 envoys", 0.9)],
        events=[fair],
        quotes=[said],
        pipeline=records.PipelineInfo(package="0", model="m", schema_version="1.0", settings=""),
    )


def left(record: records.Record, least: dict[str, float], *, drop_unmeasured: bool = False) -> records.Record:
    found = without_doubtful(record, least, drop_unmeasured=drop_unmeasured)
    return records.Record.model_validate(found.model_dump())


def test_without_bounds_the_record_is_as_it_was(record: records.Record) -> None:
    assert left(record, {}) == record


def test_nothing_points_at_a_person_who_was_left_out(record: records.Record) -> None:
    found = left(record, {"people": 0.5})
    assert [person.name for person in found.people] == ["Ana Silva"]
    assert found.people[0].positions[0].on_behalf_of is None
    assert found.events[0].participants == ["p1"]
    assert (found.quotes[0].speaker, found.quotes[0].speaker_text) == (None, "Rui")
    assert found.warnings == ["left-out: 1 of people under min-confidence"]
    assert len(record.people) == 2 and record.quotes[0].speaker == "p2"


def test_counts_of_an_event_are_numbered_anew(record: records.Record) -> None:
    found = left(record, {"attendance": 0.5})
    assert [fact.text for fact in found.attendance] == ["9 envoys"]
    assert found.events[0].attendance == [0]


def test_what_nobody_measured_stays_unless_asked(record: records.Record) -> None:
    assert len(left(record, {"events": 0.99}).events) == 1
    found = left(record, {"events": 0.99}, drop_unmeasured=True)
    assert found.events == []
    assert {fact.event for fact in found.attendance} == {None}


@pytest.mark.parametrize("field", ["positions", "presence", "title", "quotes"])
def test_every_field_has_its_bound(record: records.Record, field: str) -> None:
    found = left(record, {field: 0.99})
    gone = {
        "positions": found.people[0].positions == [],
        "presence": found.people[0].presence is None,
        "title": found.title is None,
        "quotes": found.quotes == [],
    }
    assert [name for name, is_gone in gone.items() if is_gone] == [field]
    assert len(found.warnings) == 1


def test_a_fact_exactly_at_the_bound_stays(record: records.Record) -> None:
    assert len(left(record, {"people": 0.3}).people) == 2


@pytest.mark.parametrize(
    ("least", "message"), [({"poeple": 0.5}, "did you mean people"), ({"people": 80}, "from 0 to 1")]
)
def test_bounds_that_cannot_be_are_refused(least: dict[str, float], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        dx.Settings(min_confidence=least)


@pytest.mark.parametrize(
    ("bound", "message"),
    [
        ("people", "write FIELD=VALUE"),
        ("people=high", "write FIELD=VALUE"),
        ("titles=0.5", "has no confidence"),
        ("dates=1.5", "from 0 to 1"),
    ],
)
def test_bounds_on_the_command_line_are_refused_before_any_work(bound: str, message: str, tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("Mayor Ana Silva spoke.")
    for command, more in ((show, []), (run, ["--out", str(tmp_path / "out")])):
        result = CliRunner().invoke(command, [str(page), "--min-confidence", bound, *more])
        assert result.exit_code == 2
        assert message in result.stderr
    assert not (tmp_path / "out").exists()


def test_by_the_command_line(samples: Path) -> None:
    page = str(samples / "izmir-mediterranean-ports.html")
    bounds = ["--min-confidence", "people=1", "--min-confidence", "dates=0.5"]
    result = CliRunner().invoke(show, [page, "--json", *bounds])
    found = json.loads(result.stdout)
    assert {person["confidence"] for person in found["people"]} <= {None}
    assert found["dates"] and all(date["confidence"] is None or date["confidence"] >= 0.5 for date in found["dates"])
    assert any(warning.startswith("left-out: ") for warning in found["warnings"])
