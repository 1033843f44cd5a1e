"""Who said the words in quotation marks: what stands behind them, before them, or who spoke last."""

from __future__ import annotations

from typing import NamedTuple

from diplo_extract.nlp.quotes.pieces import Piece, Pieces, Said
from diplo_extract.nlp.quotes.subjects import Subject, Subjects
from diplo_extract.nlp.quotes.utterances import Utterances
from diplo_extract.nlp.quotes.words import QuoteWords

_BEHIND = 30
_ATTRIBUTION = 90
_OPEN_ENDS = frozenset(",?!—–-")
_DASHES = frozenset({"-", "–", "—", "―"})
_NAMING = frozenset({"person", "title", "office"})
_NAMES = _NAMING | {"name"}


class Source(NamedTuple):
    """How a quote is attributed."""

    speaker: Subject | None
    cue: Piece | None
    rule: str


class Attribution:
    """Attributes the quotes of one Doc."""

    def __init__(self, text: str, pieces: Pieces, words: QuoteWords) -> None:
        self.text = text
        self.pieces = pieces
        self.items = pieces.items
        self.words = words
        self.subjects = Subjects(text, pieces, words)
        self.utterances = Utterances(text, pieces, words)
        self.last: tuple[int, Source] | None = None
        """Paragraph and source of the statement before, for quotes that go on."""
        self.last_quote = -1

    def find(self) -> list[Said]:
        """Give the direct quotes with their speakers."""
        found: list[Said] = []
        waiting: list[int] = []
        for number, at in self.pieces.at_quote.items():
            source = self._behind(number, at)
            if source is None or source.speaker is None:
                source = self._before(number, at) or source
            if source is not None and not self.utterances.is_said(number, source.speaker, source.cue, source.rule):
                continue
            if source is None:
                source = self._continued(number, at)
            if source is None:
                if not self.utterances.stands_alone(number, at):
                    continue
                source = self._carried(at)
            if source is not None and source.speaker is None and self._is_of_a_group(source):
                self.last, self.last_quote, waiting = (self.items[at].paragraph, source), number, []
            elif source is None or source.speaker is None:
                waiting.append(len(found))
            elif waiting:
                waiting = self._hand_back(found, waiting, at, source)
            if source is not None and source.speaker is not None:
                self.last = (self.items[at].paragraph, source)
                self.last_quote = number
            found.append(self._said(number, source))
        return found

    def _is_of_a_group(self, source: Source) -> bool:
        """Tell "“…,” the delegation said": a noun is the subject, whoever was named before."""
        if source.cue is None:
            return False
        return self._has_noun(next(i for i, piece in enumerate(self.items) if piece.start == source.cue.start))

    def _has_noun(self, cue: int) -> bool:
        """Tell whether a noun is the subject of a verb of saying: "the court stated"."""
        noun, article = self.items[cue - 1], self.items[cue - 2]
        plain = noun.kind == "word" and self.text[noun.start].islower() and noun.low not in self.words.skip
        return cue > 1 and plain and article.low in ("the", "a", "an")

    def _said(self, number: int, source: Source | None) -> Said:
        quote = self.pieces.quoted[number]
        speaker = source.speaker[:2] if source and source.speaker else None
        cue = (source.cue.start, source.cue.end) if source and source.cue else None
        return Said(quote.start, quote.end, speaker, cue, True, source.rule if source else "unattributed")

    def _hand_back(self, found: list[Said], waiting: list[int], at: int, source: Source) -> list[int]:
        """Give the speaker of "“B,” said X" to the “A.” right before it in the same paragraph."""
        for index in waiting:
            between = self.text[found[index].end : self.items[at].start]
            if "\n" not in between and len(between) < 40 and source.speaker:
                cue = (source.cue.start, source.cue.end) if source.cue else None
                found[index] = found[index]._replace(speaker=source.speaker[:2], cue=cue, rule="quote-behind")
        return []

    # ---- what stands behind ------------------------------------------------------------------------------------------

    def _behind(self, number: int, at: int) -> Source | None:
        """Read "“…,” X said", "“…,” said X" and "“…” – X"; X also on a line of its own."""
        begin = at + 1
        signed = self._is_signature(begin)
        end = self._clause_end(begin, self.items[begin].paragraph if signed else self.items[at].paragraph)
        if begin >= end or not (signed or self._goes_on(number, at)):
            return None
        while begin < end and (self.items[begin].low in _DASHES or self.items[begin].low in (",", "(", ")")):
            begin += 1
        cue = next((i for i in range(begin, end) if self.items[i].kind == "cue"), None)
        if cue is None:
            return self._signed(begin, end) if signed else self._according_to(begin, end)
        if cue == begin or all(self.items[i].low in self.words.skip for i in range(begin, cue)):
            speaker = self.subjects.right_of(cue, end)
            rule = "said-X"
            if speaker is None and self.last:
                speaker = self.last[1].speaker
        else:
            speaker = self.subjects.left_of(cue, begin)
            rule = "X-said"
        return Source(speaker, self.items[cue], rule)

    def _is_signature(self, begin: int) -> bool:
        """Tell whether a dash stands behind a quote, and behind the dash somebody or a verb of saying."""
        if begin + 1 >= len(self.items):
            return False
        if self.items[begin].low not in _DASHES:
            return self._is_line_of_a_name(begin)
        dash, behind = self.items[begin], self.items[begin + 1]
        if behind.paragraph != dash.paragraph or dash.paragraph - self.items[begin - 1].paragraph > 1:
            return False
        return behind.kind in _NAMING or (not dash.begins and behind.kind in ("cue", "pronoun"))

    def _is_line_of_a_name(self, begin: int) -> bool:
        """Tell whether a quote is a paragraph of its own and the next one no more than a name with its titles."""
        quote, first = self.items[begin - 1], self.items[begin]
        if not quote.begins or not first.begins or first.paragraph - quote.paragraph != 1:
            return False
        end = self._clause_end(begin, first.paragraph)
        line = self.items[begin:end]
        named = [piece.kind for piece in line].count("person") == 1
        alone = end == len(self.items) or self.items[end].paragraph > first.paragraph
        return named and alone and all(piece.kind in _NAMES or piece.low in (",", "(", ")") for piece in line)

    def _goes_on(self, number: int, at: int) -> bool:
        """Tell whether the sentence goes on behind the quote with its speaker."""
        quote = self.pieces.quoted[number]
        following = self.items[at + 1]
        last = self.text[quote.end - 1]
        if not quote.closed:
            return False
        closing = self.text[quote.end : following.start]
        if last in _OPEN_ENDS or "," in closing or following.low == ",":
            return True
        if last == ".":
            return following.kind == "cue" or (following.kind == "pronoun" and self.text[following.start].islower())
        named = following.kind in _NAMING and not following.begins
        return named or following.kind in ("cue", "pronoun")

    def _clause_end(self, start: int, paragraph: int) -> int:
        """Give where the sentence behind a quote ends, or the next quote begins."""
        end = start
        limit = min(len(self.items), start + _BEHIND)
        while end < limit:
            piece = self.items[end]
            if piece.paragraph != paragraph or piece.kind == "quote" or (piece.begins and end > start):
                break
            if piece.low in (".", ";") and end > start:
                break
            end += 1
        return end

    def _according_to(self, begin: int, end: int) -> Source | None:
        """Read "“…,” according to X"."""
        if begin == end:
            return None
        for phrase in self.words.sources.get(self.items[begin].low, ()):
            words = tuple(self.items[i].low for i in range(begin, min(begin + len(phrase), end)))
            if words == phrase and len(phrase) > 1:
                speaker = self.subjects.right_of(begin + len(phrase) - 1, end)
                return Source(speaker, None, "according-to") if speaker else None
        return None

    def _signed(self, begin: int, end: int) -> Source | None:
        """Read "“…” – Mayor X of Y", "“…” – X, Mayor of Y": a name with its titles and nothing else before it."""
        while begin < end and self.items[begin].kind in ("title", "office"):
            begin += 1
        if begin == end or self.items[begin].kind != "person":
            return None
        piece = self.items[begin]
        return Source(Subject(piece.start, piece.end, piece.kind), None, "signed")

    # ---- what stands before ------------------------------------------------------------------------------------------

    def _before(self, number: int, at: int) -> Source | None:
        """Read "X said, “…”", "X, the coach, said: “…”", "According to X, “…”", "And from X: “…”"."""
        begin = self._sentence_before(at)
        if begin is None:
            return None
        end = at
        colon = (
            self.items[end - 1].low == ":" or self.text[self.items[end - 1].end : self.items[at].start].count(":") > 0
        )
        while end > begin and (
            self.items[end - 1].low in _DASHES or self.items[end - 1].low in (",", ":", "that", ".")
        ):
            end -= 1
        cue = next((i for i in range(end - 1, begin - 1, -1) if self.items[i].kind == "cue"), None)
        if cue is not None:
            if cue > 0 and self.items[cue - 1].kind == "quote":
                speaker = self.subjects.right_of(cue, at)  # "“…,” says X, “…”": a quote in two pieces
            else:
                speaker = self.subjects.inverted(cue, at) or self.subjects.left_of(cue, begin)
            if speaker is None and not self._has_noun(cue):
                speaker = self._of_sentence(begin, cue)
            return Source(speaker, self.items[cue], "X-said-before" if cue == end - 1 else "X-said-in-clause")
        for i in range(begin, end):
            for phrase in self.words.sources.get(self.items[i].low, ()):
                if tuple(self.items[k].low for k in range(i, min(i + len(phrase), end))) == phrase:
                    if len(phrase) == 1 and not colon:
                        continue
                    speaker = self.subjects.right_of(i + len(phrase) - 1, end)
                    if speaker:
                        return Source(speaker, None, "according-to")
        if colon:
            speaker = self._of_sentence(begin, end)
            return Source(speaker, None, "X-colon") if speaker else None
        return None

    def _sentence_before(self, at: int) -> int | None:
        """Give where the sentence that leads to a quote begins; the line above when it ends with a comma or colon."""
        if self.items[at].begins:
            if (
                at == 0
                or self.items[at - 1].low not in (":", ",")
                or self.items[at].paragraph - self.items[at - 1].paragraph > 2
            ):
                return None
            begin = at - 1
        else:
            begin = at
        while begin > max(0, at - 80) and not self.items[begin].begins:
            begin -= 1
        return begin if begin < at else None

    def _of_sentence(self, begin: int, end: int) -> Subject | None:
        for i in range(begin, end):
            if self.items[i].kind in ("person", "pronoun", "office"):
                return Subject(self.items[i].start, self.items[i].end, self.items[i].kind)
        return None

    # ---- quotes without a speaker beside them ------------------------------------------------------------------------

    def _continued(self, number: int, at: int) -> Source | None:
        """Give the source of a quote that goes on: "“…,” X said. “…”", or a paragraph whose mark was not closed."""
        if self.last is None or self.last_quote != number - 1:
            return None
        before = self.pieces.quoted[number - 1]
        between = self.text[before.end : self.pieces.quoted[number].start]
        paragraphs = self.items[at].paragraph - self.last[0]
        if paragraphs == 0:
            goes_on = (
                len(between) <= _ATTRIBUTION
                and self.utterances.is_sentence(number)
                and self.utterances.size(number) >= 2
            )
            goes_on = goes_on and self._sentences_between(number - 1, at) <= 1
        else:
            goes_on = paragraphs <= 2 and not before.closed and len(between.strip()) <= 1
        return Source(self.last[1].speaker, self.last[1].cue, "goes-on") if goes_on else None

    def _sentences_between(self, number: int, at: int) -> int:
        """Count the sentences that begin between a quote and the quote at `at`."""
        first = self.pieces.at_quote[number] + 1
        return sum(self.items[i].begins for i in range(first, at))

    def _carried(self, at: int) -> Source | None:
        """Give the speaker that a quote without one goes on from: of this paragraph, else of the one before."""
        paragraph = self.items[at].paragraph
        spoken = self._statement_before(at)
        if spoken is None and (self.last is None or self.last[0] != paragraph):
            spoken = self._subject_before(at, paragraph)
        if spoken is not None:
            return spoken
        if self.last is not None and paragraph - self.last[0] <= 2:
            return Source(self.last[1].speaker, None, "carried-over")
        return self._subject_before(at, None)

    def _statement_before(self, at: int) -> Source | None:
        """Read the sentences before in the paragraph: "X also said that … . “…”"."""
        paragraph = self.items[at].paragraph
        i = at - 1
        while i >= 0 and i > at - 90 and self.items[i].paragraph == paragraph:
            piece = self.items[i]
            if piece.kind == "quote":
                return None
            if piece.kind == "cue" and piece.low in self.words.say:
                begin, _ = self.pieces.sentence(i)
                speaker = self.subjects.left_of(i, begin)
                if speaker is not None:
                    return Source(speaker, None, "statement-before")
            i -= 1
        return None

    def _subject_before(self, at: int, paragraph: int | None) -> Source | None:
        """Give the first person of the sentence before, in the paragraph if one is given: "X opened the hall. “…”"."""
        end = at
        for _ in range(2):
            if end == 0 or (paragraph is not None and self.items[end - 1].paragraph != paragraph):
                return None
            begin, _end = self.pieces.sentence(end - 1)
            speaker = self._of_sentence(begin, end)
            if speaker is not None:
                return Source(speaker, None, "subject-before")
            end = begin
        return None
