"""Who hosts an event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Span, Token

from diplo_extract.extractors.event_scenes import PLACES, TOWNS, Scene, words

HOSTS = PLACES | {"ORG", "PERSON"}
_REACH = 16
_BETWEEN_NAMES = frozenset(("and", "the", ",", "&", "of", "for", "-"))
_OWNS = ("’s", "'s", "’")


def hosts(scenes: Iterable[Scene], names: dict[int, list[Span]]) -> list[str]:
    """Give who hosted: "hosted by X and Y", "at the invitation of X", else "X hosted the event".

    `names` are the names of each sentence by its first token.
    """
    for scene in scenes:
        if scene.mention.rule == "predicate":
            continue
        known = [
            name
            for name in names.get(scene.sentence.start, [])
            if name.label_ in HOSTS and (name.end <= scene.span.start or name.start >= scene.span.end)
        ]
        found = (
            _owner(scene, known)
            or _of_body(scene)
            or _hosted_by(scene, known)
            or _at_invitation(scene, known)
            or _who_hosted(scene, known)
            or _that_hosted(scene, known)
        )
        if found:
            return list(dict.fromkeys(found))
    return []


def _owner(scene: Scene, known: list[Span]) -> list[str]:
    """Read "the Port Authority's 9th Annual Conference"; the visit of a president is no event of the president's."""
    if scene.mention.kind in ("visit", "tour", "call", "meeting", "trip", "signing", "opening", "lecture"):
        return []
    doc, start = scene.span.doc, scene.span.start
    owners = [name for name in known if name.label_ in TOWNS | {"ORG"} and name.end + 1 == start]
    if owners and doc[owners[-1].end].text in _OWNS:
        return [owners[-1].text]
    # "the African Mayors Association's 9th Annual Conference" is a name as a whole
    owns = next((i for i in range(start, scene.span.end) if doc[i].text in _OWNS), None)
    if owns is None or scene.mention.rule != "name" or doc[start].ent_type_ == "PERSON":
        return []
    return [doc[start:owns].text] if len(doc[start:owns]) > 1 or doc[start].ent_type_ else []


def _of_body(scene: Scene) -> list[str]:
    """Read "a hearing today by the Senate Committee on Energy": a body holds its own hearings."""
    if scene.mention.kind != "hearing":
        return []
    doc = scene.span.doc
    for entity in doc[scene.span.start : min(scene.until, scene.span.end + _REACH)].ents:
        lead = {token.lower_ for token in doc[max(0, entity.start - 2) : entity.start]}
        if entity.label_ == "ORG" and lead & {"by", "before", "of"}:
            return [entity.text]
    return []


def _is_subject(name: Span, scene: Scene) -> bool:
    """Tell "Mayor A hosted", "from Lund, which hosted" from "held talks with Mayor A and hosted", title left out."""
    if name.doc[name.end].text == "," and name.doc[name.end + 1].lower_ in words("clauses"):
        return True
    i = name.start - 1
    while i >= scene.sentence.start and name.doc[i].text[0].isupper() and name.label_ == "PERSON":
        i -= 1
    return i < scene.sentence.start or name.doc[i].lower_ not in words("not_hosts")


def _hosted_by(scene: Scene, known: list[Span]) -> list[str]:
    doc, end = scene.span.doc, scene.until
    for i in range(scene.span.end, min(end - 2, scene.span.end + _REACH)):
        if doc[i].lower_ in words("hosted_by"):
            # "organised together with", "hosted in Kisumu by"
            by = next((j for j in range(i + 1, min(end, i + 5)) if doc[j].lower_ == "by"), None)
            if by is not None:
                return list(_coordinated(known, by, scene))
    return []


