"""doccano, sequence labelling: one JSON object a line; offsets are UTF-16 units."""

from __future__ import annotations

from typing import Any

from diplo_extract.evaluate.exchange import (
    ExchangeError,
    Labelled,
    from_utf16,
    labelled,
    packed,
    unpacked,
    utf16_offsets,
)
from diplo_extract.evaluate.samples import Gold

FILE = "documents.jsonl"


def to_document(gold: Gold) -> dict[str, Any]:
    """Give a gold as a document; columns beside text and label come back from doccano as they were."""
    body = gold.body or ""
    offsets = utf16_offsets(body)
    spans = [[offsets[span.start], offsets[span.end], span.label] for span in labelled(gold)]
    return {"text": body, "label": spans, "doc_id": gold.doc_id, "gold": packed(gold)}


def is_document(value: Any) -> bool:
    """Tell whether a JSON value is a document of sequence labelling, in the older or the newer form."""
    return isinstance(value, dict) and "schema_version" not in value and ("label" in value or "entities" in value)


def from_document(document: dict[str, Any]) -> dict[str, Any]:
    """Give the JSON of a gold from an exported line."""
    text = document.get("text", document.get("data"))
    if not isinstance(text, str):
        raise ExchangeError("the line has no text", "export as JSONL")
    if "entities" in document:
        spans = [Labelled(one["start_offset"], one["end_offset"], one["label"]) for one in document["entities"]]
    else:
        spans = [Labelled(start, end, label) for start, end, label in document["label"]]
    kept = document | (document.get("meta") or {})
    doc_id = str(kept.get("doc_id") or document.get("id") or "document")
    return unpacked(kept.get("gold"), doc_id, text, from_utf16(text, spans))
