from __future__ import annotations

import pytest

from diplo_extract.nlp import load
from diplo_extract.nlp.words import english


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Harbour Police• Fire", ["Harbour", "Police", "•", "Fire"]),
        ("Interior</u> said", ["Interior", "<", "/u", ">", "said"]),
        ("U.S.-E.U. summit", ["U.S.", "-", "E.U.", "summit"]),
        ("J.-P. Okafor", ["J.-P.", "Okafor"]),
    ],
)
def test_words_are_cut_where_names_end(text: str, words: list[str]) -> None:
    assert [token.text for token in english()(text)] == words


@pytest.mark.parametrize("model", ["fast", "accurate"])
def test_the_shipped_pipelines_cut_words_so(model: str) -> None:
    assert [token.text for token in load(model).make_doc("Harbour Police• (U.S.-E.U.)")][1:] == [
        *("Police", "•", "(", "U.S.", "-", "E.U.", ")")
    ]
