"""Whose office it is: the organization or jurisdiction in front of a title, inside it, behind it or behind the name."""

from __future__ import annotations

from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.links import Link
from diplo_extract.nlp.titles.phrases import Phrase
from diplo_extract.nlp.titles.words import Words

_PLACES = frozenset({"GPE", "LOC", "NORP"})
_FIELDS = frozenset({"it", "hr", "pr", "tv", "ict", "rd", "esg", "ai"})
_PARTY = frozenset({"party"})
_OWNERS = frozenset({"GPE", "LOC", "ORG"})
_OWNER = 8
_EMPLOYER = frozenset({"of", "for", "at", "with", "from", "in"})


class Employers:
    """Reads organizations and jurisdictions around the titles of one Doc."""

    def __init__(self, words: Words, lexicon: TitleWords, in_title: list[bool]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.in_title = in_title

    def place_end(self, i: int, limit: int) -> int:
        """Give the end of the country, people or province named at word `i`, or `i`."""
        words = self.words
        known = words.entity[i] >= 0 and words.label(i) in _PLACES and words.low[i] not in self.lexicon.before
        end = i
        if known and words.entities[words.entity[i]][0] == i:
            end = min(words.entities[words.entity[i]][1], limit)
        if words.cap[i]:
            for pattern in self.lexicon.places.get(words.low[i], ()):
                if i + len(pattern) <= limit and tuple(words.low[i : i + len(pattern)]) == pattern:
                    return max(end, i + len(pattern))
        return end

    def is_place(self, start: int, end: int) -> bool:
        """Tell whether the words from `start` to `end` name a country, people, province or town."""
        words = self.words
        if end - start > 2 and words.low[end - 2] == "," and words.text[end - 1] in self.lexicon.state_codes:
            return True
        while start < end - 1 and words.low[start] in (
            "the",
            "republic",
            "of",
            "state",
            "kingdom",
            "federal",
            "sultanate",
            "united",
        ):
            if self.place_end(start, end) == end:
                return True
            start += 1
        return self.place_end(start, end) == end

    def in_front(self, phrase: Phrase) -> tuple[int, tuple[int, int] | None, tuple[int, int] | None]:
        """Split off a jurisdiction or body in front: "Texas | Governor", "Ordu Municipality | Mayor"."""
        words = self.words
        start, head = phrase.start, phrase.head_start
        kept = start
        while kept < head and words.low[kept] in self.lexicon.status:
            kept += 1
        place = self.place_end(kept, head) if kept < head else kept
        span: tuple[int, int] | None = None
        is_place = place > kept
        if is_place:
            span = (kept, place)
            if place < head and words.cap[place] and self._body_end(kept, head) > place:
                span, is_place = (kept, self._body_end(kept, head)), False
        else:
            body = self._body_end(kept, head)
            if body > kept:
                span = (kept, body)
        if span is None:
            return start, None, None
        rest = span[1]
        if not is_place and (town := self._constituency(rest, head, phrase.head.kind)) is not None:
            return town[1], town, span
        if not is_place and rest + 1 < phrase.head_end and words.low[rest] in self.lexicon.shared:
            span, rest = (span[0], rest + 1), rest + 1
        if words.low[rest] in ("'s", "'"):
            rest += 1
        if words.low[rest] == "(" and ")" in words.low[rest:head]:
            rest = words.low.index(")", rest, head) + 1
        begin = rest if kept == start and rest <= max(head, span[1]) else start
        return begin, (span if is_place else None), (None if is_place else span)

    def _constituency(self, start: int, head: int, kind: str) -> tuple[int, int] | None:
        """Find the town between a party and an office: "CHP | Izmir | MP", "Civic Party | Bath | councillor"."""
        words, last = self.words, self.words.low[start - 1]
        if not (start < head and (last in _PARTY or last in self.lexicon.parties or words.text[start - 1].isupper())):
            return None
        town = kind in ("legislative", "municipal") and head == start + 1 and self._is_unknown(start)
        return (start, head) if town or self.place_end(start, head) == head else None

    def _is_unknown(self, i: int) -> bool:
        """Tell a capitalised word that the lexicon does not know: a town."""
        low, lexicon = self.words.low[i], self.lexicon
        known = (lexicon.before, lexicon.bodies, lexicon.rank, lexicon.heads, lexicon.shared, lexicon.parts)
        return self.words.cap[i] and self.words.text[i].isalpha() and not any(low in words for words in known)

    def _body_end(self, start: int, head: int) -> int:
        """Give the end of the body named from `start`: up to its last body noun or organization before the head."""
        words, lexicon = self.words, self.lexicon
        if (
            words.entity[start] >= 0
            and words.label(start) in ("ORG", "FAC")
            and words.entities[words.entity[start]][0] == start
        ):
            end = min(words.entities[words.entity[start]][1], head)
            return self._whole_body(start, end, head)
        if not words.cap[start] or words.low[start] in lexicon.rank:
            return start  # "Senior Bureau Official" names no body
        if (
            words.text[start].isupper()
            and len(words.text[start]) > 1
            and words.low[start] not in _FIELDS
            and start < head <= start + 1 + (words.low[start + 1] in lexicon.shared)
        ):
            return start + 1
        for k in range(start, head):
            if words.low[k] == "'s":
                owner = tuple(words.low[start:k])
                return start if any(form == owner for form, _ in lexicon.heads.get(owner[0], ())) else k
        last = self._known_end(start)
        for k in range(start, head):
            if words.cap[k] and words.low[k] in lexicon.bodies and words.low[k] not in lexicon.before:
                last = k + 1
                if k + 1 < head and words.low[k + 1] in ("of", "for", "on"):
                    return self._before_modifiers(k + 2, head)
        return last

    def _known_end(self, start: int) -> int:
        """Give the end of "White House" and the like at word `start`, or `start`."""
        words = self.words
        for name in self.lexicon.known_bodies:
            if tuple(words.low[start : start + len(name)]) == name:
                return start + len(name)
        return start

    def _whole_body(self, start: int, end: int, head: int) -> int:
        """Mend the end of a body that the tagger named.

        "White House Domestic Policy" and "National Security" run into the title; "White House Council" goes on with
        "on Environmental Quality".
        """
        words, lexicon = self.words, self.lexicon
        if end + 1 < head and words.low[end] in ("of", "on", "for"):
            return self._before_modifiers(end + 1, head)
        if end - 2 > start and words.low[end - 2] in _PARTY and self._is_unknown(end - 1):
            return end - 1  # "Civic Party Bath"
        known = self._known_end(start)
        if known > start and not any(low in lexicon.bodies for low in words.low[known:end]):
            return min(known, end)
        if any(low in ("of", "on", "for") for low in words.low[start:end]):
            members = end + 1 == head and words.cap[end] and words.low[end].endswith("s") and self._is_unknown(end)
            return head if members else end  # "Federation of Government | Employees"
        while end > start and words.low[end - 1] in lexicon.before and words.low[end - 1] not in lexicon.bodies:
            end -= 1
        return end

    def _before_modifiers(self, start: int, head: int) -> int:
        end = head
        while end > start + 1 and self.words.low[end - 1] in self.lexicon.before:
            end -= 1
        return end

    def behind(self, phrase: Phrase) -> tuple[int, tuple[int, int] | None]:
        """Split off an employer or jurisdiction behind: "President | of Zanzibar", "Director | of the Office of X"."""
        words, lexicon = self.words, self.lexicon
        end = phrase.end
        k = phrase.head_end
        if phrase.head.plural and (towns := self._towns_of_holders(k, end)) is not None:
            return towns, None
        if phrase.head.role in lexicon.portfolio and words.low[k : k + 1] == ["for"]:
            for m in range(k + 2, end - 1):
                if words.low[m] == "of" and self.is_place(m + 1, end):
                    return m, (m + 1, end)  # "Minister for Local Government | of Fiji"
        while k < end:
            if words.low[k] not in _EMPLOYER:
                k += 1
                continue
            first = k + 1
            while first < end and words.low[first] in ("the", "its", "our", "his", "her", "their"):
                first += 1
            stop = self._body_stop(first, end)
            if first >= stop:
                break
            body = (first, stop)
            if self.is_place(*body):
                whole = phrase.head.role in lexicon.mission or stop < end or words.low[k] == "for"
                return (end if whole else k), body
            sure = words.cap[first] and (
                words.low[k] == "at" or (phrase.head.role in lexicon.employed and words.low[k] == "of")
            )
            role = phrase.head.role
            named = any(words.low[m] in lexicon.bodies for m in range(*body))
            field = not named or role.endswith("minister") or stop - first == 1
            if words.low[k] == "for" and role in lexicon.portfolio and field:
                k = stop
                continue
            if sure or self._is_body(*body):
                part = words.low[stop - 1] in lexicon.parts and role in lexicon.portfolio | lexicon.empty
                if part and stop < end:
                    k = stop
                    continue
                field = role in lexicon.portfolio and words.low[k] == "of" and k == phrase.head_end and not named
                whole = (
                    part
                    or field
                    or (words.low[stop : stop + 1] in (["for"], ["on"], ["to"]) and stop < end)
                    or (role in lexicon.empty and k == phrase.head_end)
                )
                return (end if whole else k), self._named_part(*body)
            k = stop
        return end, None

    def _towns_of_holders(self, k: int, end: int) -> int | None:
        """Give where "of Salem, Bath and Cork" begins behind a plural office: each holder has one of them."""
        words = self.words
        for m in range(k, end - 3):
            rest = range(m + 1, end)
            if words.low[m] == "of" and all(words.label(i) in _PLACES or words.low[i] in (",", "and") for i in rest):
                return m if any(words.low[i] == "and" for i in rest) else None
        return None

    def _body_stop(self, first: int, end: int) -> int:
        """Give the end of one body among several phrases: "Foreign Ministry | for Legal Affairs"."""
        words, lexicon = self.words, self.lexicon
        for k in range(first + 1, end):
            low = words.low[k]
            if low == "of" and words.low[k - 1] in lexicon.parts and self.is_place(first, k - 1):
                continue  # "the United States Department of Labor"
            if low in ("of", "for") and words.low[k - 1] in lexicon.parts and k - 1 > first:
                return k
            if words.entity[k] >= 0 and words.entity[k] == words.entity[k - 1]:
                continue
            if low in ("at", "in", "to", "with", "from"):
                return k
            if low in ("of", "for", "on"):
                if words.low[k - 1] in lexicon.parts and k - 1 > first:
                    return k
                named = words.low[k - 1] in (lexicon.for_bodies if low == "for" else lexicon.bodies)
                if not named and low != "of":
                    return k
        return end

    def _named_part(self, start: int, end: int) -> tuple[int, int]:
        """Give the name alone of "international law firm Smith & Hale"."""
        words = self.words
        for k in range(start, end - 1):
            if not words.cap[k] and words.low[k] in self.lexicon.bodies and words.cap[k + 1]:
                return k + 1, end
        return start, end

    def _is_body(self, start: int, end: int) -> bool:
        """Tell the name of a body from a portfolio or a thing."""
        words = self.words
        if self._named_part(start, end) != (start, end):
            return True
        if not words.cap[start]:
            return False
        if words.label(start) in ("ORG", "FAC"):
            return True
        return any(words.cap[k] and words.low[k] in self.lexicon.bodies for k in range(start, end))

    def after_the_name(self, link: Link) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        """Find "of Israel" behind the name, or the body behind a comma: "CEO, Acme Transit", "Mayor X, Salem, OR"."""
        words = self.words
        name = link.name
        if (owner := self._owner_in_front(link.phrase)) is not None:
            return (None, owner) if self.is_place(*owner) else (owner, None)
        if name is not None and name.of is not None and link.rule in ("before", "apposition"):
            return (None, name.of) if self.is_place(*name.of) else (name.of, None)
        end = (
            link.phrase.end
            if link.rule == "after"
            else (name.tail if name is not None and link.rule == "before" else -1)
        )
        if (
            end < 0
            or end + 1 >= len(words)
            or words.low[end] not in (",", "(", "at", "with", "|")
            or words.begins[end + 1]
        ):
            return None, None
        first = end + 1 + (words.low[end + 1] == "the")
        if first >= len(words) or words.name[first] >= 0 or not words.cap[first] or self.in_title[first]:
            return None, None
        if words.entity[first] >= 0 and words.label(first) in _PLACES:
            start, stop, _ = words.entities[words.entity[first]]
            return None, (start, self._with_state(stop))
        stop = self._body_from(first)
        if link.rule == "before" and link.phrase.head.kind == "legislative":
            return None, None  # "Senator Smith, the Harbour Board, and the owners met"
        return ((first, stop), None) if stop > first else (None, None)

    def _owner_in_front(self, phrase: Phrase) -> tuple[int, int] | None:
        """Find the town of "Lima (Mayor Ann Lee)" and "Lima was represented by its Mayor"."""
        words, k = self.words, phrase.start - 1
        if k < 1 or words.begins[phrase.start] or not (words.low[k] == "(" or phrase.determiner == "its"):
            return None
        nearest = k - 1 if words.low[k] == "(" else max(k - _OWNER, 0)
        for i in range(k - 1, nearest - 1, -1):
            if words.entity[i] >= 0 and words.label(i) in _OWNERS:
                return words.entities[words.entity[i]][:2]
            if words.begins[i] or words.name[i] >= 0:
                break
        return None

    def _body_from(self, first: int) -> int:
        """Give the end of the body named from word `first`, or `first` when none is named there."""
        words = self.words
        k, named = first, False
        while k < min(len(words), first + 14) and words.name[k] < 0 and not self.in_title[k]:
            if words.begins[k] and k > first:
                break
            low = words.low[k]
            if words.cap[k] or words.entity[k] >= 0:
                if low in self.lexicon.calendar:
                    break
                named = named or low in self.lexicon.bodies or words.label(k) in ("ORG", "FAC")
            elif low not in ("of", "for", "on", "and", "the", "&", "'s") or (
                not words.cap[min(k + 1, len(words) - 1)] and low != "of"
            ):
                break
            k += 1
        while k > first and not words.cap[k - 1] and words.entity[k - 1] < 0:
            k -= 1
        return k if named else first

    def _with_state(self, stop: int) -> int:
        """Take in the state behind a town: "Los Angeles, CA"."""
        words = self.words
        if stop + 1 < len(words) and words.low[stop] == "," and not words.begins[stop + 1]:
            following = stop + 1
            if (
                words.low[following] in self.lexicon.state_codes
                or words.text[following].rstrip(".") in self.lexicon.state_codes
            ):
                return following + 1
            end = self.place_end(following, len(words))
            if end > following:
                return end
        return stop
