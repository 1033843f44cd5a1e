"""Mends the borders of names by the titles and courtesy words beside them.

[Prime Minister Jane Doe]                      -> Prime Minister [Jane Doe]
[Antalya Metropolitan Municipality Mayor Ali Can] -> [Antalya Metropolitan Municipality] Mayor [Ali Can]
Senator Lee, Mr Grant (seen as a place or not at all) -> Senator [Lee], Mr [Grant]
[R-Utah], the Member for [Barker]              -> no persons
"""

from __future__ import annotations

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from diplo_extract.nlp.columns import columns
from diplo_extract.nlp.titles.forms import fold
from diplo_extract.nlp.titles.heads import one_slip
from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.unseen import NAME_WORDS, entity_like, is_name_word, matches, unseen_names

_LONGEST_HEAD = 4
_ORGANIZED = frozenset({"ORG", "FAC"})


def repair_names(doc: Doc, lexicon: TitleWords) -> None:
    """Set `doc.ents` anew where titles and courtesy words tell better."""
    texts = columns(doc).texts
    spans: list[Span] = []
    changed = False
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            new = _person(doc, texts, entity, lexicon)
        elif entity.label_ in _ORGANIZED:
            new = _organization(doc, texts, entity, lexicon)
        else:
            new = [entity]
        changed = changed or new != [entity]
        spans += new
    added = unseen_names(doc, spans, lexicon)
    if changed or added:
        doc.ents = filter_spans([*added, *spans])


def _person(doc: Doc, words: list[str], entity: Span, lexicon: TitleWords) -> list[Span]:
    """Cut titles and courtesy words off the front of a name, letters off its end."""
    texts = words[entity.start : entity.end]
    if len(texts) >= 3 and texts[1] in "-‑" and texts[0].casefold() in lexicon.parties and texts[0].isupper():
        return []
    if texts[0].partition("-")[1] and texts[0].partition("-")[0].casefold() in lexicon.parties and len(texts) == 1:
        return []
    if len(texts) == 1 and texts[0].rstrip(".") in lexicon.state_codes:
        return []  # "Craig Thomas, R-[Wyo]."
    if len(texts) == 1 and fold(texts[0]) in lexicon.peoples:
        return [entity_like(doc, entity.start, entity.end, entity, "NORP")]
    if len(texts) == 1 and fold(texts[0]) in lexicon.bodies:
        return []  # "the G5 Sahel Executive [Secretariat]"
    if (
        len(texts) == 1
        and entity.start > 1
        and words[entity.start - 1] == "for"
        and words[entity.start - 2] == "Member"
    ):
        return []
    if len(texts) == 1 and _is_inside_head(words, entity.start, lexicon):
        return []
    if _is_town(doc, words, entity.end, lexicon):
        return [entity_like(doc, entity.start, entity.end, entity, "GPE")]
    if _is_employer(words, entity.start, lexicon):
        return [entity_like(doc, entity.start, entity.end, entity, "ORG")]
    start, end = entity.start, entity.end
    while start < end - 1:
        size = _front(words, start, end, lexicon)
        if not size:
            break
        start += size
    while end - 1 > start and _is_tail(words[end - 1], lexicon):
        end -= 1
    if (start, end) == (entity.start, entity.end):
        return [entity]
    return [entity_like(doc, start, end, entity)]


def _is_inside_head(texts: list[str], i: int, lexicon: TitleWords) -> bool:
    """Tell "Minister [Assisting] the Premier": a word in the middle of an office names nobody."""
    for before in range(max(0, i - _LONGEST_HEAD), i):
        for pattern, _ in lexicon.heads.get(fold(texts[before]), ()):
            if before + len(pattern) > i + 1 and matches(texts, before, len(texts), pattern):
                return True
    return False


def _is_town(doc: Doc, texts: list[str], end: int, lexicon: TitleWords) -> bool:
    """Tell "[Kigali] was represented by its Mayor" and "[Bursa] (Mayor Ann Lee)": no person has such a holder."""
    behind = texts[end : end + 6]
    if "its" in behind and behind[behind.index("its") - 2 : behind.index("its")] == ["represented", "by"]:
        return True
    if behind[:1] != ["("]:
        return False
    for i in range(end + 2, min(end + 2 + _LONGEST_HEAD, len(texts))):
        if doc[i].ent_type_ == "PERSON":
            role = tuple(fold(text) for text in texts[end + 1 : i])
            offices = [head.kind for pattern, head in lexicon.heads.get(role[0], ()) if pattern == role]
            return offices[:1] in (["municipal"], ["state"])
    return False


