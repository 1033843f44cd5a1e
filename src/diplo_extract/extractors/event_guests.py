"""Sentences that mention no event, but tell where the guests of the main one came together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Span

from diplo_extract.extractors.event_scenes import Scene, Stage, words
from diplo_extract.resolve.events import EventMention


def gatherings(stage: Stage, main: EventMention, names: Mapping[int, Sequence[Span]]) -> Iterator[Scene]:
    """Give the scenes of "The delegates were welcomed in the House of Wonders"; `names` by the start of a sentence."""
    for number in range(main.sentence, len(stage.sentences)):
        if stage.tells(number):
            continue
        sentence = stage.sentences[number]
        lower = [token.lower_ for token in sentence]
        if not words("guests").isdisjoint(lower) and _meets(lower):
            scene = Scene(sentence[:1], sentence, main)
            scene.names = [name for name in names.get(sentence.start, ()) if not _is_arrival(name)]
            yield scene


def _meets(lower: list[str]) -> bool:
    """Tell "the delegates met in the hall", "greeted the delegates" from "the delegates met the president"."""
    return any(
        word in words("receiving") or (word in words("met") and behind not in words("articles"))
        for word, behind in zip(lower, [*lower[1:], ""], strict=True)
    )


def _is_arrival(name: Span) -> bool:
    """Tell "The delegates were welcomed at Notwane Airport"."""
    return name[-1].lower_ in words("arrivals")
