"""Pages with a text of ours, and the events of their records."""

from __future__ import annotations

import diplo_extract as dx
from diplo_extract import Record
from diplo_extract.records import Event


def extract(pipeline: dx.Pipeline, text: str, title: str = "News from the harbour", day: str = "2024-05-20") -> Record:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    page = (
        f'<html><head><title>{title}</title><meta property="article:published_time" content="{day}T10:00:00Z"></head>'
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )
    outcome = pipeline.extract(page.encode(), uri="page.html")
    assert isinstance(outcome, Record)
    return outcome


def main_event(record: Record) -> Event:
    (event,) = [event for event in record.events if event.main]
    return event


def named(record: Record, name: str) -> Event:
    (event,) = [event for event in record.events if event.name == name]
    return event
