"""Events with a proper name: "the 4th Harbour Cities Forum", "COP28"."""

from __future__ import annotations

from diplo_extract.nlp.events.editions import edition_before
from diplo_extract.nlp.events.vocabulary import NUMBERED, ORDINAL, YEAR, Reading, Sentence, Vocabulary

_POSSESSIVE = ("’s", "'s", "’", "'")
_DASHES = ("-", "–", "—", "/")
_OPENING_QUOTES, _CLOSING_QUOTES = ("“", '"', "‘"), ("”", '"', "’")
_MAX_LEFT, _MAX_RIGHT, _MAX_QUOTED = 12, 20, 16
_CUE_REACH = 5


def read_name(sentence: Sentence, i: int, words: Vocabulary) -> Reading | None:
    """Read the capitalised name whose head is token `i`."""
    word, head = sentence.words[i], words.head(sentence.lower[i])
    # "Timothy Weeks", "Opening and Closing Ceremonies": one event with a name is no plural
    if head != sentence.lower[i] and word[0].isupper():
        head = None
    numbered = NUMBERED.fullmatch(word) is not None
    if not numbered and (head is None or not word[0].isupper() or (word.isupper() and len(word) > 4)):
        return _quoted(sentence, i, head, words) if head is not None else None
    if i + 1 < sentence.end and words.among(sentence.lower[i + 1], "not_events", "carriers"):
        return None
    if numbered and word.startswith("G") and not _is_at_the(sentence, i, words):
        return None
    start, end = (i if numbered else _start(sentence, i, words)), _end(sentence, i + 1, words)
    edition = words.edition(sentence.lower[start:i])
    of_series = edition_before(sentence, start, words) if edition is None else None
    if of_series:
        edition, start = of_series
    # "the Tenth Session of the World Harbour Forum" is read with the forum
    inner = (words.head(word) for word in sentence.lower[i + 2 : end])
    if words.among(head or "", "editions") and sentence.lower[i + 1 : i + 2] == ["of"] and any(inner):
        return None
    # "Partridge Hearing Technologies", "Trade Competition Office": the event is not what the name says
    behind = sentence.words[i + 1] if i + 1 < end else ""
    if (
        behind
        and behind[0].isupper()
        and edition is None
        and not any(words.head(sentence.lower[j]) for j in range(i + 1, end))
    ):
        return None
    # "Suva Convention and Exhibition Centre"
    joined = sentence.lower[i + 1 : i + 2] in (["and"], ["&"]) and words.among(sentence.lower[end - 1], "not_events")
    if joined and edition is None:
        return None
    if head is not None and words.among(head, "numbered_only") and edition is None:
        return None
    # a piece of a web address
    if start > sentence.start and sentence.words[start - 1].endswith("/"):
        return None
    proper = sum(_in_name(sentence.words[j]) for j in range(start, end)) + (edition is not None)
    if not (numbered or of_series) and proper < (3 if words.among(head or "", "weak") else 2):
        return None
    of_members = words.among(head or "", "bodies_of") and sentence.lower[i + 1 : min(i + 2, end)] == ["of"]
    body = words.among(head or "", "bodies") or of_members
    if body and edition is None and not _takes_place(sentence, start, end, words):
        return None
    if edition is None and words.among(head or "", "houses_too") and _is_house(sentence, start, words):
        return None
    # "the third in a series of Regional Briefings"
    if start >= sentence.start + 2 and sentence.lower[start - 2 : start] == ["series", "of"]:
        return None
    return Reading(start, end, words.kinds[head] if head else "summit", "name", edition)


def _is_house(sentence: Sentence, start: int, words: Vocabulary) -> bool:
    """Tell "the mayors met at the Tokyo International Forum", "will be held at the Cotton Exchange"."""
    before = sentence.lower[max(sentence.start, start - 3) : start]
    held = before[:1] == ["place"] or words.among(before[0] if before else "", "takes_place", "coming_together")
    return len(before) > 2 and before[1:] == ["at", "the"] and held


