"""The spaCy component and the extractor: spans on tokens, exact characters, roles."""

import pytest
import spacy
from spacy.tokens import Doc

import diplo_extract.nlp.dates
import diplo_extract.nlp.sentences  # noqa: F401  (registers the factory)
from diplo_extract.article import Cleaned
from diplo_extract.extractors.base import Context
from diplo_extract.extractors.dates import dates
from diplo_extract.records import Date

PUBLISHED = "2024-06-03"


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("diplo_sentences")
    pipeline.add_pipe("diplo_dates")
    return pipeline


def _doc(nlp: spacy.language.Language, text: str, reference: str | None = PUBLISHED) -> Doc:
    doc = nlp.make_doc(text)
    doc._.reference = reference
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc


def _facts(nlp: spacy.language.Language, text: str, reference: str | None = PUBLISHED) -> list[Date]:
    return dates(_doc(nlp, text, reference), Context(Cleaned(text=text, blocks=()), model="test"))


def test_a_date_inside_a_token_keeps_its_exact_characters(nlp: spacy.language.Language) -> None:
    text = "The fair (9–12 May) and the tour2014-16/end of 2014-16, then."
    doc = _doc(nlp, text)
    for span in doc.spans["dates"]:
        start, end = span._.date["chars"]
        assert span.start_char <= start < end <= span.end_char
    assert "9–12 May" in [fact.text for fact in _facts(nlp, text)]


def test_facts_carry_evidence_rule_and_value(nlp: spacy.language.Language) -> None:
    text = "The hall is new. The mayors met on Friday in Bursa."
    (fact,) = _facts(nlp, text)
    assert (fact.text, fact.value, fact.kind, fact.rule) == ("Friday", "2024-05-31", "point", "weekday")
    assert [span.text for span in fact.evidence] == ["The mayors met on Friday in Bursa."]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("BURSA, June 3, 2024 — The mayor met a delegation on Friday.", ["publication", "event"]),
        ("The summit will be held in Bursa on 9–12 July 2024.", ["event"]),
        ("Applications are open until 30 September 2024.", ["deadline"]),
        ("The two cities have been partners since 1998.", ["background"]),
        ("Their first protocol dates from May 2003.", ["background"]),
        ("The two-day workshop was held yesterday.", ["event", "event"]),
        ("They have been partners for thirty years.", ["background"]),
        ("The port will halve its noise by 2030.", ["deadline"]),
        ("The exhibition opens on 8 June and runs until 4 July.", ["event", "event"]),
        ("The next assembly takes place in Faro in May 2026.", ["event"]),
        ("The concert is cancelled, the office announced on Sunday.", ["publication"]),
        ("Its founder died on Friday in Bursa.", ["background"]),
        ("Entries close 30 July 2024.", ["deadline"]),
        ("The closing concert will take place on 8 June.", ["event"]),
        ("The fair closes on 8 June.", ["deadline"]),
        ("I look forward to seeing the port.\n\n3 June 2024", ["publication"]),
        ("Housing is scarce since January.", ["background"]),
        ("Half of the beach may be gone by the 2050s.", ["background"]),
    ],
)
def test_roles(nlp: spacy.language.Language, text: str, roles: list[str | None]) -> None:
    assert [fact.role for fact in _facts(nlp, text)] == roles


def test_without_reference_the_value_is_null(nlp: spacy.language.Language) -> None:
    (fact,) = _facts(nlp, "The mayors met on Friday.", reference=None)
    assert fact.value is None


def test_the_first_months_of_a_year_are_a_fact_without_qualifier(nlp: spacy.language.Language) -> None:
    (fact,) = _facts(nlp, "Exports grew in the first six months of this year.")
    assert (fact.value, fact.qualifier) == ("2024-01-01/2024-06-30", None)
