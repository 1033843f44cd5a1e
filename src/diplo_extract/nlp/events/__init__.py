"""Marks mentions of events in doc.spans["events"]; `rule` tells what kind of mention it is.

event-name         "4th Harbour Cities Forum"
event-description  "workshop on dredging" behind "a"; event-definite behind "the", "his"; event-bare without article
event-anaphor      "the workshop"; event-pronoun "It" of "It was hosted by …"
event-apposition   "a two-day meeting" right behind the name of the event
event-edition      "the previous edition" of an event told elsewhere
event-opening      "opening session" of an event told elsewhere; event-closing its end
event-verb         "signed a contract", told without a noun
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from diplo_extract.nlp.annotations import EventInfo, register
from diplo_extract.nlp.columns import columns
from diplo_extract.nlp.events.editions import read_edition
from diplo_extract.nlp.events.labels import read_label
from diplo_extract.nlp.events.names import read_name
from diplo_extract.nlp.events.phrases import read_phrase
from diplo_extract.nlp.events.pronouns import read_pronoun
from diplo_extract.nlp.events.verbs import read_verb
from diplo_extract.nlp.events.vocabulary import Reading, Sentence, Vocabulary, vocabulary

_NUMBERED_BEGIN = "CG"  # COP28, G20
_READERS = (read_edition, read_name, read_phrase, read_verb, read_pronoun, read_label)


# longer ones are lists or broken pages; every event is compared with the rest of its sentence
_LONGEST_SENTENCE = 600
_APPOSED_WITHIN = 8


class Events:
    """spaCy component `diplo_events`."""

    def __init__(self, words: Vocabulary) -> None:
        register()
        self._words = words

    def __call__(self, doc: Doc) -> Doc:
        """Mark the events of `doc`."""
        people = {token.i for entity in doc.ents if entity.label_ == "PERSON" for token in entity}
        # "the 9th Annual Conference": how often it is held is a part of its name
        told = (date for date in doc.spans.get("dates", []) if date._.date["kind"] not in ("set", "vague"))
        dates = {token.i for date in told for token in date}
        words = columns(doc).texts
        lower = [word.lower() for word in words]
        spans: list[Span] = []
        offices = [(title.start, title.end) for title in doc.spans.get("titles", [])]
        headings = {start for kind, start, _ in doc._.blocks if kind == "heading"}
        for sent in doc.sents:
            # "Opening in the House of Arts": the text below says the same in full
            if sent.start_char in headings or len(sent) > _LONGEST_SENTENCE:
                continue
            sentence = Sentence(words, lower, people, dates, sent.start, sent.end)
            spans += [
                self._span(doc, reading)
                for reading in self._readings(sentence)
                if not _is_office(reading, offices) and not self._is_remembered(sentence, reading)
            ]
        doc.spans["events"] = spans
        return doc

    def _readings(self, sentence: Sentence) -> list[Reading]:
        """Read the mentions of one sentence, none within another."""
        found: list[Reading] = []
        for i in range(sentence.start, sentence.end):
            if sentence.lower[i] not in self._words.triggers and sentence.words[i][0] not in _NUMBERED_BEGIN:
                continue
            if sentence.taken(i) or (found and i < found[-1].end):
                continue
            reading = next((reading for read in _READERS if (reading := read(sentence, i, self._words))), None)
            if reading is not None:
                # "signed at a ceremony": a noun to the right may reach back over the last one
                if found and reading.start < found[-1].end:
                    continue
                apposed = found and _is_apposed(sentence, found[-1], reading)
                found.append(reading._replace(rule="apposition") if apposed else reading)
        return found

    def _is_remembered(self, sentence: Sentence, reading: Reading) -> bool:
        """Tell "on the 32nd anniversary of the signing": its day is another event's."""
        before = [
            word for word in sentence.lower[max(sentence.start, reading.start - 3) : reading.start] if word != "the"
        ]
        return len(before) > 1 and before[-1] == "of" and self._words.among(before[-2], "commemorated")

    @staticmethod
    def _span(doc: Doc, reading: Reading) -> Span:
        span = Span(doc, reading.start, reading.end, label="EVENT")
        info: EventInfo = {"edition": reading.edition, "kind": reading.kind, "rule": f"event-{reading.rule}"}
        span._.event = info
        return span


def _is_office(reading: Reading, offices: list[tuple[int, int]]) -> bool:
    """Tell "Lagoon Commission Director-General for Enlargement Negotiations", which is somebody's title."""
    return reading.rule == "name" and any(reading.start <= start < reading.end <= end for start, end in offices)


def _is_apposed(sentence: Sentence, name: Reading, description: Reading) -> bool:
    """Tell "the Harbour Dialogue, a three-day meeting held at the hotel": the same event."""
    between = sentence.lower[name.end : description.start]
    described = description.rule == "description" and name.rule in ("name", "definite")
    return described and between[:1] == [","] and between[1:2] in (["a"], ["an"]) and len(between) <= _APPOSED_WITHIN


@Language.factory("diplo_events")
def make_events(nlp: Language, name: str) -> Events:
    """Give the component."""
    return Events(vocabulary())