def _start(sentence: Sentence, i: int, words: Vocabulary) -> int:
    start = i
    while start > sentence.start and i - start < _MAX_LEFT:
        before = start - 1
        # "the 8th" may be read as a day of the month
        if sentence.taken(before) and not _is_number(sentence.words[before]):
            break
        word = sentence.words[before]
        further = before - 1
        joins = words.among(sentence.lower[before], "left_connectors") or word in _DASHES or word in _POSSESSIVE
        if _in_name(word):
            start = before
        elif joins and further >= sentence.start and _in_name(sentence.words[further]) and not sentence.taken(further):
            start = further
        else:
            break
    # a sentence that opens with "During the Forum": only its first word is capitalised by its place
    while start < i and (words.among(sentence.lower[start], "never_first") or sentence.words[start] in _POSSESSIVE):
        start += 1
    # "the fifth North Seas Summit", "its second General Assembly"
    if start > sentence.start and sentence.lower[start - 1] in words.ordinals:
        start -= 1
    return start


def _end(sentence: Sentence, end: int, words: Vocabulary) -> int:
    limit = min(sentence.end, end + _MAX_RIGHT)
    of_somebody = False
    while end < limit and (not sentence.taken(end) or (of_somebody and end in sentence.people)):
        word = sentence.lower[end]
        # "the Inauguration of His Excellency Rui Lopes", "the Funeral of former Prime Minister Ana Cruz"
        of_somebody = of_somebody or word == "of"
        if _in_name(sentence.words[end]) and not words.among(word, "labels"):
            end += 1
            continue
        after = end + 1
        # "the Summit and Mayors' Forum"
        if sentence.words[end] in _POSSESSIVE and words.head("".join(sentence.lower[after : after + 1])):
            end = after + 1
            continue
        if not words.among(word, "complements") and word not in _DASHES and word not in ("and", "&"):
            break
        while after < sentence.end and words.among(sentence.lower[after], "articles", "before_somebody"):
            after += 1
        if (
            after >= sentence.end
            or after in sentence.dates
            or (after in sentence.people and word != "of")
            or not _in_name(sentence.words[after])
            or (word == "with" and _is_somebody(sentence, after))
        ):
            break
        end = after + 1
    return end


def _is_somebody(sentence: Sentence, i: int) -> bool:
    """Tell "the Forum with Foreign Minister Ana Diaz": a title and a person, no part of the name."""
    while i < sentence.end and _in_name(sentence.words[i]) and i not in sentence.people:
        i += 1
    return i in sentence.people


def _is_at_the(sentence: Sentence, i: int, words: Vocabulary) -> bool:
    """Tell "at the G7 in Hiroshima" from "G7 leaders"."""
    before = sentence.lower[max(sentence.start, i - 2) : i]
    return before == ["at", "the"] and (
        i + 1 >= sentence.end or not sentence.words[i + 1][0].isalpha() or words.among(sentence.lower[i + 1], "stops")
    )


def _takes_place(sentence: Sentence, start: int, end: int, words: Vocabulary) -> bool:
    """Tell an event from a body of the same name: "the Youth Assembly ended", "held its General Assembly"."""
    before = sentence.lower[max(sentence.start, start - _CUE_REACH) : start]
    # "on the sidelines of the Harbour Forum", "the Harbour Forum (Faro, 3-5 May)"
    dated = sentence.lower[end : end + 1] == ["("] and not sentence.dates.isdisjoint(range(end, end + _CUE_REACH + 2))
    if dated or any(words.among(word, "beside") for word in before[-3:]):
        return True
    # "Members of Congress", "the Speaker of the Grand Assembly"
    if "by" in before[-2:] or "of" in before[-2:] or "members" in sentence.lower[start:end]:
        return False
    after = sentence.lower[end : min(sentence.end, end + _CUE_REACH)]
    told = any(words.among(word, "takes_place", "held_as_object") for word in before)
    return told or any(words.among(word, "takes_place", "goes_on") for word in after)


def _quoted(sentence: Sentence, i: int, head: str, words: Vocabulary) -> Reading | None:
    """Read a name in quotation marks before its head: a “Rivers in Motion: Building a Better Valley” event."""
    if i <= sentence.start + 2 or sentence.words[i - 1] not in _CLOSING_QUOTES:
        return None
    for j in range(i - 2, max(sentence.start, i - _MAX_QUOTED) - 1, -1):
        if sentence.words[j] in _OPENING_QUOTES:
            proper = j + 2 < i - 1 and sentence.words[j + 1][0].isupper()
            return Reading(j + 1, i - 1, words.kinds[head], "name") if proper else None
    return None


def _is_number(word: str) -> bool:
    return bool(ORDINAL.fullmatch(word) or YEAR.fullmatch(word))


def _in_name(word: str) -> bool:
    return word[0].isupper() or bool(ORDINAL.fullmatch(word)) or bool(YEAR.fullmatch(word))
