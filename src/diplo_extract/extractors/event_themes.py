"""What an event is said to be about: "under the theme “Rivers for All”", "focused on the themes of water and trade"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from diplo_extract import lexicon
from diplo_extract.extractors.event_scenes import Scene
from diplo_extract.nlp.annotations import text_of

_LONGEST = 120
_QUOTED = re.compile(r"[“\"‘']([^“”\"‘’]{3,120})[”\"’']")
_END = re.compile(r"[.;:()—–\n]|, (?:the|which|and the|with|in|at|a|an|he|she|it|they|was|is)\b")


def themes(scenes: Sequence[Scene]) -> list[str]:
    """Give the themes as written, in the order of the text."""
    sentences = {scene.sentence.start: scene for scene in scenes if scene.mention.rule != "predicate"}
    found = (theme for scene in sentences.values() for theme in _themes_in(scene))
    return list(dict.fromkeys(found))


def _themes_in(scene: Scene) -> Iterator[str]:
    start, end = scene.sentence.start_char, scene.sentence.end_char
    sentence = text_of(scene.span.doc)[start:end]
    for cue in _cues().finditer(sentence):
        behind = sentence[cue.end() : cue.end() + _LONGEST]
        quoted = _QUOTED.match(behind)
        if quoted:
            yield quoted[1].strip(" ,.")
        elif cue["plain"]:
            yield from _parts(_END.split(behind, maxsplit=1)[0])


def _parts(words: str) -> Iterator[str]:
    """Give each theme of "city diplomacy and internationalization"; where a clause follows, nothing."""
    for part in re.split(r", (?:and )?| and ", words.strip(" ,")):
        if part and part.split(" ", 1)[0].lower() not in lexicon.load("en", "events")["words"]["stops"]:
            yield part.strip()


@cache
def _cues() -> re.Pattern[str]:
    table = lexicon.load("en", "events")["words"]
    quoted = "|".join(map(re.escape, table["theme_before_quote"]))
    plain = "|".join(map(re.escape, table["theme_before_words"]))
    return re.compile(rf"\b(?:(?P<plain>(?:{plain}))|(?:{quoted}))\s(?=\S)", re.IGNORECASE)
