"""Mends the borders of names by the titles and courtesy words beside them.

[Prime Minister Jane Doe]                      -> Prime Minister [Jane Doe]
[Antalya Metropolitan Municipality Mayor Ali Can] -> [Antalya Metropolitan Municipality] Mayor [Ali Can]
Senator Lee, Mr Grant (seen as a place or not at all) -> Senator [Lee], Mr [Grant]
[R-Utah], the Member for [Barker]              -> no persons
"""

from __future__ import annotations

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from diplo_extract.nlp.titles.lexicon import TitleWords, fold
from diplo_extract.nlp.titles.phrases import one_slip

_NAME_WORDS = 4
_GIVEN_NAMES = frozenset(
    {
        "dean",
        "earl",
        "duke",
        "major",
        "judge",
        "bishop",
        "count",
        "marshal",
        "page",
        "prior",
        "abbot",
        "baron",
        "canon",
        "captain",
        "chancellor",
        "regent",
        "general",
        "chief",
        "pope",
        "king",
        "prince",
    }
)
_RULERS = frozenset({"king", "prince", "pope"})
_COMPANIES = frozenset({"inc", "ltd", "llc", "llp", "plc", "corp", "gmbh", "ag", "sa", "co", "limited", "pty", "pte"})
_ORGANIZED = frozenset({"ORG", "FAC"})
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


def repair_names(doc: Doc, lexicon: TitleWords) -> None:
    """Set `doc.ents` anew where titles and courtesy words tell better."""
    changed = False
    spans: list[Span] = []
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            new = _person(doc, entity, lexicon)
        elif entity.label_ in _ORGANIZED:
            new = _organization(doc, entity, lexicon)
        else:
            new = [entity]
        changed = changed or new != [entity]
        spans += new
    added = _unseen(doc, spans, lexicon)
    if changed or added:
        doc.ents = filter_spans([*added, *spans])


def _span(doc: Doc, start: int, end: int, like: Span, label: str | None = None) -> Span:
    """Give a new entity with the confidence of the one it was made from."""
    span = Span(doc, start, end, label=label or like.label_)
    span._.confidence = like._.confidence
    return span


def _person(doc: Doc, entity: Span, lexicon: TitleWords) -> list[Span]:
    """Cut titles and courtesy words off the front of a name, letters off its end."""
    texts = [token.text for token in entity]
    if len(texts) >= 3 and texts[1] in "-‑" and texts[0].casefold() in lexicon.parties and texts[0].isupper():
        return []
    if texts[0].partition("-")[1] and texts[0].partition("-")[0].casefold() in lexicon.parties and len(texts) == 1:
        return []
    if len(texts) == 1 and texts[0].rstrip(".") in lexicon.state_codes:
        return []  # "Craig Thomas, R-[Wyo]."
    if len(texts) == 1 and fold(texts[0]) in lexicon.peoples:
        return [_span(doc, entity.start, entity.end, entity, "NORP")]
    if len(texts) == 1 and fold(texts[0]) in lexicon.bodies:
        return []  # "the G5 Sahel Executive [Secretariat]"
    if (
        len(texts) == 1
        and entity.start > 1
        and doc[entity.start - 1].text == "for"
        and doc[entity.start - 2].text == "Member"
    ):
        return []
    if _is_employer(doc, entity.start, lexicon):
        return [_span(doc, entity.start, entity.end, entity, "ORG")]
    start, end = entity.start, entity.end
    while start < end - 1:
        size = _front(doc, start, end, lexicon)
        if not size:
            break
        start += size
    while end - 1 > start and _is_tail(doc, end - 1, lexicon):
        end -= 1
    if (start, end) == (entity.start, entity.end):
        return [entity]
    return [_span(doc, start, end, entity)]


def _is_employer(doc: Doc, start: int, lexicon: TitleWords) -> bool:
    """Tell "CEO of Harper Lane", a company: nobody is the chief executive of a person."""
    if start > 1 and doc[start - 1].text in ("firm", "company", "bank", "agency", "newspaper", "startup", "charity"):
        return True
    if start < 2 or doc[start - 1].text != "of":
        return False
    return any(
        pattern == (fold(doc[start - 2].text),)
        and head.role in lexicon.employed
        and head.role not in ("member", "coach")
        for pattern, head in lexicon.heads.get(fold(doc[start - 2].text), ())
    )


def _front(doc: Doc, start: int, end: int, lexicon: TitleWords) -> int:
    """Give the number of tokens of the title or courtesy word at the front of a name, or 0."""
    low = fold(doc[start].text)
    for pattern in lexicon.honorifics.get(low, ()):
        if _matches(doc, start, end, pattern) and (
            len(pattern) > 1 or low in lexicon.short or pattern in lexicon.courtesy
        ):
            size = len(pattern)
            return size + (start + size < end - 1 and doc[start + size].text == ".")
    for pattern, head in lexicon.heads.get(low, ()):
        if _matches(doc, start, end, pattern):
            single = len(pattern) == 1
            if (
                head.plural
                or (single and low in _GIVEN_NAMES - _RULERS)
                or (single and head.role not in lexicon.address and head.kind != "state")
            ):
                return 0
            size = len(pattern)
            return size + (start + size < end - 1 and doc[start + size].text == ".")
    after_title = start > 0 and doc[start - 1].text in ("Prime", "Deputy", "Vice", "Foreign")
    if after_title and any(role[0] == low[0] and one_slip(role, low) for role in lexicon.misspelled):
        return 1  # "Prime [Minsiter Jane Doe]"
    return 0


