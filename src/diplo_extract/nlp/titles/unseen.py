"""Names that nobody tagged: the title or courtesy word before them betrays them ("Senator Lee", "Mr Grant")."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from diplo_extract.nlp.columns import Columns, columns
from diplo_extract.nlp.titles.forms import fold
from diplo_extract.nlp.titles.lexicon import TitleWords

NAME_WORDS = 4
_HYPHENS = frozenset("-‑")


def unseen_names(doc: Doc, spans: list[Span], lexicon: TitleWords) -> list[Span]:
    """Find names that only the title or courtesy word before them betrays: "Senator Lee", "Mr Grant"."""
    tokens = columns(doc)
    texts, size = tokens.texts, len(tokens.texts)
    openers = {text for text in set(texts) if text[0].isupper() and fold(text) in lexicon.before_names}
    owner: dict[int, Span] = {i: span for span in spans for i in range(span.start, span.end)}
    found: list[Span] = []
    read = 0
    for i, text in enumerate(texts):
        if text not in openers or i < read or i in owner:
            continue
        end = _opens_name(texts, i, lexicon)
        if end and end < size and not tokens.begins[end] and texts[end][0].isupper():
            name = _name_from(doc, tokens, end, owner, lexicon, fold(text) in ("mr", "mrs", "ms", "miss"))
            if name is not None:
                found.append(name)
                end = name.end
        read = end
    return found


def _opens_name(texts: list[str], i: int, lexicon: TitleWords) -> int:
    """Give the end of a capitalised title or courtesy word at token `i` behind which only a name can stand, or 0."""
    low, size = fold(texts[i]), len(texts)
    for pattern in lexicon.honorifics.get(low, ()):
        if pattern in lexicon.courtesy and matches(texts, i, size, pattern):
            end = i + len(pattern)
            return end + (texts[end] == ".")
    for pattern, head in lexicon.heads.get(low, ()):
        if not matches(texts, i, size, pattern):
            continue
        if len(pattern) > 1 and head.role not in lexicon.address:
            return 0  # "Minister Assisting the Premier"
        if head.plural or head.role not in lexicon.address:
            continue
        end = i + len(pattern)
        if all(texts[k][0].isupper() for k in range(i, end)):
            return end + (texts[end] == "." and low in lexicon.short)
    return 0


def _name_from(
    doc: Doc, tokens: Columns, start: int, owner: dict[int, Span], lexicon: TitleWords, sure: bool
) -> Span | None:
    """Give the name that begins at `start` when no entity says otherwise; after "Mr" even a place is a person."""
    there = owner.get(start)
    if there is not None:
        if sure and there.label_ != "PERSON" and there.start == start and len(there) <= 3:
            return entity_like(doc, there.start, there.end, there, "PERSON")
        return None
    texts, end = tokens.texts, start
    while end < len(texts) and end - start < NAME_WORDS and end not in owner and not tokens.begins[end]:
        if not is_name_word(texts[end], lexicon):
            break
        end += 1
    while end > start and not texts[end - 1][0].isupper():
        end -= 1
    follows = owner.get(end)
    if follows is not None and follows.label_ == "PERSON" and end > start:
        return entity_like(doc, start, follows.end, follows)
    if end == start or _goes_on(tokens, end, owner):
        return None
    return Span(doc, start, end, label="PERSON")


def _goes_on(tokens: Columns, end: int, owner: dict[int, Span]) -> bool:
    """Tell a compound ("President Lincoln Memorial Fund", "Governor Generals") from a name that ends."""
    if end >= len(tokens.texts):
        return False
    first = tokens.texts[end][0]
    return (first.isupper() and not tokens.begins[end]) or (end in owner and not first.islower())


def is_name_word(text: str, lexicon: TitleWords) -> bool:
    """Tell whether a word may be part of a name that nobody tagged."""
    low = fold(text)
    if text in _HYPHENS or low in lexicon.particles:
        return True
    known = (
        low in lexicon.bodies
        or low in lexicon.heads
        or low in lexicon.stop
        or low in lexicon.before
        or low in lexicon.places
        or (low,) in lexicon.courtesy
    )
    return text[0].isupper() and text[-1].isalpha() and not known and low not in lexicon.verbs


def matches(texts: list[str], start: int, end: int, pattern: tuple[str, ...]) -> bool:
    """Tell whether the tokens from `start` are the words of `pattern`, with at least one more before `end`."""
    size = len(pattern)
    return start + size < end and all(fold(texts[start + k]) == word for k, word in enumerate(pattern))


def entity_like(doc: Doc, start: int, end: int, like: Span, label: str | None = None) -> Span:
    """Give a new entity with the confidence of the one it was made from."""
    span = Span(doc, start, end, label=label or like.label_)
    span._.confidence = like._.confidence
    return span
