"""Events of media advisories whose line has no noun for one: "WHAT: Announcement of a new harbour light"."""

from __future__ import annotations

from diplo_extract.nlp.events.vocabulary import Reading, Sentence, Vocabulary

_LONGEST = 24


def read_label(sentence: Sentence, i: int, words: Vocabulary) -> Reading | None:
    """Read all of a "WHAT:" line behind its label at token `i`, when no noun in it tells an event."""
    start = i + 2
    if i != sentence.start or sentence.lower[i:start] != ["what", ":"] or start >= sentence.end:
        return None
    end = start
    while end < min(sentence.end, start + _LONGEST) and not (
        sentence.words[end].isspace() or sentence.words[end] in ".;|"
    ):
        end += 1
    if end == start or any(words.head(sentence.lower[j]) for j in range(start, end)):
        return None
    return Reading(start, end, "event", "description")
