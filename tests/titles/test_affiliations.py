"""Which person belongs to which organization."""

from __future__ import annotations

import pytest
import spacy

from diplo_extract.nlp.affiliations import affiliations


@pytest.mark.parametrize(
    ("text", "people", "bodies", "expected"),
    [
        ("Ann Lee, CEO of Harbor Lines, spoke.", ["Ann Lee"], ["Harbor Lines"], {("Ann Lee", "Harbor Lines", "title")}),
        ("Ann Lee of Harbor Lines spoke.", ["Ann Lee"], ["Harbor Lines"], {("Ann Lee", "Harbor Lines", "of")}),
        ("NATO's Ann Lee spoke.", ["Ann Lee"], ["NATO"], {("Ann Lee", "NATO", "owner")}),
        ("Ann Lee (UNDP) spoke.", ["Ann Lee"], ["UNDP"], {("Ann Lee", "UNDP", "brackets")}),
        ("Ann Lee joined Harbor Lines in May.", ["Ann Lee"], ["Harbor Lines"], {("Ann Lee", "Harbor Lines", "verb")}),
        ("Before joining UNDP, Ann Lee farmed.", ["Ann Lee"], ["UNDP"], {("Ann Lee", "UNDP", "verb")}),
        ("UNDP is led by Ann Lee.", ["Ann Lee"], ["UNDP"], {("Ann Lee", "UNDP", "verb")}),
        (
            "Ann Lee worked for UNDP, OECD and NATO.",
            ["Ann Lee"],
            ["UNDP", "OECD", "NATO"],
            {("Ann Lee", "UNDP", "verb"), ("Ann Lee", "OECD", "verb"), ("Ann Lee", "NATO", "verb")},
        ),
        ("Ann Lee is a chemist and director at Umbra.", ["Ann Lee"], [], {("Ann Lee", "Umbra", "title")}),
        ("Before UNDP, Ann Lee farmed.", ["Ann Lee"], ["UNDP"], {("Ann Lee", "UNDP", "verb")}),
        (
            "Bo Roe, Cy Doe and Ann Lee at UNDP found it.",
            ["Bo Roe", "Cy Doe", "Ann Lee"],
            ["UNDP"],
            {("Bo Roe", "UNDP", "of"), ("Cy Doe", "UNDP", "of"), ("Ann Lee", "UNDP", "of")},
        ),
        (
            "Ann Lee is the John Roe Professor of Law at Salem College.",
            ["Ann Lee", "John Roe"],
            ["Salem College"],
            {("Ann Lee", "Salem College", "verb")},
        ),
        (
            "Ann Lee (a friend of Bo Roe) worked at Umbra.",
            ["Ann Lee", "Bo Roe"],
            [],
            {("Ann Lee", "Umbra", "verb")},
        ),
        ("Ann Lee thanked UNDP.", ["Ann Lee"], ["UNDP"], set()),
        ("Ann Lee worked with UNDP to open the harbour.", ["Ann Lee"], ["UNDP"], set()),
        ("Ann Lee, a professor of law, told UNDP that it failed.", ["Ann Lee"], ["UNDP"], set()),
        ("Ann Lee said that her office has reached a settlement with Umbra Inc.", ["Ann Lee"], ["Umbra Inc"], set()),
        ("UNDP published it.", [], ["UNDP"], set()),
    ],
)
def test_pairs(text: str, people: list[str], bodies: list[str], expected: set[tuple[str, str, str]]) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("diplo_sentences")
    nlp.add_pipe("diplo_titles")
    doc = nlp.make_doc(text)
    marked = [(name, "PERSON") for name in people] + [(name, "ORG") for name in bodies]
    spans = [doc.char_span(text.index(name), text.index(name) + len(name), label=label) for name, label in marked]
    doc.ents = [span for span in spans if span is not None]
    for _, component in nlp.pipeline:
        doc = component(doc)
    pairs = affiliations(doc)
    assert {(pair.person.text, pair.organization.text, pair.rule) for pair in pairs} == expected
    for pair in pairs:
        assert pair.person.text in pair.evidence.text and pair.organization.text in pair.evidence.text
