"""Records built by hand, with everything in them that a page could stumble over."""

from __future__ import annotations

from typing import Any

from diplo_extract import records

HOSTILE = (
    "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>",
    "<!-- <script> \"quoted\" 'single' &amp; {style} ${data} \u2028\u2029 \\u003c",
    "javascript:window.hacked=3",
    "\u202eevil\u202c مرحبا \u200f",
)
TEXT = (
    f"😀 Mayor Ana 😀 Silva of {HOSTILE[1]} met 40 delegates on 3 June 2024.\n\n"
    f"{HOSTILE[0]}\n\n“{HOSTILE[2]}”, said Silva. {HOSTILE[3]}"
)


def span(text: str, words: str, nth: int = 0) -> records.Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return records.Span(start=start, end=start + len(words), text=words)


def record_of(text: str = TEXT, *, number: int = 0, **changes: Any) -> records.Record:
    """Give a record with one fact of most kinds."""
    whole = [records.Span(start=0, end=len(text.split("\n\n")[0]), text=text.split("\n\n")[0])]
    made: dict[str, Any] = {"evidence": whole, "rule": "by hand <b>"}
    date = span(text, "3 June 2024")
    count = span(text, "40 delegates")
    names = [span(text, "Ana 😀 Silva"), span(text, "Silva", 1)]
    quote = span(text, HOSTILE[2])
    position = records.Position(title="Mayor", text="Mayor", role="mayor", jurisdiction=HOSTILE[0], **made)
    fields: dict[str, Any] = {
        "id": f"{number:032x}",
        "content_id": f"{number:032x}",
        "source": records.Source(uri=f"pages/{number}.html", url=HOSTILE[2], media_type="text/html"),
        "title": records.PageFact(value=f"{HOSTILE[0]} {number}", reason="h1"),
        "published": records.Published(value="2024-06-04", text=HOSTILE[1], reason="meta"),
        "text": text,
        "source_map": [records.SourceRun(start=0, end=len(text), where="/html/body/p[1]/text()", offset=7)],
        "people": [
            records.Person(
                id="p1",
                name="Ana 😀 Silva",
                mentions=names,
                positions=[position],
                presence=records.Presence(value="present"),
                confidence=0.87,
                **made,
            )
        ],
        "organizations": [records.Organization(id="o1", name=HOSTILE[3], mentions=[span(text, HOSTILE[3])], **made)],
        "dates": [records.Date(text=date.text, start=date.start, end=date.end, kind="point", value="2024-06-03")],
        "attendance": [
            records.Attendance(
                text=count.text,
                start=count.start,
                end=count.end,
                low=40,
                high=40,
                qualifier="exact",
                unit="delegates",
                kind="people",
                event="e1",
                **made,
            )
        ],
        "events": [
            records.Event(
                id="e1", name="Forum", start="2024-06-03", end="2024-06-05", participants=["p1"], attendance=[0]
            )
        ],
        "quotes": [
            records.Quote(
                text=quote.text, start=quote.start, end=quote.end, speaker="p1", cue="said", direct=True, **made
            )
        ],
        "warnings": [HOSTILE[0]],
        "pipeline": records.PipelineInfo(package="0", model="by hand", schema_version="1.0", settings=""),
    }
    return records.Record(**(fields | changes))
