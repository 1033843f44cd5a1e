"""Editions of a series: "the 13th edition of the Harbour Summit", "the previous edition was held in Bari"."""

from __future__ import annotations

from diplo_extract.nlp.events.vocabulary import ORDINAL, Reading, Sentence, Vocabulary

_LEFT, _RIGHT, _REACH = 4, 10, 8


def read_edition(sentence: Sentence, i: int, words: Vocabulary) -> Reading | None:
    """Read "edition" at token `i`: another one of a series told elsewhere, or one of a series without a noun for it."""
    if sentence.lower[i] != "edition":
        return _of_name(sentence, i, words)
    start = i
    while start > max(sentence.start, i - _LEFT) and _tells_which(sentence.lower[start - 1], words):
        start -= 1
    edition = words.edition(sentence.lower[start:i])
    if sentence.lower[i + 1 : i + 2] != ["of"]:
        told = start < i or (i > sentence.start and words.among(sentence.lower[i - 1], "definite"))
        return Reading(start, i + 1, "edition", "edition", edition) if told else None
    end = i + 2
    while end < min(sentence.end, i + _RIGHT) and (
        sentence.words[end][0].isupper() or words.among(sentence.lower[end], "name_connectors")
    ):
        end += 1
    # "the first edition of the forum"
    plain = i + 3 < sentence.end and words.head(sentence.lower[i + 3]) == sentence.lower[i + 3]
    if plain and sentence.lower[i + 2] in ("the", "this"):
        other = edition is not None or any(
            words.among(word, "previous", "following") for word in sentence.lower[start:i]
        )
        return Reading(start, i + 4, "edition", "edition", edition) if other else None
    # "the 13th edition of the Harbour Summit" is read with the summit
    if any(words.head(word) for word in sentence.lower[i + 2 : end]) or not sentence.words[end - 1][0].isupper():
        return None
    after = sentence.lower[end : min(sentence.end, end + _REACH)]
    held = any(words.among(word, "takes_place") for word in after)
    return Reading(start, end, "event", "name", edition) if held and edition is not None else None


def _of_name(sentence: Sentence, i: int, words: Vocabulary) -> Reading | None:
    """Read "the next Dialogue", whose noun is an event only in a name."""
    head = words.head(sentence.lower[i])
    named = head is not None and words.among(head, "named_only") and sentence.words[i][0].isupper()
    if not named or i < sentence.start + 2 or not words.among(sentence.lower[i - 1], "previous", "following"):
        return None
    return Reading(i - 1, i + 1, "edition", "edition") if words.among(sentence.lower[i - 2], "definite") else None


def edition_before(sentence: Sentence, start: int, words: Vocabulary) -> tuple[int, int] | None:
    """Give the edition told before a name that begins at `start`, and where the name of it all begins.

    "the 13th edition of the Harbour Summit" is the summit; "the second session of the Water Assembly" is called so.
    """
    j = start - 1
    if j > sentence.start and words.among(sentence.lower[j], "articles"):
        j -= 1
    if j < sentence.start + 2 or sentence.lower[j] != "of" or not words.among(sentence.lower[j - 1], "editions"):
        return None
    first = j - 1
    while first > max(sentence.start, j - _LEFT) and _tells_which(sentence.lower[first - 1], words):
        first -= 1
    edition = words.edition(sentence.lower[first : j - 1])
    if edition is None:
        return None
    return edition, start if sentence.lower[j - 1] == "edition" else first


def _tells_which(word: str, words: Vocabulary) -> bool:
    ordinal = word in words.ordinals or ORDINAL.fullmatch(word) is not None
    return ordinal or words.among(word, "previous", "following", "says_nothing", "modifiers")
