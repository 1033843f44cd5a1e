"""Whose office it is: the organization and the jurisdiction of a title.

    places      what names a country, people, province or town
    in_front    "Texas | Governor"
    behind      "President | of Zanzibar"
    beside      "Mayor Ann Lee | of Salem, OR", "CEO, | Acme Transit"

Bodies and places are stretches of words; `wording` writes them out.
"""

from __future__ import annotations

from typing import NamedTuple

from diplo_extract.nlp.titles.employers.behind import Behind
from diplo_extract.nlp.titles.employers.beside import Beside
from diplo_extract.nlp.titles.employers.in_front import InFront
from diplo_extract.nlp.titles.employers.places import Places, Stretch
from diplo_extract.nlp.titles.lexicon import TitleWords
from diplo_extract.nlp.titles.links import Link
from diplo_extract.nlp.titles.words import Words


class Employer(NamedTuple):
    """What remains of a title, and whose it is."""

    title: Stretch
    organization: Stretch | None
    jurisdiction: Stretch | None


class Employers:
    """Reads organizations and jurisdictions around the titles of one Doc."""

    def __init__(self, words: Words, lexicon: TitleWords, in_title: list[bool]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.places = Places(words, lexicon)
        self.in_front = InFront(words, lexicon, self.places)
        self.behind = Behind(words, lexicon, self.places)
        self.beside = Beside(words, lexicon, self.places, in_title)

    def of(self, link: Link) -> Employer:
        """Give whose office a title is: what stands in front goes first, then what stands behind, then beside it."""
        phrase = link.phrase
        start, jurisdiction, organization = self.in_front.split(phrase)
        end, behind = self.behind.split(phrase)
        if behind is not None:
            if self.places.is_place(*behind):
                jurisdiction = jurisdiction or behind
            else:
                organization = organization or behind
        if organization is None and (jurisdiction is None or link.rule == "after"):
            organization, place = self.beside.find(link)  # "U.S. Special Adviser, Department of State"
            jurisdiction = jurisdiction or place
        if organization is not None and phrase.head_end <= organization[0] and organization[1] <= end:
            organization = self._owner_of_part(*organization)
        return Employer((start, end), organization, jurisdiction)

    def _owner_of_part(self, start: int, end: int) -> Stretch | None:
        """Of a department that is in the title, give whose it is: "Department of History of | Salem University"."""
        words = self.words
        for k in range(end - 2, start, -1):
            first = k + 1 + (words.low[k + 1] == "the")
            if words.low[k] not in ("of", "at") or first >= end or not words.cap[first]:
                continue
            if any(words.low[m] in self.lexicon.bodies for m in range(first, end)):
                return first, end
        return None
