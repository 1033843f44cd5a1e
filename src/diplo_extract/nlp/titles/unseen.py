"""Names that nobody tagged: the title or courtesy word before them betrays them ("Senator Lee", "Mr Grant")."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from diplo_extract.nlp.columns import columns
from diplo_extract.nlp.titles.lexicon import TitleWords, fold

NAME_WORDS = 4
_LINKS = frozenset(
    {
        "bin",
        "bint",
        "ibn",
        "al",
        "el",
        "de",
        "da",
        "do",
        "dos",
        "del",
        "della",
        "der",
        "van",
        "von",
        "den",
        "la",
        "le",
        "abu",
        "ben",
        "-",
        "‑",
    }
)


def unseen_names(doc: Doc, spans: list[Span], lexicon: TitleWords) -> list[Span]:
    """Find names that only the title or courtesy word before them betrays: "Senator Lee", "Mr Grant"."""
    owner: dict[int, Span] = {i: span for span in spans for i in range(span.start, span.end)}
    found: list[Span] = []
    texts = columns(doc).texts
    i, size = 0, len(texts)
    while i < size - 1:
        end = _opens_name(doc, i, lexicon) if texts[i][0].isupper() and i not in owner else 0
        if end and end < size and not doc[end].is_sent_start and texts[end][0].isupper():
            name = _name_from(doc, end, owner, lexicon, fold(texts[i]) in ("mr", "mrs", "ms", "miss"))
            if name is not None:
                found.append(name)
                end = name.end
        i = max(end, i + 1)
    return found


def _opens_name(doc: Doc, i: int, lexicon: TitleWords) -> int:
    """Give the end of a capitalised title or courtesy word at token `i` behind which only a name can stand, or 0."""
    low = fold(doc[i].text)
    for pattern in lexicon.honorifics.get(low, ()):
        if pattern in lexicon.courtesy and matches(doc, i, len(doc), pattern):
            end = i + len(pattern)
            return end + (doc[end].text == ".")
    for pattern, head in lexicon.heads.get(low, ()):
        if head.plural or head.role not in lexicon.address or not matches(doc, i, len(doc), pattern):
            continue
        end = i + len(pattern)
        if all(doc[k].text[0].isupper() for k in range(i, end)):
            return end + (doc[end].text == "." and low in lexicon.short)
    return 0


def _name_from(doc: Doc, start: int, owner: dict[int, Span], lexicon: TitleWords, sure: bool) -> Span | None:
    """Give the name that begins at `start` when no entity says otherwise; after "Mr" even a place is a person."""
    there = owner.get(start)
    if there is not None:
        if sure and there.label_ != "PERSON" and there.start == start and len(there) <= 3:
            return entity_like(doc, there.start, there.end, there, "PERSON")
        return None
    end = start
    while end < len(doc) and end - start < NAME_WORDS and end not in owner and not doc[end].is_sent_start:
        if not is_name_word(doc[end].text, lexicon):
            break
        end += 1
    while end > start and not doc[end - 1].text[0].isupper():
        end -= 1
    follows = owner.get(end)
    if follows is not None and follows.label_ == "PERSON" and end > start:
        return entity_like(doc, start, follows.end, follows)
    if end == start or _goes_on(doc, end, owner):
        return None
    return Span(doc, start, end, label="PERSON")


def _goes_on(doc: Doc, end: int, owner: dict[int, Span]) -> bool:
    """Tell a compound ("President Lincoln Memorial Fund", "Governor Generals") from a name that ends."""
    if end >= len(doc):
        return False
    return (doc[end].text[0].isupper() and not doc[end].is_sent_start) or (
        end in owner and not doc[end].text[0].islower()
    )


def is_name_word(text: str, lexicon: TitleWords) -> bool:
    """Tell whether a word may be part of a name that nobody tagged."""
    low = fold(text)
    if text in _LINKS or low in _LINKS:
        return True
    known = (
        low in lexicon.bodies
        or low in lexicon.heads
        or low in lexicon.stop
        or low in lexicon.before
        or low in lexicon.places
    )
    return text[0].isupper() and text[-1].isalpha() and not known and low not in lexicon.verbs


def matches(doc: Doc, start: int, end: int, pattern: tuple[str, ...]) -> bool:
    """Tell whether the tokens from `start` are the words of `pattern`, with at least one more before `end`."""
    size = len(pattern)
    return start + size < end and all(fold(doc[start + k].text) == word for k, word in enumerate(pattern))


def entity_like(doc: Doc, start: int, end: int, like: Span, label: str | None = None) -> Span:
    """Give a new entity with the confidence of the one it was made from."""
    span = Span(doc, start, end, label=label or like.label_)
    span._.confidence = like._.confidence
    return span