def _matches(doc: Doc, start: int, end: int, pattern: tuple[str, ...]) -> bool:
    size = len(pattern)
    return start + size < end and all(fold(doc[start + k].text) == word for k, word in enumerate(pattern))


def _is_tail(doc: Doc, i: int, lexicon: TitleWords) -> bool:
    text = doc[i].text
    if text in ("'s", "’s", "’", "'", ",", "(", ")", "*"):
        return True
    return (
        text.isupper()
        and len(text) > 1
        and fold(text) in lexicon.post_nominals
        and fold(text) not in ("jr", "sr", "ii", "iii", "iv")
    )


def _organization(doc: Doc, entity: Span, lexicon: TitleWords) -> list[Span]:
    """Split a body, the office of its holder and the holder's name, when they were read as one organization."""
    texts = [token.text for token in entity]
    if len(texts) == 1 and fold(texts[0]) in lexicon.short:
        return []  # "the [Rt]. Hon."
    if len(texts) > 2 and _is_holder(texts, lexicon):
        return [_span(doc, entity.start, entity.end - 1, entity)]
    for k in range(1, len(texts) - 1):
        if k < 4 and texts[k] in ("of", "at") and _is_role(texts[:k], lexicon):
            return _employer(doc, entity, k + 1, lexicon)
        low = fold(texts[k])
        if not texts[k][0].isupper() or doc[entity.start + k - 1].text.casefold() in ("of", "the", "for", "and", "&"):
            continue
        for pattern, head in lexicon.heads.get(low, ()):
            size = len(pattern)
            rest = texts[k + size :]
            if (
                head.plural
                or head.role not in lexicon.address
                or not _matches(doc, entity.start + k, entity.end, pattern)
            ):
                continue
            if 1 <= len(rest) <= _NAME_WORDS and all(_is_name_word(text, lexicon) for text in rest):
                name = _span(doc, entity.start + k + size, entity.end, entity, "PERSON")
                return [_span(doc, entity.start, entity.start + k, entity), name]
    return [entity]


def _is_holder(texts: list[str], lexicon: TitleWords) -> bool:
    """Tell "Public Service Commissioner", a body and its head, from "Office of the Commissioner"."""
    role = (fold(texts[-1]),)
    heads = [head for pattern, head in lexicon.heads.get(role[0], ()) if pattern == role]
    plain = (
        texts[-2].casefold() not in ("of", "the", "for", "and", "&", "'s", "’s")
        and fold(texts[-2]) not in lexicon.before
    )
    return bool(heads) and not heads[0].plural and heads[0].kind in ("state", "corporate") and plain


def _is_role(texts: list[str], lexicon: TitleWords) -> bool:
    role = tuple(fold(text) for text in texts)
    return any(pattern == role[-len(pattern) :] for word in role for pattern, _ in lexicon.heads.get(word, ()))


def _employer(doc: Doc, entity: Span, k: int, lexicon: TitleWords) -> list[Span]:
    """Cut "CEO of" off "CEO of Harper Lane Ltd."; "Secretary of State" alone names no body."""
    start = entity.start + k
    if start < entity.end and doc[start].text == "the":
        start += 1
    if any(fold(doc[i].text) in lexicon.bodies | _COMPANIES for i in range(start, entity.end)):
        return [_span(doc, start, entity.end, entity)]
    return []


def _is_name_word(text: str, lexicon: TitleWords) -> bool:
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


def _unseen(doc: Doc, spans: list[Span], lexicon: TitleWords) -> list[Span]:
    """Find names that only the title or courtesy word before them betrays: "Senator Lee", "Mr Grant"."""
    owner: dict[int, Span] = {i: span for span in spans for i in range(span.start, span.end)}
    found: list[Span] = []
    i, size = 0, len(doc)
    while i < size - 1:
        end = _opens_name(doc, i, lexicon) if i not in owner and doc[i].text[0].isupper() else 0
        if end and end < size and not doc[end].is_sent_start and doc[end].text[0].isupper():
            name = _name_from(doc, end, owner, lexicon, fold(doc[i].text) in ("mr", "mrs", "ms", "miss"))
            if name is not None:
                found.append(name)
                end = name.end
        i = max(end, i + 1)
    return found


def _opens_name(doc: Doc, i: int, lexicon: TitleWords) -> int:
    """Give the end of a capitalised title or courtesy word at token `i` behind which only a name can stand, or 0."""
    low = fold(doc[i].text)
    for pattern in lexicon.honorifics.get(low, ()):
        if pattern in lexicon.courtesy and _matches(doc, i, len(doc), pattern):
            end = i + len(pattern)
            return end + (doc[end].text == ".")
    for pattern, head in lexicon.heads.get(low, ()):
        if head.plural or head.role not in lexicon.address or not _matches(doc, i, len(doc), pattern):
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
            return _span(doc, there.start, there.end, there, "PERSON")
        return None
    end = start
    while end < len(doc) and end - start < _NAME_WORDS and end not in owner and not doc[end].is_sent_start:
        if not _is_name_word(doc[end].text, lexicon):
            break
        end += 1
    while end > start and not doc[end - 1].text[0].isupper():
        end -= 1
    follows = owner.get(end)
    if follows is not None and follows.label_ == "PERSON" and end > start:
        return _span(doc, start, follows.end, follows)
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
