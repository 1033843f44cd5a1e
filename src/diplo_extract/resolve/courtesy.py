"""Courtesy words before a name and letters after it: apart from the name, apart from the titles."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from diplo_extract import lexicon
from diplo_extract.resolve.named import Gender

_WORD_BEFORE = re.compile(r"(?<![\w.'’-])([^\W\d_][\w.'’-]{0,24})\s?\Z")
_AFTER = re.compile(r"\s{0,2}[,(]?\s{0,2}([A-Z][A-Za-z.]{0,8})(?![\w'’-])\)?")
_ARTICLE = re.compile(r"\Athe\s(?=\S)", re.IGNORECASE)
_MOST_WORDS = 4
_WINDOW = 80
_LONGEST = 26
"""Characters of the longest word that is looked at, and of the blank behind it."""


class Courtesy(NamedTuple):
    """What stands around a name out of politeness."""

    before: tuple[str, ...]
    """As written: "H.E.", "Dr."."""
    after: tuple[str, ...]
    start: int
    """Where the first of them begins; the start of the name when there is none."""
    gender: Gender | None
    late: bool = False
    """ "the late X" """


def _key(words: str) -> str:
    return words.casefold().replace("’", "'").replace(".", "").strip()


@cache
def _before() -> frozenset[str]:
    words = (*lexicon.load("en", "honorifics")["before"], *lexicon.load("en", "people")["more_courtesy"])
    return frozenset(_key(phrase) for phrase in words)


@cache
def _offices() -> frozenset[str]:
    return frozenset(_key(words) for words in lexicon.load("en", "people")["offices"]["consort"])


@cache
def _last_words() -> frozenset[str]:
    return frozenset(words.rpartition(" ")[2] for words in _before() | _offices())


@cache
def _also_names() -> frozenset[str]:
    return frozenset(_key(words) for words in lexicon.load("en", "people")["also_names"])


@cache
def _honorifics(name: str) -> frozenset[str]:
    return frozenset(_key(words) for words in lexicon.load("en", "honorifics")[name])


@cache
def _genders() -> dict[str, Gender]:
    table = lexicon.load("en", "people")["gender"]
    pairs: list[tuple[str, Gender]] = [(_key(word), "male") for word in table["male"]]
    pairs += [(_key(word), "female") for word in table["female"]]
    return dict(pairs)


def gender_of(words: str) -> Gender | None:
    """Give the sex that a courtesy word or an office tells, read from its last word."""
    key = _key(words)
    return _genders().get(key) or _genders().get(key.rpartition(" ")[2])


def around(text: str, start: int, end: int) -> Courtesy:
    """Give the courtesy words around the name text[start:end]."""
    begin, before = _read_before(text, start)
    gender: Gender | None = None
    for words in before:
        gender = gender_of(words) or gender
    honorifics = tuple(_ARTICLE.sub("", words) for words in before if _key(words) not in _honorifics("not_kept"))
    late = any(_key(words) in _honorifics("of_the_dead") for words in before)
    return Courtesy(honorifics, _read_after(text, end), begin, gender, late)


def split_courtesy(name: str) -> tuple[int, int]:
    """Give where the bare name begins and ends inside `name`, which may hold "Dr." before or "PhD" after it."""
    words = list(re.finditer(r"\S+", name))
    first = 0
    while first + 1 < len(words) and (size := _leading(words, first)):
        first += size
    last = len(words)
    while last - 1 > first and _is_post_nominal(words[last - 1].group().strip(",()")):
        last -= 1
    begin = words[first].start() if words else 0
    return begin, len(name[: words[last - 1].end()].rstrip(",(")) if words else len(name)


def _leading(words: list[re.Match[str]], first: int) -> int:
    """Give how many words from `first` on are one courtesy word, leaving one word for the name."""
    for size in range(min(_MOST_WORDS, len(words) - first - 1), 0, -1):
        found = " ".join(word.group() for word in words[first : first + size])
        if _is_honorific(found) and _key(found) not in _also_names():
            return size
    return 0


def _is_honorific(words: str) -> bool:
    key = _key(words)
    if len(key) == 2 and key[0] == "h":
        # "H.E.", "HM"; the pronoun and the Chinese surname He are none
        return key in _before() and words.replace(".", "").isupper()
    return key in _before() and (words[0].isupper() or key.partition(" ")[0] in _honorifics("in_lower_case"))


def _read_before(text: str, start: int) -> tuple[int, list[str]]:
    """Give where the courtesy words before `start` begin, and the words, in text order."""
    found: list[str] = []
    window = max(0, start - _WINDOW)
    begin = start
    while size := _one_before(text, window, begin):
        found.insert(0, text[begin - size : begin].strip())
        begin -= size
    return begin, found


def _one_before(text: str, window: int, start: int) -> int:
    """Give the length of the longest courtesy word that ends at `start`, with the space behind it; 0 for none."""
    best, at = 0, start
    for number in range(_MOST_WORDS):
        found = _WORD_BEFORE.search(text, max(window, at - _LONGEST), at)
        if found is None or (number == 0 and _key(found.group(1)) not in _last_words()):
            break
        at = found.start()
        words = text[at:start].strip()
        if _key(words) in _offices():
            # "First Lady" is an office, not the lady of a courtesy
            return 0
        if _is_honorific(words):
            best = start - at
    return best


def _read_after(text: str, end: int) -> tuple[str, ...]:
    found: list[str] = []
    while (match := _AFTER.match(text, end)) and _is_post_nominal(match.group(1)) and len(found) < 8:
        found.append(match.group(1).rstrip(".") if match.group(1).count(".") == 1 else match.group(1))
        end = match.end()
    return tuple(found)


def _is_post_nominal(word: str) -> bool:
    """Tell whether a word behind a name is a set of letters: "QC", "Ph.D.", "Jr."; "Ma" or "Ch" is none."""
    key = _key(word)
    if key not in _honorifics("after") or key in _honorifics("generations"):
        return False
    return key in _honorifics("mixed_case") or (word.replace(".", "").isupper() and len(key) > 1)