def _coordinated(known: list[Span], after: int, scene: Scene) -> Iterator[str]:
    """Give the first name behind token `after` and those joined to it by a comma or "and"."""
    last = None
    for name in known:
        if name.start <= after:
            continue
        # "hosted by the Prime Minister, Minister Ana Ruiz and …"
        if last is None and name.start - after > (8 if _is_office(name.doc[after + 1 : name.start]) else 4):
            return
        between = name.doc[last.end : name.start] if last is not None else name.doc[:0]
        if not {token.lower_ for token in between} <= words("joining") and not _is_listed(between):
            return
        following = name.doc[name.end : name.end + 2].text
        longer = next((other for other in known if other.start in (name.end + 1, name.end + 2)), None)
        # "the Prefecture of Lower River Region", read as two names
        if longer is not None and following.startswith("of") and name.label_ == "ORG":
            yield name.doc[name.start : longer.end].text
            last = longer
            continue
        if last is not None and name.start < last.end:
            continue
        yield name.text
        last = name
    if last is None:
        for token in scene.span.doc[after + 1 : min(scene.sentence.end, after + 4)]:
            if token.lower_ in ("a", "an"):
                return  # "hosted by an inland city"
            if token.lower_ in words("common_hosts"):
                yield token.text
                return


def _who_hosted(scene: Scene, known: list[Span]) -> list[str]:
    """Read "X hosted the event", "the municipality opened the forum", "X hosted 80 mayors for a reception"."""
    doc, start = scene.span.doc, scene.span.start
    # the verb may be all that tells of the event: "the ministry convened 90 experts"
    last = start if scene.mention.rule == "verb" else start - 1
    for i in range(last, max(scene.sentence.start, start - 2 * _REACH) - 1, -1):
        if doc[i].lower_ not in words("hosting"):
            continue
        if i and doc[i - 1].lower_ in words("be"):
            return []
        opens = doc[i].lower_ not in words("hosted_by_people")
        before = [
            name
            for name in known
            if name.end <= i
            and i - name.end <= 5
            and not (opens and name.label_ == "PERSON")
            and _is_subject(name, scene)
        ]
        if before:
            joined = [before[-1]]
            for name in reversed([name for name in known if name.end <= before[-1].start]):
                between = doc[name.end : joined[-1].start]
                if _is_body_in_title(between, joined[-1]):
                    continue
                if not _is_listed(between):
                    break
                joined.append(name)
            # "officials from the Fund and the Ministry of Trade held a meeting"
            first = joined[-1].start - 1
            leading = {token.lower_ for token in doc[max(scene.sentence.start, first - 1) : first + 1]}
            return [] if "from" in leading else [name.text for name in reversed(joined)]
        common = [token for token in doc[max(scene.sentence.start, i - 3) : i] if token.lower_ in words("common_hosts")]
        return [_full(common[-1], scene)] if common else []
    return []


def _is_office(between: Span) -> bool:
    return all(token.text[0].isupper() or token.lower_ in _BETWEEN_NAMES for token in between)


def _is_listed(between: Span) -> bool:
    """Tell whether two names share a verb: "Harbour Advisor A and Education Secretary B hosted"; titles are between."""
    lower = [token.lower_ for token in between]
    joins = lower[:1] in (["and"], [","], ["&"])
    return joins and _is_office(between)


def _is_body_in_title(between: Span, holder: Span) -> bool:
    """Tell the body of "City Council | President | Jerome Oakes": it belongs to the title of the holder."""
    return holder.label_ == "PERSON" and len(between) > 0 and between[0].text[0].isupper() and _is_office(between)


def _full(common: Token, scene: Scene) -> str:
    """Give "Can Tho City" of "City", "municipality" as it is."""
    first = common.i
    while common.text[0].isupper() and first > scene.sentence.start and common.doc[first - 1].text[0].isupper():
        first -= 1
    text: str = common.doc[first : common.i + 1].text
    return text


def _that_hosted(scene: Scene, known: list[Span]) -> list[str]:
    """Read "a meeting in Suva that the City Council hosted"."""
    doc = scene.span.doc
    for i in range(scene.span.end, min(scene.sentence.end, scene.span.end + _REACH)):
        if doc[i].lower_ in ("that", "which"):
            subject = [name for name in known if 0 <= name.start - i <= 3]
            if subject and subject[0].end < len(doc) and doc[subject[0].end].lower_ in words("hosting"):
                return [subject[0].text]
    return []


def _at_invitation(scene: Scene, known: list[Span]) -> list[str]:
    doc = scene.span.doc
    for i in range(scene.span.end, scene.sentence.end - 2):
        if doc[i].lower_ in ("invitation", "guest", "guests") and doc[i + 1].lower_ == "of":
            return list(_coordinated(known, i + 1, scene))[:1]
    return []
