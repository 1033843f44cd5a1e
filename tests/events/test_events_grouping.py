"""Which mentions are one event, by what they are called, without a page around them."""

from __future__ import annotations

import pytest

from diplo_extract.resolve.events import EventMention, Rule, group_events


def mention(
    start: int, text: str, kind: str, rule: Rule, *, edition: int | None = None, future: bool = False
) -> EventMention:
    return EventMention(start, start + len(text), text, kind, edition, rule, sentence=start // 100, future=future)


def grouped(*mentions: EventMention) -> list[list[str]]:
    return [[one.text for one in group.mentions] for group in group_events(mentions)]


@pytest.mark.parametrize("edition", [4, None])
def test_two_editions_are_two_events_and_one_is_one(edition: int | None) -> None:
    first = mention(0, "4th Adriatic Harbour Cities Forum", "forum", "name", edition=4)
    other = mention(200, "Adriatic Harbour Cities Forum", "forum", "name", edition=edition)
    fifth = mention(400, "5th Adriatic Harbour Cities Forum", "forum", "name", edition=5)
    assert grouped(first, other, fifth) == [[first.text, other.text], [fifth.text]]


def test_several_meetings_are_not_the_meeting() -> None:
    meeting = mention(0, "Harbour Meeting", "meeting", "name")
    assert grouped(meeting, mention(200, "the meeting", "meeting", "anaphor")) == [["Harbour Meeting", "the meeting"]]
    assert grouped(meeting, mention(200, "her meetings", "meeting", "anaphor"))[0] == ["Harbour Meeting"]


def test_a_visit_to_come_is_not_the_visit_of_before() -> None:
    visited = mention(0, "visited", "visit", "verb")
    assert grouped(visited, mention(200, "will visit", "visit", "verb", future=True)) == [["visited"], ["will visit"]]
    assert grouped(visited, mention(200, "visited", "visit", "verb")) == [["visited", "visited"]]
