"""The component `diplo_titles` in a pipeline: names mended, words added, hostile input."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from growth import LINEAR, growth


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("diplo_sentences")
    pipeline.add_pipe("diplo_titles")
    return pipeline


def run(nlp: Language, text: str, *names: tuple[str, str]) -> Doc:
    """Run the pipeline with each (words, label) marked at its first place in the text."""
    doc = nlp.make_doc(text)
    spans = [doc.char_span(text.index(name), text.index(name) + len(name), label=label) for name, label in names]
    doc.ents = [span for span in spans if span is not None]
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def names(doc: Doc) -> list[tuple[str, str]]:
    return [(entity.text, entity.label_) for entity in doc.ents]


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("Prime Minister Ana Duarte spoke.", ("Prime Minister Ana Duarte", "PERSON"), [("Ana Duarte", "PERSON")]),
        ("H.E. Dr. Ana Duarte spoke.", ("Dr. Ana Duarte", "PERSON"), [("Ana Duarte", "PERSON")]),
        ("Ana Duarte MP spoke.", ("Ana Duarte MP", "PERSON"), [("Ana Duarte", "PERSON")]),
        ("Dean Martin spoke.", ("Dean Martin", "PERSON"), [("Dean Martin", "PERSON")]),
        (
            "Ordu Metropolitan Municipality Mayor Selin Kaya spoke.",
            ("Ordu Metropolitan Municipality Mayor Selin Kaya", "ORG"),
            [("Ordu Metropolitan Municipality", "ORG"), ("Selin Kaya", "PERSON")],
        ),
        ("We thank Mr Grant for it.", ("Grant", "GPE"), [("Grant", "PERSON")]),
        ("Office of the Mayor was closed.", ("Office of the Mayor", "ORG"), [("Office of the Mayor", "ORG")]),
    ],
)
def test_repair_of_a_name(nlp: Language, text: str, marked: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    assert names(run(nlp, text, marked)) == expected


def test_repair_finds_a_name_that_only_its_title_betrays(nlp: Language) -> None:
    doc = run(nlp, "It was Senator Okafor who asked the Director General of Ports.")
    assert names(doc) == [("Okafor", "PERSON")]
    first = doc.spans["titles"][0]
    assert (first.text, first._.title["people"]) == ("Senator", [[15, 21]])


def test_a_title_that_stands_alone_has_no_people(nlp: Language) -> None:
    doc = run(nlp, "The Mayor said that the ferry would run.")
    assert [(span.text, span._.title["people"]) for span in doc.spans["titles"]] == [("Mayor", [])]


def test_the_widest_form_keeps_plural_and_jurisdiction(nlp: Language) -> None:
    doc = run(nlp, "Texas Governors Ann Boyd and Joe Katz met.", ("Ann Boyd", "PERSON"), ("Joe Katz", "PERSON"))
    (span,) = doc.spans["titles"]
    assert span.text == "Texas Governors"
    assert span._.title["title"] == "Governor"
    assert span._.title["jurisdiction"] == "Texas"
    assert len(span._.title["people"]) == 2


def test_the_users_file_adds_heads(tmp_path: Path) -> None:
    extra = tmp_path / "titles.toml"
    extra.write_text('[heads]\ncustom = ["lamplighter royal"]\n', encoding="utf-8")
    plain, extended = spacy.blank("en"), spacy.blank("en")
    plain.add_pipe("diplo_titles")
    extended.add_pipe("diplo_titles", config={"extra": str(extra)})
    text = "Lamplighter Royal Ann Boyd spoke."
    doc = run(plain, text, ("Ann Boyd", "PERSON"))
    assert not doc.spans["titles"]
    doc = run(extended, text, ("Ann Boyd", "PERSON"))
    assert [span.text for span in doc.spans["titles"]] == ["Lamplighter Royal"]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('[careers]\ntenures = ["helmship"]', "Ann Boyd's helmship as mayor of Bath ended."),
        ('[links]\nname_to_title = [", henceforth"]', "Ann Boyd, henceforth Mayor of Bath, spoke."),
    ],
)
def test_the_users_file_adds_words_of_the_grammar(tmp_path: Path, line: str, text: str) -> None:
    extra = tmp_path / "titles.toml"
    extra.write_text(line, encoding="utf-8")
    people = []
    for config in ({}, {"extra": str(extra)}):
        nlp = spacy.blank("en")
        nlp.add_pipe("diplo_titles", config=config)
        doc = run(nlp, text, ("Ann Boyd", "PERSON"))
        (span,) = doc.spans["titles"]
        people.append(len(span._.title["people"]))
    assert people == [0, 1]


def named(nlp: Language, words: list[str], people: list[tuple[int, int]]) -> Doc:
    doc = Doc(nlp.vocab, words=words)
    doc.ents = [Span(doc, start, end, label="PERSON") for start, end in people]
    return doc


@pytest.mark.parametrize(
    "pattern",
    [
        ["Minister"],
        ["minister"],
        ["("],
        ["“"],
        ["of"],
        ["President", "'s"],
        ["Minister", "of", "Trade", "and"],
        ["Minister", "("],
        ["A", ","],
        ["the", "Ministers", ","],
    ],
    ids=" ".join,
)
def test_time_grows_with_the_length_of_a_sentence(nlp: Language, pattern: list[str]) -> None:
    def sentence(length: int) -> Doc:
        return Doc(nlp.vocab, words=pattern * (length // len(pattern)))

    assert growth(sentence, nlp.get_pipe("diplo_titles"), 6_000) < LINEAR


@pytest.mark.parametrize("shared", [[], ["Ministers"]], ids=["plain", "plural title"])
def test_time_grows_with_the_length_of_a_list_of_names(nlp: Language, shared: list[str]) -> None:
    first = len(shared)

    def names_in_a_row(count: int) -> Doc:
        people = [(first + 3 * i, first + 3 * i + 2) for i in range(count)]
        return named(nlp, [*shared, *["Ann", "Lee", ","] * count], people)

    assert growth(names_in_a_row, nlp.get_pipe("diplo_titles"), 500) < LINEAR


def test_time_grows_with_the_number_of_names_and_titles(nlp: Language) -> None:
    def careers(count: int) -> Doc:
        return named(nlp, ["Lee", "was", "the", "minister", "and"] * count, [(5 * i, 5 * i + 1) for i in range(count)])

    assert growth(careers, nlp.get_pipe("diplo_titles"), 500) < LINEAR


TITLE_WORDS = ["Mayor", "mayors", "Deputy", "former", "elect", "Sens", "Mr", "served", "was", "as", "respectively"]
OTHER_WORDS = ["Ann", "Lee", "of", "the", "Trade", "and", "'s", "ANKARA", "19", "İzmir", "White", "House"]
MARKS = [",", "(", ")", "“", "-", "–", ".", "\n\n"]
WORDS = st.sampled_from(TITLE_WORDS + OTHER_WORDS + MARKS)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=25), st.data())
def test_any_words_give_spans_that_fit(nlp: Language, words: list[str], data: st.DataObject) -> None:
    doc = Doc(nlp.vocab, words=words)
    if words:
        start = data.draw(st.integers(0, len(words) - 1))
        doc.ents = [Span(doc, start, min(start + 2, len(words)), label=data.draw(st.sampled_from(["PERSON", "ORG"])))]
    for _, component in nlp.pipeline:
        doc = component(doc)
    people = {(entity.start_char, entity.end_char) for entity in doc.ents if entity.label_ == "PERSON"}
    for span in doc.spans["titles"]:
        info = span._.title
        assert info["title"].strip() and info["role"]
        for start_char, end_char in info["people"]:
            assert any(start <= start_char and end_char <= end for start, end in people)
            assert end_char <= span.start_char or span.end_char <= start_char
