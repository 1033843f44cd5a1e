"""Which date, place and count of a sentence goes with which event told in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal, cast

from spacy.tokens import Doc, Span

from diplo_extract import lexicon
from diplo_extract.article import Cleaned
from diplo_extract.extractors.dates import stands_at_head
from diplo_extract.extractors.event_advisory import advisory
from diplo_extract.nlp.events.vocabulary import vocabulary
from diplo_extract.resolve.events import EventMention, Rule

TOWNS = frozenset({"GPE", "LOC"})
PLACES = TOWNS | {"FAC"}
_TOLD = ("name", "description", "definite")


@cache
def words(name: str) -> frozenset[str]:
    """Give a word list of the events lexicon."""
    return frozenset(lexicon.load("en", "events")["words"][name])


@dataclass(slots=True)
class Scene:
    """One mention of an event in its sentence, with what the sentence says of it."""

    span: Span
    sentence: Span
    mention: EventMention
    dates: list[Span] = field(default_factory=list)
    names: list[Span] = field(default_factory=list)
    counts: list[Span] = field(default_factory=list)
    since: int = 0
    """The token where its sentence begins, or itself behind another event."""
    until: int = 0
    """The token where the next event of the sentence begins, else where the sentence ends."""
    where: str | None = None
    """The venue of a media advisory: its "WHERE:" line."""


class Stage:
    """The sentences of a Doc with the events told in them; every fact goes with one event of its sentence."""

    def __init__(self, doc: Doc, cleaned: Cleaned) -> None:
        self.sentences = list(doc.sents)
        self._starts = [sentence.start for sentence in self.sentences]
        self.scenes: list[Scene] = []
        self._by_sentence: dict[int, list[Scene]] = defaultdict(list)
        self._held: set[str] = set()
        """Kinds of the events told so far as something that took place."""
        self._dates_at: dict[int, list[Span]] = defaultdict(list)
        for date in doc.spans.get("dates", []):
            self._dates_at[self.number(date)].append(date)
        for span in doc.spans.get("events", []):
            number = self.number(span)
            order = _year_of(span, self._dates_at.get(number, []))
            mention = _mention(span, self.sentences[number], number, order)
            days = (date._.date["precision"] == "day" for date in self._dates_at.get(number, []))
            scene = Scene(span, self.sentences[number], replace(mention, dated=any(days)))
            scene.since, scene.until = scene.sentence.start, scene.sentence.end
            if self.scenes and self.scenes[-1].mention.sentence == number:
                scene.since = self.scenes[-1].until = span.start
            if scene.mention.rule == "anaphor" and scene.mention.future and self._is_in_later_year(scene):
                scene.mention = replace(scene.mention, order="next")
            self.scenes.append(scene)
            self._held |= set() if scene.mention.future else {scene.mention.kind}
            self._by_sentence[number].append(scene)
        self.dates = [
            date
            for date in doc.spans.get("dates", [])
            if not (
                _in_dateline(date, cleaned) or _is_bare_head(date) or _of_somebody(date) or self._part_of_name(date)
            )
        ]
        self.names = [name for name in doc.ents if not _in_dateline(name, cleaned)]
        self._share(self.dates, "dates")
        self._share(self.names, "names")
        self._read_advisories()
        counts = [count for count in doc.spans.get("counts", []) if count._.count["attendance"]]
        self._share(counts, "counts")
        self._count_behind(counts)

    def _count_behind(self, counts: Iterable[Span]) -> None:
        """Give an event the counts of the next sentence: "A round table was led by the pilots. Over 85 came."."""
        for count in counts:
            number = self.number(count)
            before = self._by_sentence.get(number - 1, [])
            told = before and before[-1].mention.rule in _TOLD  # not "before the opening"
            if told and not self.tells(number) and self._goes_on(number):
                before[-1].counts.append(count)

    def _goes_on(self, number: int) -> bool:
        """Tell whether a sentence stands in the paragraph of the one before it."""
        return "\n" not in self.sentences[number - 1].text_with_ws.lstrip()

    def tells(self, number: int) -> bool:
        """Tell whether the sentence of that number mentions an event."""
        return number in self._by_sentence

    def _is_in_later_year(self, scene: Scene) -> bool:
        """Tell "In 2030, the forum will be held in Faro" of a forum that the text told as held."""
        told = scene.mention.kind in self._held
        reference = scene.span.doc._.reference
        dates = self._dates_at.get(scene.mention.sentence, [])
        years = [(date._.date["value"] or "")[:4] for date in dates if date._.date["kind"] != "duration"]
        return bool(told and reference and years) and all(year.isdigit() and year > reference[:4] for year in years)

    def number(self, span: Span) -> int:
        """Give the number of the sentence that `span` begins in."""
        return bisect_right(self._starts, span.start) - 1

    def at(self, start: int, end: int) -> list[Scene]:
        """Give the scenes between two characters."""
        return [scene for scene in self.scenes if start <= scene.span.start_char < end]

    def _read_advisories(self) -> None:
        by_sentence: dict[int, list[Span]] = defaultdict(list)
        for date in self.dates:
            by_sentence[self.number(date)].append(date)
        for scene in self.scenes:
            lines = advisory(self.sentences, scene.mention.sentence)
            if lines is not None:
                scene.where = lines.where
                if not scene.dates:
                    scene.dates = [date for number in lines.when for date in by_sentence[number]]

    def _part_of_name(self, date: Span) -> bool:
        """Tell whether an edition was read as a day: "on Saturday, the 8th Ports Assembly was over"."""
        scenes = self._by_sentence.get(self.number(date), [])
        return any(date.start < scene.span.start < date.end for scene in scenes)

    def _share(self, spans: Iterable[Span], kind: str) -> None:
        for span in spans:
            scene = _owner(span, self._by_sentence.get(self.number(span), []))
            if scene is not None:
                getattr(scene, kind).append(span)


def _owner(span: Span, scenes: list[Scene]) -> Scene | None:
    """Give the event a fact goes with: the one around or right behind it, else the last before it."""
    before = None
    for scene in scenes:
        if scene.span.end <= span.start:
            before = scene
        elif span.start >= scene.span.start or scene.span.start - span.end <= 2:
            # "Thursday's meeting", "the three-day forum"
            between = span.doc[span.end : scene.span.start]
            if before is None or all(token.text in ("’s", "'s", "-") or token.is_lower for token in between):
                return scene if not _closed_off(between) else before or scene
        elif before is None:
            return scene
    return before


def _is_bare_head(date: Span) -> bool:
    """Tell "JEDDAH, 08/12/2021: The council held …" from "The forum opened on 8 December – the first since 2019"."""
    one_day = date._.date["kind"] == "point"  # "MARSEILLE, 3-4 March – Mayors met": the days of the event
    return one_day and stands_at_head(date) and not any(token.is_lower for token in date.doc[: date.start])


def _of_somebody(date: Span) -> bool:
    """Tell whether a date belongs to a life: "born in Tamale in 1990"."""
    before = {token.lower_ for token in date.doc[max(0, date.start - 7) : date.start]}
    return not before.isdisjoint(("born", "died", "aged", "founded", "built", "elected", "appointed", "since"))


def _closed_off(between: Span) -> bool:
    return any(token.lower_ in ("in", "at", "for", "of", "and", ",", "to", "with", "by") for token in between)


def _mention(span: Span, sentence: Span, number: int, year: Literal["next", "previous"] | None) -> EventMention:
    info, doc = span._.event, span.doc
    before = doc[max(sentence.start, span.start - 2) : span.start + 2]
    rule = info["rule"].removeprefix("event-")
    near = {token.lower_ for token in doc[max(sentence.start, span.start - 8) : min(sentence.end, span.end + 6)]}
    # "will speak about her recent visit"
    recent = any(token.lower_ in words("over") for token in span)
    future = not recent and (bool(near & (words("planned") - {"next"})) or _is_to_be(span, sentence))
    order = None
    lower = [token.lower_ for token in before]
    if "next" in lower or year == "next" or (rule == "edition" and (future or words("following") & set(lower))):
        order = "next"
    elif words("previous") & set(lower) or year == "previous" or _is_before_another(span, sentence, info["edition"]):
        order = "previous"
    return EventMention(
        start=span.start_char,
        end=span.end_char,
        text=span.text,
        kind=info["kind"],
        edition=info["edition"]
        or _edition_behind(span, sentence)
        or (_edition_in_headline(span) if rule == "name" else None),
        rule=cast(Rule, rule),
        sentence=number,
        future=future,
        order=order,  # type: ignore[arg-type]
    )


def _is_to_be(span: Span, sentence: Span) -> bool:
    """Tell "She will go to Faro from 5 to 9 May, attending a forum in Lagos and making a visit": nothing has been."""
    told = [token.text for token in span.doc[sentence.start : span.start]]
    will = max((i for i, word in enumerate(told) if word in words("will")), default=None)
    # "will address the United Nations"
    return will is not None and not any(
        word in words("other_time") or (word.endswith("ed") and word.islower()) for word in told[will:]
    )


def _edition_behind(span: Span, sentence: Span) -> int | None:
    """Read "the summit, the fourth since 2009, was …"."""
    behind = [token.lower_ for token in span.doc[span.end : min(sentence.end, span.end + 4)]]
    if behind[:2] != [",", "the"] or len(behind) < 4 or behind[3] not in words("behind_edition"):
        return None
    return vocabulary().edition(behind[2:3])


def _year_of(span: Span, dates: Iterable[Span]) -> Literal["next", "previous"] | None:
    """Tell "last year's summit", "the 2021 edition" of a page of 2023, "next year's event" from "today's event"."""
    date = next((date for date in dates if 0 <= span.start - date.end <= 1), None)
    reference = span.doc._.reference
    if date is None or date._.date["precision"] != "year" or not date._.date["value"] or not reference:
        return None
    year = date._.date["value"][:4]
    return None if year == reference[:4] else "previous" if year < reference[:4] else "next"


def _edition_in_headline(span: Span) -> int | None:
    """Give the number that only the headline tells: "Ninth Harbour Summit Opens"."""
    before, found, _ = (span.doc._.headline or "").partition(span.text)
    return vocabulary().edition([before.split()[-1].lower()]) if found and before.strip() else None


def _is_before_another(span: Span, sentence: Span, edition: int | None) -> bool:
    """Tell the pluperfect: "the 7th assembly had taken place in Melaka", "Rotterdam, which had hosted the 6th week"."""
    if edition is None:
        return False
    doc = span.doc
    behind = [token.lower_ for token in doc[span.end : min(sentence.end, span.end + 3)]]
    before = [token.lower_ for token in doc[max(sentence.start, span.start - 4) : span.start]]
    if behind[:1] == ["had"]:
        return bool(words("takes_place") & set(behind[1:]))
    return "had" in before and any(word in words("hosting") for word in before[before.index("had") :])


def _in_dateline(span: Span, cleaned: Cleaned) -> bool:
    dateline = cleaned.dateline.span if cleaned.dateline else None
    return dateline is not None and span.start_char < dateline.end and span.end_char > dateline.start
