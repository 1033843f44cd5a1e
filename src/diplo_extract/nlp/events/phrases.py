"""Events without a proper name: "a two-day visit to Nairobi", "the workshop", "bilateral talks"."""

from __future__ import annotations

from diplo_extract.nlp.events.vocabulary import ORDINAL, Reading, Sentence, Vocabulary

_POSSESSIVE = ("’s", "'s")
_JOURNEYS = ("visit", "call")
_OF_MEMBERS = ("’", "'")
_MAX_LEFT, _MAX_NAMED, _MAX_RIGHT = 6, 12, 14
_CUE_REACH = 6


def read_phrase(sentence: Sentence, i: int, words: Vocabulary) -> Reading | None:
    """Read the description whose head is token `i`: an article, what tells it from others, the head, its complement."""
    head = words.head(sentence.lower[i])
    pair = i + 1
    if i + 1 < sentence.end:
        two = words.head(f"{sentence.lower[i]} {sentence.lower[i + 1]}")
        head, pair = (two, i + 2) if two else (head, pair)
    # "Elbe Sessions" is a festival, "two sessions" are sessions
    if head is not None and words.among(head, "named_only") and head.endswith("s"):
        head = words.head(head[:-1])
    if head is None or words.among(head, "named_only", "numbered_only") or _inside_name(sentence, i, words):
        return None
    # "the conference centre", "a visit programme", "the festival's director"
    following = sentence.lower[pair] if pair < sentence.end else ""
    if words.among(following, "not_events", "carriers") or words.head(following) or following == "-":
        return None
    # "Opening the market to beef": a verb
    if sentence.lower[i].endswith("ing") and words.among(following, "articles", "possessives"):
        return None
    start, determiner = _start(sentence, i, words)
    # "election race", "arms race"
    if i > sentence.start and f"{sentence.lower[i - 1]} {sentence.lower[i]}" in words.lists["figures_of_speech"]:
        return None
    end = _end(sentence, pair, words.kinds[head], words)
    kind = words.kinds[head]
    lower = sentence.lower[start:pair]
    if "signing" in lower[:-1]:
        kind = "signing"
    # "his first official visit" is no edition of a series
    edition = None if kind in _JOURNEYS else words.edition(lower[:-1])
    # "the sessions of the workshop" speaks of the workshop
    if words.among(head, "weak") and any(words.head(sentence.lower[j]) for j in range(pair, end)):
        return None
    part = next(
        (name for name in ("opening", "closing") if words.among(sentence.lower[pair - 2], f"{name}_part")), None
    )
    if part and start < i and words.among(head, "parts"):
        return Reading(start, pair, kind, part)
    if words.among(determiner, "unspecific"):
        return None
    if not determiner:
        return _bare(sentence, start, i, end, kind, words)
    # "the week after the vote"
    if words.among(head, "calendar") and words.among(following, "of_calendar"):
        return None
    # "the visitors tour the market": a verb
    if start < i and words.among(head, "also_verbs") and _is_verb(sentence, i, head, following, words):
        return None
    # "This is the first visit by a minister since 2001" speaks of a visit told elsewhere
    first = start - 1 if sentence.lower[start - 1] == determiner else start
    if determiner in _POSSESSIVE:
        first = _owner(sentence, first, words)
    if first > sentence.start and words.among(sentence.lower[first - 1], "be"):
        return Reading(start, end, kind, "predicate")
    if words.among(head, "needs_more") and end == pair and not _says_what(sentence, start, i, following, words):
        return None
    definite = words.among(determiner, "definite")
    # "two listening sessions", "six festivals": several events, none of them told by itself
    if words.among(determiner, "numbers") and sentence.lower[i] != head:
        return None
    plain = start == i or all(words.among(word, "says_nothing") for word in sentence.lower[start:i])
    if definite and plain and end == pair:
        # "the first session" may be one of a series; "the first visit" is not its first edition
        return Reading(start, end, kind, "anaphor", edition if kind == "session" else None)
    if words.among(sentence.lower[i], "never_new") and edition is None:
        return None
    if words.among(head, "weak") and start == i and end == pair and not definite and following not in ("with", "in"):
        return None
    return Reading(start, end, kind, "definite" if definite else "description", edition)


def _is_verb(sentence: Sentence, i: int, head: str, following: str, words: Vocabulary) -> bool:
    """Tell "the visitors tour the market", "the report calls on states" from "an overseas visit", "the phone calls"."""
    before = sentence.lower[i - 1]
    if sentence.lower[i] == head:
        return before.endswith("s") and not words.among(before, "no_plurals")
    return words.among(following, "objects_of_verbs") and not words.among(before, "modifiers")


def _owner(sentence: Sentence, i: int, words: Vocabulary) -> int:
    """Give the first token of whose it is: "It was the ambassador's second visit"."""
    first = i
    while first > max(sentence.start, i - _CUE_REACH) and not words.among(sentence.lower[first - 1], "be", "stops"):
        first -= 1
    return first


