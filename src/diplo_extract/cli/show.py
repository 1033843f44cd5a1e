"""diplo-extract show."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import fill
from typing import TYPE_CHECKING

import click

from diplo_extract.cli.options import (
    aliases_option,
    contact_option,
    drop_unmeasured_option,
    min_confidence_option,
    model_option,
    private_option,
    read_bounds,
    titles_option,
)

if TYPE_CHECKING:
    from diplo_extract.archive import Outcome
    from diplo_extract.records import Attendance, ErrorRecord, Event, Person, Record


_NO_VALUE = {"set": "repeated"}


@click.command(epilog="Example: diplo-extract show page.html")
@click.argument("path", metavar="FILE|URL")
@model_option
@aliases_option
@min_confidence_option
@drop_unmeasured_option
@titles_option
@contact_option
@private_option
@click.option("--json", "as_json", is_flag=True, help="Print the record itself.")
def show(
    path: str,
    model: str,
    aliases: Path | None,
    min_confidence: tuple[str, ...],
    drop_unmeasured: bool,
    titles: Path | None,
    contact: str,
    allow_private: bool,
    as_json: bool,
) -> None:
    """Print the record of one page for a person to read.

    FILE is a page, or - for standard input; of an archive the first document is shown. URL is downloaded as `fetch`
    would do it: robots.txt is kept to.
    """
    from diplo_extract.archive import Archive
    from diplo_extract.config import Settings
    from diplo_extract.errors import UsageError
    from diplo_extract.fetch.seeds import is_address
    from diplo_extract.nlp.titles.user_words import read_title_words
    from diplo_extract.pipeline import load
    from diplo_extract.records import ErrorRecord
    from diplo_extract.resolve.aliases import read_aliases

    if is_address(path):
        article = _download(path, contact, allow_private=allow_private)
    else:
        article = next(iter(Archive([path])), None)
    if article is None:
        raise UsageError(f"{path} holds no document: name a page, an archive with one, or - for standard input")
    settings = Settings(
        aliases=read_aliases(aliases) if aliases else {},
        min_confidence=read_bounds(min_confidence),
        drop_unmeasured=drop_unmeasured,
        titles=read_title_words(titles) if titles else {},
    )
    outcome = next(load(model, settings=settings).stream([article]))
    if as_json:
        click.echo(outcome.model_dump_json(indent=2))
    elif isinstance(outcome, ErrorRecord):
        click.echo(describe_error(outcome), err=True)
    else:
        click.echo("\n".join(describe(outcome)))
    if isinstance(outcome, ErrorRecord):
        sys.exit(1)


def _download(address: str, contact: str, *, allow_private: bool) -> Outcome | None:
    """Give the page at an address by the way of `fetch` and `run`: through an archive, here one that is thrown away."""
    from diplo_extract.archive import Archive
    from diplo_extract.article import Article
    from diplo_extract.fetch.door import Door
    from diplo_extract.fetch.pace import Pace
    from diplo_extract.fetch.run import errors_path, fetch, user_agent
    from diplo_extract.fetch.seeds import read_seeds
    from diplo_extract.records import ErrorRecord

    with TemporaryDirectory(prefix="diplo-extract-") as folder:
        archive = Path(folder) / "page.warc.gz"
        door = Door(user_agent(contact), allow_private=allow_private)
        # somebody is waiting: a server that is busy is not asked for minutes
        fetch(read_seeds([address]), archive, door, pace=Pace(max_wait=20, tries=2), follow_lists=False)
        for line in errors_path(archive).read_text(encoding="utf-8").splitlines():
            return ErrorRecord.model_validate_json(line)
        outcome = next(iter(Archive([archive])), None)
    return replace(outcome, uri=address, member=None) if isinstance(outcome, Article) else outcome


def describe_error(error: ErrorRecord) -> str:
    """Give an error record for a person to read."""
    return f"{error.source.uri}: no record ({error.stage}, {error.reason}): {error.message}\n  {error.remedy}".rstrip()


def describe(record: Record) -> Iterator[str]:
    """Give the lines that show a record to a person."""
    yield record.title.value if record.title else "(no title)"
    if record.published:
        also = f"; may also be {', '.join(record.published.ambiguous)}" if record.published.ambiguous else ""
        yield f"  published {record.published.value}  “{record.published.text}” ({record.published.reason}{also})"
    if record.dateline and record.dateline.place:
        yield f"  dateline {record.dateline.place}" + (f", {record.dateline.agency}" if record.dateline.agency else "")
    words = len(record.text.split())
    yield f"  {record.source.uri}  {words} words" + (f", {record.language.value}" if record.language else "")
    yield from _part("People", [_person(person, record) for person in record.people])
    yield from _part("Events", [_event(event) for event in record.events])
    yield from _part("Attendance", [_attendance(fact) for fact in record.attendance])
    yield from _part("Groups", [group.text for group in record.groups])
    yield from _part(
        "Dates",
        list(dict.fromkeys(f"{date.text} = {date.value or _NO_VALUE.get(date.kind, '?')}" for date in record.dates)),
    )
    yield from _part("Quotes", _quotes(record))
    yield from _part("Doubts", record.warnings)


def _part(name: str, items: list[str]) -> Iterator[str]:
    if items:
        yield f"\n{name}"
        yield from (fill(item, width=100, initial_indent="  ", subsequent_indent="      ") for item in items)


def _person(person: Person, record: Record) -> str:
    names = {one.id: one.name for one in record.people}
    positions = []
    for position in person.positions:
        of = ", ".join(part for part in (position.organization, position.jurisdiction) if part)
        text = position.title + (f" ({of})" if of else "")
        if position.on_behalf_of:
            text += f" on behalf of {names.get(position.on_behalf_of, '?')}"
        positions.append(text)
    presence = f"  [{person.presence.value}]" if person.presence and person.presence.value != "mentioned" else ""
    aliases = f"  also: {', '.join(person.aliases)}" if person.aliases else ""
    return f"{person.name}: {'; '.join(positions) or '(no title)'}{presence}{aliases}"


def _event(event: Event) -> str:
    when = "/".join(part for part in (event.start, event.end) if part) or event.duration or ""
    facts = [
        event.kind or "",
        when,
        event.venue or "",
        event.place or "",
        f"hosted by {', '.join(event.hosts)}" if event.hosts else "",
        f"{event.sessions} sessions" if event.sessions else "",
        event.status if event.status != "held" else "",
        f"before: {event.previous.host or event.previous.date or event.previous.name}" if event.previous else "",
    ]
    return f"{'* ' if event.main else ''}{event.name}: {', '.join(fact for fact in facts if fact)}"


def _attendance(fact: Attendance) -> str:
    low, high = (None if bound is None else f"{bound:g}" for bound in (fact.low, fact.high))
    value = low if low == high else f"{low or '?'} to {high or '?'}"
    times = f", said {len(fact.mentions)} times" if len(fact.mentions) > 1 else ""
    return f"{fact.text} = {value} {fact.kind}{' (planned)' if fact.planned else ''}{times}"


def _quotes(record: Record) -> list[str]:
    names = {person.id: person.name for person in record.people}
    return [
        f"{names.get(quote.speaker or '') or quote.speaker_text or '?'} {quote.cue or ''}: "
        + (f"“{quote.text}”" if quote.direct else quote.text)
        for quote in record.quotes
    ]
