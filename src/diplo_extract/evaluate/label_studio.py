"""Label Studio: a JSON list of tasks; offsets are code points in newer versions, UTF-16 units in older ones."""

from __future__ import annotations

from typing import Any

from diplo_extract.evaluate.exchange import LABELS, ExchangeError, Labelled, from_utf16, labelled, packed, unpacked
from diplo_extract.evaluate.samples import Gold

FILE = "tasks.json"
CONFIG_FILE = "label-config.xml"
_FROM, _VALUE, _TO = "label", "value", "text"


def config() -> str:
    """Give the labelling interface to paste into the project's settings."""
    labels = "\n".join(f'    <Label value="{label}"/>' for label in LABELS)
    text = f'  <Text name="{_TO}" value="$text" saveTextResult="yes"/>'
    value = f'  <TextArea name="{_VALUE}" toName="{_TO}" perRegion="true" placeholder="value of a date, speaker"/>'
    return f'<View>\n  <Labels name="{_FROM}" toName="{_TO}">\n{labels}\n  </Labels>\n{text}\n{value}\n</View>\n'


def to_task(gold: Gold) -> dict[str, Any]:
    """Give a gold as a task with one annotation."""
    body = gold.body or ""
    result: list[dict[str, Any]] = []
    for i, span in enumerate(labelled(gold)):
        common = {"id": f"s{i}", "to_name": _TO}
        place = {"start": span.start, "end": span.end, "text": body[span.start : span.end]}
        result.append(common | {"from_name": _FROM, "type": "labels", "value": place | {"labels": [span.label]}})
        if span.value is not None:
            written = {"start": span.start, "end": span.end, "text": [span.value]}
            result.append(common | {"from_name": _VALUE, "type": "textarea", "value": written})
    data = {"text": body, "doc_id": gold.doc_id, "gold": packed(gold)}
    return {"data": data, "annotations": [{"result": result}]}


def is_task(value: Any) -> bool:
    """Tell whether a JSON value is a task."""
    return isinstance(value, dict) and isinstance(value.get("data"), dict) and "annotations" in value


def from_task(task: dict[str, Any]) -> dict[str, Any]:
    """Give the JSON of a gold from an exported task: of several annotations the one marked as truth, else the last."""
    data = task["data"]
    if not isinstance(data.get("text"), str):
        raise ExchangeError("the task has no text in data.text", "export tasks with their data")
    done = [one for one in task["annotations"] if not one.get("was_cancelled")]
    chosen = next((one for one in done if one.get("ground_truth")), done[-1] if done else {"result": []})
    spans = _spans(data["text"], chosen["result"])
    return unpacked(data.get("gold"), str(data.get("doc_id") or task.get("id") or "task"), data["text"], spans)


def _spans(text: str, result: list[dict[str, Any]]) -> list[Labelled]:
    values = {one.get("id"): one["value"]["text"] for one in result if one.get("type") == "textarea"}
    labels = [one for one in result if one.get("type") == "labels"]
    spans = []
    for one in labels:
        value = values.get(one.get("id"))
        written = value[0] if isinstance(value, list) and value else value
        place = one["value"]
        spans.append(Labelled(int(place["start"]), int(place["end"]), place["labels"][0], written or None))
    surfaces = [one["value"].get("text") for one in labels]
    if _fits(text, spans, surfaces):
        return spans
    older = from_utf16(text, spans)
    if _fits(text, older, surfaces):
        return older
    raise ExchangeError(
        "the offsets give other characters than the spans' text", "export anew, with the text unchanged"
    )


def _fits(text: str, spans: list[Labelled], surfaces: list[str | None]) -> bool:
    return all(
        surface is None or text[span.start : span.end] == surface for span, surface in zip(spans, surfaces, strict=True)
    )