def _start(sentence: Sentence, i: int, words: Vocabulary) -> tuple[int, str]:
    """Give the first token of the description behind its article, and the article or what stands for one."""
    start = j = i
    while j > sentence.start and (i - j < _MAX_LEFT or (i - j < _MAX_NAMED and sentence.words[j][0].isupper())):
        j -= 1
        word = sentence.lower[j]
        if word in _POSSESSIVE and j > sentence.start and words.among(sentence.lower[j - 1], "contracted"):
            break  # "it's only fair"
        # "the G20 leaders' summit"; "the Pacific Ports Cooperation (PPC) leaders' meeting"
        if word in _OF_MEMBERS and words.among(sentence.lower[j - 1], "members"):
            start = j = j - 1
            continue
        if word == ")" and sentence.words[j - 2] == "(" and start < i:
            j -= 2
            continue
        if words.among(word, "determiners"):
            return start, word
        if j in sentence.dates or word in ("-", "–"):
            # "the three-day forum": how long it took is no part of the name
            if start == j + 1 and word == "-" and j not in sentence.dates:
                start = j
            continue
        if word in words.ordinals or ORDINAL.fullmatch(word):
            start = j
            continue
        if words.among(word, "numbers"):
            return j, word
        if j in sentence.people or words.among(word, "never_modifies") or not word[0].isalpha():
            break
        start = j
    if start < i and sentence.lower[start] in words.ordinals:
        return start, sentence.lower[start]
    # no article within reach: keep only words known to describe events
    start = i
    while start > sentence.start and (
        words.among(sentence.lower[start - 1], "modifiers") or sentence.lower[start - 1] in ("-", "next")
    ):
        start -= 1
    return start, ""


def _bare(sentence: Sentence, start: int, i: int, end: int, kind: str, words: Vocabulary) -> Reading | None:
    """Read a head without an article: a plural, or the start of a line ("Photo exhibit at the library: 1 October")."""
    at_start = start == sentence.start
    plural = words.among(sentence.lower[i], "uncounted") or (
        sentence.lower[i].endswith("s") and sentence.lower[i] not in words.kinds
    )
    after_label = start > sentence.start and sentence.words[start - 1] in (":", "|")
    if not (at_start or after_label or plural):
        return None
    cued = _is_held(sentence, start, end, words)
    if not (at_start or after_label or cued):
        return None
    # "meetings are planned" speaks of none in particular
    if start == i and end == i + 1 and plural and not words.among(sentence.lower[i], "uncounted"):
        return None
    if sentence.words[i].isupper() and len(sentence.words[i]) > 3:
        return None
    return Reading(start, end, kind, "bare")


def _says_what(sentence: Sentence, start: int, i: int, following: str, words: Vocabulary) -> bool:
    """Tell "a dance performance", "the race in Kiel" from "a strong performance", "irrespective of their race"."""
    noun = start < i and words.among(sentence.lower[i - 1], "modifiers")
    return noun or following in ("by", "at", "in", "to")


def _is_held(sentence: Sentence, start: int, end: int, words: Vocabulary) -> bool:
    """Tell "held bilateral talks", "talks took place" from "screenings for infections are services"."""
    before = sentence.lower[max(sentence.start, start - _CUE_REACH) : start]
    after = sentence.lower[end : min(sentence.end, end + _CUE_REACH)]
    return any(words.among(word, "holds") for word in before) or any(words.among(word, "takes_place") for word in after)


def _end(sentence: Sentence, end: int, kind: str, words: Vocabulary) -> int:
    """Give the end of the complement: "of remembrance", "on sea-level rise", "to the village of Al Khabb"."""
    openers = ("complements", "complements_of_travel") if kind == "visit" else ("complements",)
    if end >= sentence.end or not words.among(sentence.lower[end], *openers):
        return end
    if sentence.lower[end] == "on" and words.among(kind, "without_topic"):
        return end
    # "a concert with six drummers", but "a meeting with the Rotary Club"
    if sentence.lower[end] == "with" and not _names_somebody(sentence, end + 1):
        return end
    last = end
    pair = sentence.lower[end] == "between"
    for j in range(end + 1, min(sentence.end, end + _MAX_RIGHT)):
        word = sentence.words[j]
        known = word[0].isalnum() or word in ("-", "–", "&") or word in _POSSESSIVE
        # "a meeting between President A and President B"
        joins = pair and word == "and"
        pair = pair and not joins
        # "a workshop on tides with the participation of 35 pilots"
        if sentence.lower[j] == "with":
            break
        # "a meeting of the capitals – the Pact of Free Cities"
        if word in ("–", "—") and sentence.lower[j + 1 : j + 2] in (["the"], ["a"]):
            break
        if j in sentence.dates or not known or (words.among(sentence.lower[j], "stops") and not joins):
            break
        last = j
    while last > end and words.among(sentence.lower[last], "complements", "dangling"):
        last -= 1
    return end if last == end else last + 1


def _inside_name(sentence: Sentence, i: int, words: Vocabulary) -> bool:
    """Tell whether a capitalised head goes on a name that was refused: "the National Congress"."""
    if i == sentence.start or not sentence.words[i][0].isupper() or sentence.words[i].isupper():
        return False
    before = sentence.words[i - 1]
    return before[0].isupper() and not words.among(before.lower(), "determiners") and i - 1 > sentence.start


def _names_somebody(sentence: Sentence, i: int) -> bool:
    return any(sentence.words[j][0].isupper() for j in range(i, min(sentence.end, i + 2)))
