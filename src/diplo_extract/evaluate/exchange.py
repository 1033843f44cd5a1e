"""Gold as labelled spans, for annotation tools, and back.

A tool shows and edits spans with labels; what it cannot show (people with titles, events) travels beside as one string
of JSON and comes back as it left. A span that comes back with other borders keeps the values it had.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from diplo_extract.evaluate.samples import GOLD_SCHEMA, Gold, Label

FIELDS = {"DATE": "dates", "ATTENDANCE": "attendance", "GROUP": "groups", "QUOTE": "quotes", "HEADING": "sections"}
NAME_LABELS: tuple[str, ...] = get_args(Label)
LABELS = (*NAME_LABELS, *FIELDS)
# the value that a person may write beside a span in the tool
VALUES = {"DATE": "value", "QUOTE": "speaker"}


class ExchangeError(Exception):
    """An export holds what no gold can hold."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}: {remedy}")
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Labelled:
    """A span as tools know it; offsets in code points."""

    start: int
    end: int
    label: str
    value: str | None = None


def labelled(gold: Gold) -> list[Labelled]:
    """Give all spans of a gold in text order."""
    spans = [Labelled(name.start, name.end, name.label) for name in gold.names]
    for label, field in FIELDS.items():
        for item in getattr(gold, field):
            value = getattr(item, VALUES[label]) if label in VALUES else None
            spans.append(Labelled(item.start, item.end, label, value))
    return sorted(spans, key=lambda span: (span.start, span.end, span.label))


def packed(gold: Gold) -> str:
    """Give the whole gold as one string."""
    return gold.model_dump_json(exclude_unset=True)


def unpacked(stored: str | None, doc_id: str, text: str, spans: Sequence[Labelled]) -> dict[str, Any]:
    """Give the JSON of a gold from what a tool gives back; `stored` is what `packed` gave, when the tool kept it.

    Without it, only the fields whose labels occur count as annotated.
    """
    unknown = sorted({span.label for span in spans} - set(LABELS))
    if unknown:
        raise ExchangeError(f"label {unknown[0]!r} is none of ours", f"rename it to one of {', '.join(LABELS)}")
    gold: dict[str, Any] = json.loads(stored) if stored else {"schema_version": GOLD_SCHEMA, "doc_id": doc_id}
    if stored and gold.get("body") != text:
        raise ExchangeError(f"the text of {doc_id} was changed in the tool", "annotate the new text from the start")
    gold["body"] = text
    for field, labels in {"names": NAME_LABELS, **{field: (label,) for label, field in FIELDS.items()}}.items():
        ours = [span for span in spans if span.label in labels]
        if ours or field in gold:
            gold[field] = _items(gold.get(field, []), ours, text, with_label=field == "names")
    return gold


def _items(
    before: list[dict[str, Any]], spans: Iterable[Labelled], text: str, *, with_label: bool
) -> list[dict[str, Any]]:
    left = list(before)
    items = []
    # spans that kept their borders choose first
    for span in sorted(spans, key=lambda span: not any(_same(item, span) for item in before)):
        old = next((item for item in left if _same(item, span)), None) or next(
            (item for item in left if item["start"] < span.end and span.start < item["end"]), None
        )
        if old is not None:
            left.remove(old)
        item = dict(old or {}) | {"start": span.start, "end": span.end}
        if with_label:
            item["label"] = span.label
        if not with_label or "text" in item:
            item["text"] = text[span.start : span.end]
        if span.label in VALUES and span.value is not None:
            item[VALUES[span.label]] = span.value
        items.append(item)
    return sorted(items, key=lambda item: (item["start"], item["end"]))


def _same(item: dict[str, Any], span: Labelled) -> bool:
    same_label = "label" not in item or item["label"] == span.label
    return bool((item["start"], item["end"]) == (span.start, span.end) and same_label)


def utf16_offsets(text: str) -> list[int]:
    """Give, for every code point offset of `text` and its end, the offset in UTF-16 units."""
    offsets = [0]
    for letter in text:
        offsets.append(offsets[-1] + 1 + (letter > "\uffff"))
    return offsets


def from_utf16(text: str, spans: Iterable[Labelled]) -> list[Labelled]:
    """Give spans in code points; raises ExchangeError for an offset in the middle of a character."""
    code_point = {offset: i for i, offset in enumerate(utf16_offsets(text))}
    try:
        return [replace(span, start=code_point[span.start], end=code_point[span.end]) for span in spans]
    except KeyError as error:
        message = f"offset {error} is in the middle of a character, or outside of the text"
        raise ExchangeError(message, "export offsets of characters, not of grapheme clusters") from error
