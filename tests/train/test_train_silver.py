from __future__ import annotations

from pathlib import Path

import numpy as np

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


class _Teacher:
    tags = TAGS

    def label(self, texts: list[list[str]]) -> list[np.ndarray]:
        return [_table([{TAGS.of_span("ORG", 1)[0] if w == "Zenith" else 0: 0.99} for w in words]) for words in texts]


def test_every_passage_is_labelled_and_read_back(tmp_path: Path) -> None:
    passages = [Passage(["Zenith", "spoke"] + ["again"] * (i % 7)) for i in range(300)]
    words = silver.write(silver.labelled(passages, _Teacher()), tmp_path / "silver.jsonl.gz")
    read = silver.read(tmp_path / "silver.jsonl.gz")
    assert len(read) == 300
    assert words == sum(len(passage.words) for passage in passages)
    assert all(passage.names == [Name(0, 1, ("ORG",))] for passage in read)
