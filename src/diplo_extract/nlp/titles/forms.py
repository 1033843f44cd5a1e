"""The forms of words of titles: that in which they are compared, and the plural of a head."""

from __future__ import annotations

from functools import lru_cache

_IRREGULAR_ENDINGS = (("man", "men"), ("woman", "women"), ("person", "people"))
_HEAD_FIRST = frozenset({"of", "in", "at", "for", "general", "-in-", "pro", "plenipotentiary", "emeritus"})


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Give the form in which words are compared: case-folded, no full stops or soft hyphens, plain apostrophes.

    "U.S." and "US" are not the pronoun.
    """
    low = text.replace("\u00ad", "").replace("‑", "-").replace("‐", "-").replace("’", "'").replace("´", "'").casefold()
    if "." in low and len(low) > 1:
        low = low.replace(".", "") or low
    return "usa" if low == "us" and text.startswith("U") and text[1] in "S." else low


def plural_of(phrase: str) -> str:
    """Give the plural of a head: "secretaries general", "chiefs of staff"."""
    words = phrase.split()
    at = len(words) - 1
    for i, word in enumerate(words[1:], 1):
        if word in _HEAD_FIRST:
            at = i - 1
            break
    words[at] = _plural_of_word(words[at])
    return " ".join(words)


def _plural_of_word(word: str) -> str:
    for singular, plural in _IRREGULAR_ENDINGS:
        if word.endswith(singular):
            return word[: -len(singular)] + plural
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    return word + "s"
