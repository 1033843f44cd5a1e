"""Gold to annotation tools and back: nothing is lost, offsets stay right beyond the basic plane."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplo_extract.cli.samples import samples as command
from diplo_extract.errors import UsageError
from diplo_extract.evaluate import doccano, label_studio
from diplo_extract.evaluate.convert import FORMS, convert
from diplo_extract.evaluate.exchange import ExchangeError, Labelled, from_utf16, utf16_offsets
from diplo_extract.evaluate.folder import read_samples
from diplo_extract.evaluate.samples import Gold

# the machine may be busy, and a failure must come again
calm = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture
def with_emoji(gold_json: dict[str, Any]) -> Gold:
    """The release with a character outside the basic plane in front, where UTF-16 counts two."""
    gold_json["body"] = "🏔" + gold_json["body"]
    for field in ("dates", "attendance", "quotes", "names"):
        for item in gold_json[field]:
            item["start"] += 1
            item["end"] += 1
    return Gold.model_validate(gold_json)


def test_there_and_back_is_the_same(with_emoji: Gold) -> None:
    before = with_emoji.model_dump(exclude_unset=True)
    task = json.loads(json.dumps(label_studio.to_task(with_emoji)))
    document = json.loads(json.dumps(doccano.to_document(with_emoji)))
    for back in (label_studio.from_task(task), doccano.from_document(document)):
        assert Gold.model_validate(back).model_dump(exclude_unset=True) == before


def test_doccano_counts_utf16_units(with_emoji: Gold) -> None:
    body = with_emoji.body or ""
    date = with_emoji.dates[0]
    (there,) = [span for span in doccano.to_document(with_emoji)["label"] if span[:2] == [date.start + 1, date.end + 1]]
    assert body.encode("utf-16-le")[2 * there[0] : 2 * there[1]].decode("utf-16-le") == date.text


def test_older_label_studio_counts_utf16_units_too(with_emoji: Gold) -> None:
    task = label_studio.to_task(with_emoji)
    for result in task["annotations"][0]["result"]:
        result["value"]["start"] += 1
        result["value"]["end"] += 1
    assert Gold.model_validate(label_studio.from_task(task)) == with_emoji


def test_corrections_made_in_the_tool_come_back(gold: Gold) -> None:
    task = label_studio.to_task(gold)
    result = task["annotations"][0]["result"]
    body = gold.body or ""
    moved = next(one for one in result if one["value"].get("labels") == ["ATTENDANCE"])
    start, end = moved["value"]["start"] + len("About "), moved["value"]["end"]
    moved["value"] |= {"start": start, "end": end, "text": body[start:end]}
    value = next(one for one in result if one["type"] == "textarea")
    value["value"]["text"] = ["2021-03-07"]
    gone = next(one for one in result if one["value"].get("labels") == ["PERSON"])
    result.remove(gone)
    at = body.index("La Paz")
    place = {"start": at, "end": at + 6, "text": "La Paz", "labels": ["GPE"]}
    result.append({"id": "new", "from_name": "label", "to_name": "text", "type": "labels", "value": place})
    back = Gold.model_validate(label_studio.from_task(task))
    assert (back.attendance[0].text, back.attendance[0].low) == ("300 delegates", 300)
    assert back.dates[0].value == "2021-03-07"
    assert [(back.body or "")[name.start : name.end] for name in back.names] == ["Quito", "La Paz"]
    assert back.people == gold.people


def test_the_annotation_marked_as_truth_wins_over_the_last(gold: Gold) -> None:
    task = label_studio.to_task(gold)
    task["annotations"][0]["ground_truth"] = True
    task["annotations"].append({"result": []})
    assert len(label_studio.from_task(task)["dates"]) == 3


def test_an_export_of_another_project_annotates_only_its_labels() -> None:
    back = doccano.from_document({"id": 7, "text": "Ana came.", "label": [[0, 3, "PERSON"]]})
    gold = Gold.model_validate(back)
    assert (gold.doc_id, gold.annotated("names"), gold.annotated("dates")) == ("7", True, False)
    newer = {"id": 7, "text": "Ana came.", "entities": [{"start_offset": 0, "end_offset": 3, "label": "PERSON"}]}
    assert doccano.from_document(newer) == back


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"id": 1, "text": "Ana", "label": [[0, 3, "PER"]]}, "rename it to one of PERSON"),
        ({"id": 1, "text": "🏔 Ana", "label": [[1, 6, "PERSON"]]}, "grapheme"),
        ({"id": 1, "label": []}, "export as JSONL"),
    ],
)
def test_exports_that_no_gold_can_hold_are_refused(document: dict[str, Any], message: str) -> None:
    with pytest.raises(ExchangeError, match=message):
        doccano.from_document(document)


def test_text_changed_in_the_tool_is_refused(gold: Gold) -> None:
    document = doccano.to_document(gold)
    with pytest.raises(ExchangeError, match="was changed in the tool"):
        doccano.from_document(document | {"text": document["text"] + "!"})


def test_offsets_of_other_characters_are_refused(gold: Gold) -> None:
    task = label_studio.to_task(gold)
    task["annotations"][0]["result"][0]["value"]["start"] += 1
    with pytest.raises(ExchangeError, match="export anew"):
        label_studio.from_task(task)


@calm
@given(st.text(), st.data())
def test_utf16_offsets_and_back(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    offsets = utf16_offsets(text)
    assert offsets[-1] == len(text.encode("utf-16-le", "surrogatepass")) // 2
    assert from_utf16(text, [Labelled(offsets[start], offsets[end], "ORG")]) == [Labelled(start, end, "ORG")]


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_can_be_read_as_samples(gold: Gold, tmp_path: Path, form: str) -> None:
    other = Gold.model_validate(copy.deepcopy(gold.model_dump(exclude_unset=True)) | {"doc_id": "other"})
    files = convert([gold, other], form, tmp_path / "out")
    found = read_samples([tmp_path / "out" if form == "gold" else files[0]])
    assert (found.refused, found.faults) == ([], [])
    assert [sample.gold for sample in found.samples] == sorted(
        [gold, other], key=lambda one: one.doc_id, reverse=form != "gold"
    )


def test_nothing_is_overwritten_without_force(gold: Gold, tmp_path: Path) -> None:
    convert([gold], "gold", tmp_path)
    (tmp_path / "gold" / "quito.json").write_text("mine")
    with pytest.raises(UsageError, match="--force"):
        convert([gold], "gold", tmp_path)
    assert (tmp_path / "gold" / "quito.json").read_text() == "mine"
    convert([gold], "gold", tmp_path, force=True)
    assert Gold.model_validate_json((tmp_path / "gold" / "quito.json").read_text()) == gold


def test_a_doc_id_cannot_lead_out_of_the_folder(gold: Gold, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot name a file"):
        convert([gold.model_copy(update={"doc_id": "../evil"})], "gold", tmp_path / "out")


def test_by_the_command_line(samples_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "tasks"
    call = ["convert", str(samples_folder), "--to", "label-studio", "--out", str(out)]
    assert CliRunner().invoke(command, call).exit_code == 0
    assert '<Label value="DATE"/>' in (out / "label-config.xml").read_text()
    assert isinstance(CliRunner().invoke(command, call).exception, UsageError)
    back = ["convert", str(out / "tasks.json"), "--to", "gold", "--out", str(tmp_path / "back")]
    assert CliRunner().invoke(command, back).exit_code == 0
    written = json.loads((tmp_path / "back" / "gold" / "quito.json").read_text())
    assert written == json.loads((samples_folder / "gold" / "quito.json").read_text())


def test_a_broken_line_of_an_export_is_told_with_its_number(gold: Gold, tmp_path: Path) -> None:
    file = tmp_path / "documents.jsonl"
    good = json.dumps(doccano.to_document(gold))
    file.write_text(f'{good}\n{{"id": 2, "text": "Ana", "label": [[0, 3, "PER"]]}}\n')
    (fault,) = read_samples([file]).refused
    assert fault.line == 2
    assert fault.remedy.startswith("rename it")
    file.write_text(f"{good}\n{good[:50]}\n")
    (fault,) = read_samples([file]).refused
    assert fault.line == 2
