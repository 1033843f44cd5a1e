from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import Doc

from diplo_extract.nlp.ner_encoder import EncoderTagger
from diplo_extract.nlp.ner_tagger import LABELS
from diplo_extract.nlp.ner_tags import Decoder, Tags
from diplo_extract.train import silver
from diplo_extract.train.passages import Name, Passage

TAGS = Tags(LABELS)


def _table(rows: list[dict[int, float]]) -> np.ndarray:
    table = np.full((len(rows), len(TAGS)), 1e-6, dtype=np.float32)
    for i, row in enumerate(rows):
        for tag, probability in row.items():
            table[i, tag] = probability
    return table


def test_the_sure_is_taught_and_the_doubtful_is_left_open() -> None:
    person, org = TAGS.of_span("PERSON", 1)[0], TAGS.of_span("ORG", 1)[0]
    rows = [{person: 0.98}, {0: 0.99}, {org: 0.6, 0: 0.3}, {0: 0.7, person: 0.3}, {0: 0.99}]
    made = silver.with_names(Passage(["Obi", "met", "Zenith", "Hope", "."]), _table(rows), Decoder(TAGS), TAGS)
    assert made.names == [Name(0, 1, ("PERSON",))]
    assert made.unknown == {2, 3}


def test_no_name_is_taught_across_a_line_break() -> None:
    tags = TAGS.of_span("PERSON", 3)
    rows = [{tag: 0.99} for tag in tags]
    made = silver.with_names(Passage(["Obi", "\n", "Thapa"]), _table(rows), Decoder(TAGS), TAGS)
    assert all(name.end - name.start == 1 for name in made.names)


class _Teacher(EncoderTagger):
    """Calls every Zenith an organization."""

    def scores(self, docs: Sequence[Doc]) -> list[np.ndarray]:
        org = TAGS.of_span("ORG", 1)[0]
        return [np.log(_table([{org if token.text == "Zenith" else 0: 0.99} for token in doc])) for doc in docs]


def test_raw_text_is_labelled_and_read_back(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("diplo_sentences")
    nlp.add_pipe("diplo_ner_encoder", name="diplo_ner")
    nlp._components[1] = ("diplo_ner", _Teacher())
    heard: list[int] = []
    texts = [f"Zenith spoke {'again ' * (i % 7)}" for i in range(300)]
    words = silver.write(silver.labelled(texts, nlp, 1000, heard.append), tmp_path / "silver.jsonl.gz")
    read = silver.read(tmp_path / "silver.jsonl.gz")
    assert 1000 <= words == sum(heard) == sum(len(passage.words) for passage in read) < 1020
    assert all(passage.names == [Name(0, 1, ("ORG",))] for passage in read)


def test_raw_texts_leave_out_what_is_annotated(tmp_path: Path) -> None:
    rows = [{"id": f"r{i}", "title": "T", "text": "x" * (i * 1000)} for i in range(5)]
    path = tmp_path / "releases.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    texts = list(silver.raw_texts(path, 1, frozenset({"r2", "r4"})))
    assert sorted(len(text) for text in texts) == [3, 1003, silver.FIRST_CHARACTERS]
    assert texts == list(silver.raw_texts(path, 1, frozenset({"r2", "r4"})))
