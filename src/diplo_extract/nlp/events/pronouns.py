"""Sentences that go on about an event with a pronoun: "It runs until 4 May", "It was hosted by the port"."""

from __future__ import annotations

from diplo_extract.nlp.events.vocabulary import Reading, Sentence, Vocabulary


def read_pronoun(sentence: Sentence, i: int, words: Vocabulary) -> Reading | None:
    """Read "it" at token `i` when what follows can only be said of an event."""
    if sentence.lower[i] != "it" or i > sentence.start:
        return None
    j = i + 1
    while j < min(sentence.end, i + 6) and words.among(sentence.lower[j], "be", "auxiliary"):
        j += 1
    if j >= sentence.end or not words.among(sentence.lower[j], "takes_place"):
        return None
    took = sentence.lower[j] in ("take", "takes", "took", "taken", "taking")
    if took and sentence.lower[j + 1 : j + 2] != ["place"]:
        return None
    return Reading(i, i + 1, "event", "pronoun")