def _is_employer(texts: list[str], start: int, lexicon: TitleWords) -> bool:
    """Tell "CEO of Harper Lane", a company: nobody is the chief executive of a person."""
    if start > 1 and texts[start - 1] in lexicon.kinds_of_body:
        return True
    if start < 2 or texts[start - 1] != "of":
        return False
    return any(
        pattern == (fold(texts[start - 2]),) and head.role in lexicon.employed and head.role not in ("member", "coach")
        for pattern, head in lexicon.heads.get(fold(texts[start - 2]), ())
    )


def _front(texts: list[str], start: int, end: int, lexicon: TitleWords) -> int:
    """Give the number of tokens of the title or courtesy word at the front of a name, or 0."""
    low = fold(texts[start])
    for pattern in lexicon.honorifics.get(low, ()):
        if matches(texts, start, end, pattern) and (
            len(pattern) > 1 or low in lexicon.short or pattern in lexicon.courtesy
        ):
            size = len(pattern)
            return size + (start + size < end - 1 and texts[start + size] == ".")
    for pattern, head in lexicon.heads.get(low, ()):
        if matches(texts, start, end, pattern):
            single = len(pattern) == 1
            if (
                head.plural
                or (single and low in lexicon.given_names)
                or (single and head.role not in lexicon.address and head.kind != "state")
            ):
                return 0
            size = len(pattern)
            return size + (start + size < end - 1 and texts[start + size] == ".")
    after_title = start > 0 and texts[start - 1] in ("Prime", "Deputy", "Vice", "Foreign")
    if after_title and any(role[0] == low[0] and one_slip(role, low) for role in lexicon.misspelled):
        return 1  # "Prime [Minsiter Jane Doe]"
    return 0


def _is_tail(text: str, lexicon: TitleWords) -> bool:
    if text in ("'s", "’s", "’", "'", ",", "(", ")", "*", "|"):
        return True
    return (
        text.isupper()
        and len(text) > 1
        and fold(text) in lexicon.post_nominals
        and fold(text) not in lexicon.generations
    )


def _organization(doc: Doc, words: list[str], entity: Span, lexicon: TitleWords) -> list[Span]:
    """Split a body, the office of its holder and the holder's name, when they were read as one organization."""
    texts = words[entity.start : entity.end]
    if len(texts) == 1 and fold(texts[0]) in lexicon.short:
        return []  # "the [Rt]. Hon."
    if len(texts) > 2 and (size := _holder_words(texts, lexicon)):
        return [entity_like(doc, entity.start, entity.end - size, entity)]
    for k in range(1, len(texts) - 1):
        if k < 4 and texts[k] in ("of", "at") and _is_role(texts[:k], lexicon):
            return _employer(doc, words, entity, k + 1, lexicon)
        low = fold(texts[k])
        if not texts[k][0].isupper() or texts[k - 1].casefold() in ("of", "the", "for", "and", "&"):
            continue
        for pattern, head in lexicon.heads.get(low, ()):
            size = len(pattern)
            rest = texts[k + size :]
            if (
                head.plural
                or head.role not in lexicon.address
                or not matches(words, entity.start + k, entity.end, pattern)
            ):
                continue
            if 1 <= len(rest) <= NAME_WORDS and all(is_name_word(text, lexicon) for text in rest):
                name = entity_like(doc, entity.start + k + size, entity.end, entity, "PERSON")
                return [entity_like(doc, entity.start, entity.start + k, entity), name]
    return [entity]


def _holder_words(texts: list[str], lexicon: TitleWords) -> int:
    """Give the number of words of the office at the end of a body, or 0.

    "Public Service | Commissioner", "FOX News | Host", but not "Office of the Commissioner".
    """
    role = (fold(texts[-1]),)
    heads = [head for pattern, head in lexicon.heads.get(role[0], ()) if pattern == role]
    plain = (
        texts[-2].casefold() not in ("of", "the", "for", "and", "&", "'s", "’s")
        and fold(texts[-2]) not in lexicon.before
    )
    if heads and not heads[0].plural and heads[0].kind in ("state", "corporate") and plain:
        return 1
    pair = (fold(texts[-2]), role[0])
    return int(any(pattern == pair and head.kind == "arts" for pattern, head in lexicon.heads.get(pair[0], ())))


def _is_role(texts: list[str], lexicon: TitleWords) -> bool:
    role = tuple(fold(text) for text in texts)
    return any(pattern == role[-len(pattern) :] for word in role for pattern, _ in lexicon.heads.get(word, ()))


def _employer(doc: Doc, texts: list[str], entity: Span, k: int, lexicon: TitleWords) -> list[Span]:
    """Cut "CEO of" off "CEO of Harper Lane Ltd."; "Secretary of State" alone names no body."""
    start = entity.start + k
    if start < entity.end and texts[start] == "the":
        start += 1
    if any((low := fold(texts[i])) in lexicon.bodies or low in lexicon.companies for i in range(start, entity.end)):
        return [entity_like(doc, start, entity.end, entity)]
    return []
