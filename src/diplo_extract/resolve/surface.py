"""How a name is written, and what of it is compared: words without case, accents, courtesy words and particles."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from diplo_extract import lexicon

_QUOTED = re.compile(r"[“\"‘'(«\[]([^“”\"‘’'()«»\[\]]{1,30})[”\"’')»\]]")
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*", re.UNICODE)
_ROMAN = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})\Z")
_UNMARKED = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "e"})
_SUFFIXES = frozenset({"jr", "sr", "junior", "senior"})
_POSSESSIVE = re.compile(r"(?:['’`´]s|(?<=s)['’`´])\Z", re.IGNORECASE)
_IN_EDITORS_BRACKETS = re.compile(r"^\[([^\[\]]{1,30})\] ?")
_ELIDED = ("l'", "d'")


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """Give the form in which words of names are compared: no case, no diacritics, straight apostrophes."""
    low = word.replace("’", "'").replace("ʼ", "'").replace("`", "'").replace("İ", "i").casefold().translate(_UNMARKED)
    if low.isascii():
        return low
    decomposed = unicodedata.normalize("NFKD", low)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_UNMARKED)


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Give a name as written without a possessive: "Gürbüz’s" -> "Gürbüz"."""
    joined = _IN_EDITORS_BRACKETS.sub(r"\1 ", " ".join(text.split()))
    return _POSSESSIVE.sub("", joined) or joined


@dataclass(frozen=True, slots=True)
class Form:
    """A name as it is compared."""

    words: tuple[str, ...]
    """Folded, in order, without particles; compounds with a hyphen are taken apart ("Petit-Frère" is two)."""
    nick: frozenset[str]
    """A name in quotation marks or brackets: Desmond “Dessie” Joubert."""
    suffix: str
    """ "jr" or a regnal number: two different ones are two people."""
    surname: int
    """How many words at the end a hyphen holds together as the surname; at least 1."""
    with_particle: str = ""
    """The surname with its particle in one word ("devincenti"), to be found when it stands alone."""
    leading: bool = False
    """Begins with a particle that may be a name: "De Vincenti" is a surname, "Du Wei" a person."""

    @property
    def full(self) -> bool:
        """Tell whether the name stands for itself: two words, or a regnal number."""
        return len(self.words) > 1 or bool(self.suffix)


@cache
def particles() -> frozenset[str]:
    """Give the words inside a name that never tell two people apart."""
    return frozenset(fold(word) for word in lexicon.load("en", "people")["particles"])


@lru_cache(maxsize=4096)
def read_form(text: str) -> Form:
    """Read a name as written, without courtesy words and titles."""
    text = bare(text)
    nick = frozenset(fold(word) for found in _QUOTED.findall(text) for word in found.split())
    words: list[str] = []
    suffix, particle = "", ""
    surname, leading, with_particle = 1, False, ""
    chunks = (_QUOTED.sub(" ", text) if nick else text).replace(".", " ").split()
    for i, chunk in enumerate(chunks):
        parts = [fold(part) for part in _WORD.findall(chunk)]
        if words and len(parts) == 1 and (parts[0] in _SUFFIXES or (chunk.isupper() and _ROMAN.match(parts[0]))):
            suffix = parts[0]
            continue
        kept = [_without_article(part) for part in parts if part not in particles()]
        if not kept and i == 0 and len(chunks) == 2 and chunk[0].isupper():
            # "De Vincenti" is a surname, "Du Wei" a person: the other names of the document tell
            kept, leading = parts, True
        if kept:
            words += kept
            surname = len(kept)
            with_particle = particle + "".join(kept) if particle else ""
            particle = ""
        else:
            particle += "".join(parts)
    if not words:
        words = [fold(part) for part in _WORD.findall(text)] or [fold(text) or "?"]
    return Form(tuple(words), nick, suffix, min(surname, len(words)), with_particle, leading)


def _without_article(word: str) -> str:
    """Give "enfant" for "l'enfant": writers keep or drop the article. "o'connor" stays, in one word."""
    for article in _ELIDED:
        if word.startswith(article) and len(word) > len(article) + 2:
            word = word[len(article) :]
    return word.replace("'", "")


def fullest(texts: Sequence[str]) -> str:
    """Give the fullest form of a name: most words, of these the most frequent, then the first."""
    counts = Counter(bare(text) for text in texts)
    return max(counts, key=lambda text: (*_length(text), counts[text]))


def _length(text: str) -> tuple[int, int]:
    words = read_form(text).words
    return sum(len(word) > 1 for word in words), len(words)
