"""JSON-LD in the words of schema.org: one NewsArticle for each record, with the people, organizations, places, events
and quotations in it.

What schema.org has no word for (attendance counts, vague dates, evidence) stays out: the records have it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_STATUS = {"planned": "EventScheduled", "postponed": "EventPostponed", "cancelled": "EventCancelled"}
# schema.org wants ISO 8601; of EDTF only the plain dates are
_ISO_DATE = re.compile(r"-?\d{4}(?:-\d\d(?:-\d\d)?)?")

Json = dict[str, Any]


def write_linked(records: Iterable[Mapping[str, Any]], errors: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write one document whose graph holds every article."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"@context": "https://schema.org", "@graph": [')
        separator = "\n"
        for record in records:
            file.write(separator + json.dumps(news_article(record), ensure_ascii=False))
            separator = ",\n"
        file.write("\n]}\n")


def news_article(record: Mapping[str, Any]) -> Json:
    """Give the NewsArticle of a record."""
    names = {part["id"]: part["name"] for field in ("people", "organizations") for part in record[field]}
    article = f"urn:diplo-extract:{record['id']}"
    mentions = [_person(person, article, names) for person in record["people"]]
    mentions += [_named("Organization", part, article) for part in record["organizations"]]
    mentions += [_named("Place", part, article) for part in record["places"]]
    repeated = record["duplicate_of"]
    return _without_gaps(
        {
            "@type": "NewsArticle",
            "@id": article,
            "url": _value(record["canonical_url"]) or record["source"]["url"],
            "headline": _value(record["title"]),
            "abstract": _value(record["lead"]),
            "inLanguage": _value(record["language"]),
            "datePublished": _iso(_value(record["published"])),
            "dateModified": _iso(_value(record["modified"])),
            "author": [{"@type": "Person", "name": author["value"]} for author in record["authors"]],
            "dateline": (record["dateline"] or {}).get("place"),
            "isBasedOn": f"urn:diplo-extract:{repeated}" if repeated else None,
            "articleBody": record["text"],
            "about": [_event(event, article, names) for event in record["events"] if event["main"]],
            "mentions": mentions + [_event(event, article, names) for event in record["events"] if not event["main"]],
            "hasPart": [_quotation(quote, article, names) for quote in record["quotes"] if quote["direct"]],
        }
    )


def _person(person: Json, article: str, names: Mapping[str, str]) -> Json:
    positions = person["positions"]
    employers = [position["organization"] for position in positions if position["organization"]]
    return _named("Person", person, article) | _without_gaps(
        {
            "honorificPrefix": " ".join(person["honorifics"]),
            "honorificSuffix": " ".join(person["post_nominals"]),
            "jobTitle": _unique(position["title"] for position in positions if position["status"] != "former"),
            "worksFor": [{"@type": "Organization", "name": name} for name in _unique(employers)],
            "affiliation": [{"@type": "Organization", "name": name} for name in _unique(person["affiliations"])],
        }
    )


def _named(kind: str, part: Json, article: str) -> Json:
    return _without_gaps(
        {"@type": kind, "@id": f"{article}#{part['id']}", "name": part["name"], "alternateName": part["aliases"]}
    )


def _event(event: Json, article: str, names: Mapping[str, str]) -> Json:
    place = event["venue"] or event["place"]
    address = event["place"] if event["venue"] else None
    return _without_gaps(
        {
            "@type": "Event",
            "@id": f"{article}#{event['id']}",
            "name": event["name"],
            "startDate": _iso(event["start"]),
            "endDate": _iso(event["end"]),
            "duration": event["duration"],
            "eventStatus": f"https://schema.org/{_STATUS[event['status']]}" if event["status"] in _STATUS else None,
            "location": _without_gaps({"@type": "Place", "name": place, "address": address}) if place else None,
            "organizer": [{"@type": "Organization", "name": name} for name in event["hosts"]],
            "attendee": [{"@id": f"{article}#{id}"} for id in event["participants"] if id in names],
        }
    )


def _quotation(quote: Json, article: str, names: Mapping[str, str]) -> Json:
    speaker = quote["speaker"]
    named = {"@type": "Person", "name": quote["speaker_text"]} if quote["speaker_text"] else None
    return _without_gaps(
        {
            "@type": "Quotation",
            "text": quote["text"],
            "creator": {"@id": f"{article}#{speaker}"} if speaker in names else named,
        }
    )


def _value(fact: Json | None) -> Any:
    return fact["value"] if fact else None


def _iso(value: str | None) -> str | None:
    return value if value and _ISO_DATE.fullmatch(value) else None


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _without_gaps(part: Json) -> Json:
    return {key: value for key, value in part.items() if value not in (None, "", [])}
