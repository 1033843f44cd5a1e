"""The language of the text: what the page claims, checked on the words."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from diplo_extract import lexicon
from diplo_extract.records import PageFact

_CLAIM = re.compile(r"\s{0,9}([A-Za-z]{2,3})(?![A-Za-z])")
_WORD = re.compile(r"[^\W\d_]+")
_LITTLE_SHARE = 0.25
_ENOUGH = 60
_SAMPLE = 1_200
_MARGIN = 12.0
"""By how much (log probability) the words must speak for another language than the page claims, or than those known."""


@cache
def _identifier() -> Any:
    from py3langid import langid

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=False)


def language_of(text: str, claims: list[tuple[str, str | None]]) -> PageFact | None:
    """Give the two-letter code of the text's language; `claims` are (reason, code) of the page, the best first."""
    claimed = [(reason, match.group(1).lower()) for reason, code in claims if code and (match := _CLAIM.match(code))]
    if len(text) < _ENOUGH:
        return PageFact(value=claimed[0][1], reason=claimed[0][0]) if claimed else None
    if claimed and _speaks(text, claimed[0][1]):
        return PageFact(value=claimed[0][1], reason=claimed[0][0])
    ranked = [(str(code), float(score)) for code, score in _identifier().rank(text[:_SAMPLE])]
    best, best_score = ranked[0]
    scores = dict(ranked)
    for reason, code in claimed:
        if code == best or best_score - scores.get(code, float("-inf")) < _MARGIN:
            return PageFact(value=code, reason=reason)
    # a dozen words of which half are foreign names are Breton or Javanese by a hair: a near tie is a known language
    near = (code for code, score in ranked if code in _little_words() and best_score - score < _MARGIN)
    return PageFact(value=next(near, best), reason="text")


def _speaks(text: str, language: str) -> bool:
    """Tell whether the little words of a language fill the text; the identifier takes a second to load."""
    little = _little_words().get(language)
    words = _WORD.findall(text[:_SAMPLE].lower())
    return little is not None and len(words) > 40 and sum(word in little for word in words) > len(words) * _LITTLE_SHARE


@cache
def _little_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words) for language, words in lexicon.load("page", "function_words").items()}
