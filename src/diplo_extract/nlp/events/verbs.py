"""Events told by a verb, without a noun for them: "signed a contract", "travelled to Kisumu", "met with the mayor"."""

from __future__ import annotations

from diplo_extract.nlp.events.vocabulary import Reading, Sentence, Vocabulary

_WINDOW = 8


def read_verb(sentence: Sentence, i: int, words: Vocabulary) -> Reading | None:
    """Read the event whose verb is token `i`."""
    entry = words.verbs.get(sentence.lower[i])
    if entry is None:
        return None
    be = sentence.lower[i - 1] if i > sentence.start else ""
    if words.among(be, "be"):
        return _passive(sentence, i, entry, words) if entry.get("passive") else None
    if words.among(be, "not_told") or (entry.get("alone") and _has_noun(sentence, words)):
        return None
    # "welcomed the decision" tells of no event
    if entry.get("person") and not sentence.people & set(range(i + 1, min(sentence.end, i + 2 * _WINDOW))):
        return None
    if "behind" in entry and be not in entry["behind"]:
        return None
    objects = entry.get("objects")
    if objects is not None:
        end = _object(sentence, i, objects)
        return Reading(i, end, entry["kind"], "verb") if end else None
    after, following = entry.get("after"), _over_adverbs(sentence, i + 1)
    if after is not None and (following >= sentence.end or sentence.lower[following] not in after):
        return None
    end = _phrase_end(sentence, following, words)
    # "visited the Boat Fair" is told by the noun, "met with the Conference of Mayors" is not
    found = sentence.words if entry["kind"] == "meeting" else sentence.lower
    if end <= following or any(words.head(found[j]) for j in range(i + 1, end)):
        return None
    return Reading(i, end, entry["kind"], "verb")


def _has_noun(sentence: Sentence, words: Vocabulary) -> bool:
    """Tell "hosted 80 mayors" from "hosted 80 mayors for a reception", where the noun tells the event."""
    told = any(_is_noun(sentence, j, words) for j in range(sentence.start, sentence.end) if not sentence.taken(j))
    return told or "edition" in sentence.lower[sentence.start : sentence.end]


def _is_noun(sentence: Sentence, i: int, words: Vocabulary) -> bool:
    """Tell "hosted the Harbour Congress" from "hosted Members of Congress"."""
    head = words.head(sentence.lower[i])
    if head is None or words.among(head, "numbered_only", "named_only"):
        return False
    return not (words.among(head, "bodies") and i > sentence.start and sentence.lower[i - 1] == "of")


def _over_adverbs(sentence: Sentence, i: int) -> int:
    """Give the first token behind "virtually", "today": "met virtually with", "spoke today with"."""
    while i < sentence.end and (
        i in sentence.dates or sentence.lower[i].endswith("ly") or sentence.lower[i] == "again"
    ):
        i += 1
    return i


def _object(sentence: Sentence, i: int, objects: list[str]) -> int:
    """Give the end of the object: "an agreement on a night train" ends behind "agreement"."""
    for j in range(i + 1, min(sentence.end, i + _WINDOW)):
        word = sentence.lower[j]
        if word in objects or word.removesuffix("s") in objects:
            return j + 1
        if word in (",", ";", ".") or j in sentence.people:
            return 0
    return 0


def _passive(sentence: Sentence, i: int, entry: dict[str, list[str]], words: Vocabulary) -> Reading | None:
    """Read "seven agreements were signed"; "a mural by pupils was unveiled"."""
    objects, kind = entry.get("objects"), str(entry["kind"])
    for j in range(i - 1, max(sentence.start - 1, i - 2 * _WINDOW), -1):
        word = sentence.lower[j]
        if words.among(word, "be", "auxiliary"):
            continue
        if objects is not None and not (word in objects or word.removesuffix("s") in objects):
            if j < i - 4:
                return None
            continue
        start = j
        while start > sentence.start and not words.among(sentence.lower[start], "determiners", "numbers"):
            start -= 1
            if i - start > 2 * _WINDOW or not sentence.words[start][0].isalnum():
                return None
        return Reading(start, i + 1, kind, "verb")
    return None


def _phrase_end(sentence: Sentence, start: int, words: Vocabulary) -> int:
    end = start
    while end < min(sentence.end, start + _WINDOW):
        word = sentence.words[end]
        inner = sentence.lower[end] in ("to", "with", "by", "in", "over", "around") and end == start
        if end in sentence.dates or not (word[0].isalnum() or word in ("-", "’s", "'s")):
            break
        if words.among(sentence.lower[end], "stops") and not inner:
            break
        end += 1
    while end > start and words.among(sentence.lower[end - 1], "complements", "dangling", "articles"):
        end -= 1
    return end
