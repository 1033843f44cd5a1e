"""The gold files of annotation guidelines older than this package's, in our words.

They differ in names (raw, host, start_date, approximate, organisations) and in weeks written 2023-W16.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from diplo_extract.evaluate.samples import GOLD_SCHEMA

_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
_KINDS = {"organisations": "organizations"}
_KEPT = ("doc_id", "url", "publisher", "published", "published_visible", "title", "body", "people")


def is_release(value: Any) -> bool:
    """Tell whether a JSON value is such a gold file."""
    return isinstance(value, dict) and "schema_version" not in value and "raw" in value and "body" in value


def from_release(value: dict[str, Any]) -> dict[str, Any]:
    """Give the file in the words of Gold; what it does not annotate stays absent."""
    gold = {key: value[key] for key in _KEPT if key in value}
    gold |= {"schema_version": GOLD_SCHEMA, "page": value["raw"]}
    if value.get("split") == "dev":
        gold["split"] = "dev"
    if "dates" in value:
        gold["dates"] = [item | {"value": _value(item["value"])} for item in value["dates"]]
    if "attendance" in value:
        gold["attendance"] = [_attendance(item) for item in value["attendance"]]
    if "events" in value:
        gold["events"] = [_event(item) for item in value["events"]]
    return gold


def _value(value: str | None) -> str | None:
    """Give the value in EDTF, which has no weeks: a week is its first and last day."""
    week = _WEEK.fullmatch(value or "")
    if not week:
        return value
    try:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
    except ValueError:
        return value  # the year has no such week: Gold says so, at its place
    return f"{monday}/{monday + timedelta(days=6)}"


def _attendance(item: dict[str, Any]) -> dict[str, Any]:
    approximate, low, high = item.get("approximate"), item["low"], item["high"]
    if low is None or high is None:
        qualifier = "max" if low is None else "min"
    elif low != high:
        qualifier = "range"
    else:
        qualifier = "approx" if approximate else "exact"
    renamed = {key: item[key] for key in ("text", "start", "end", "low", "high", "unit")}
    return renamed | {"qualifier": qualifier, "kind": _KINDS.get(item["kind"], item["kind"])}


def _event(item: dict[str, Any]) -> dict[str, Any]:
    hosts = [item["host"]] if item.get("host") else []
    names = {"name": item["name"], "hosts": hosts, "place": item.get("place")}
    return names | {"start": item.get("start_date"), "end": item.get("end_date")}
