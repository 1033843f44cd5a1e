"""The tagger on a transformer, with a stand-in for the network: its names are noise, its manners are not."""

from __future__ import annotations

import sys
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import diplo_extract.nlp as pipelines
from diplo_extract.errors import ModelError
from diplo_extract.nlp import ner_encoder
from diplo_extract.nlp.ner_encoder import LONGEST_WINDOW, NETWORK, EncoderTagger, case, stretches
from diplo_extract.nlp.ner_tagger import LABELS, TaggerSettings
from diplo_extract.nlp.ner_tags import Tags
from diplo_extract.nlp.sentences import make_sentences

NLP = spacy.blank("en")
SENTENCES = make_sentences(NLP, "sentences")
VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", "ada", "##ora", "obi", "met", "ram", "lima", "in", "."]
SIZE = len(Tags(LABELS))


class Network:
    """Gives each word scores that depend on its window alone; remembers the lengths of the windows."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self.loudness = 3

    def run(self, _outputs: None, inputs: dict[str, Any]) -> list[np.ndarray]:
        pieces, first = inputs["pieces"][0], inputs["first"]
        assert pieces[0] == 1 and pieces[-1] == 2 and inputs["cases"].shape == inputs["pieces"].shape
        self.lengths.append(len(pieces))
        seeds = pieces[first] * 31 + pieces.sum()
        return [np.sin(seeds[:, None] * np.arange(1, SIZE + 1)[None]).astype(np.float32) * self.loudness]


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    network = Network()
    monkeypatch.setattr(ner_encoder, "_session", lambda data: network)
    return network


@pytest.fixture
def tagger(network: Network) -> EncoderTagger:
    tagger = EncoderTagger(repair=False)
    tagger.configure(TaggerSettings(calibrated=True), VOCABULARY, b"network")
    return tagger


def _found(tagger: EncoderTagger, texts: list[str]) -> list[list[tuple[int, int, str, float]]]:
    docs = tagger.pipe(SENTENCES(NLP.make_doc(text)) for text in texts)
    return [[(s.start, s.end, s.label_, s._.confidence) for s in doc.ents] for doc in docs]


TEXTS = ["Adaora Obi met Ram in Lima. Ram met Obi.\nObi left. " * 15, "", "One", "Ada met Obi\n\nRam in Lima " * 40]


def test_names_do_not_depend_on_what_else_is_read(tagger: EncoderTagger) -> None:
    together = _found(tagger, TEXTS)
    assert together == [_found(tagger, [text])[0] for text in TEXTS]
    assert together[::-1] == _found(tagger, TEXTS[::-1])
    assert together[0] and together[3]


def test_no_window_is_too_long(tagger: EncoderTagger, network: Network) -> None:
    _found(tagger, [*TEXTS, "Adaora " * 3000, "adaoraadaoraadaora" * 50])
    assert max(network.lengths) <= LONGEST_WINDOW
    assert max(network.lengths) > LONGEST_WINDOW - 5


@given(st.text(alphabet="abAB .,-\n\r\t\u2028\x0b", max_size=120))
@settings(max_examples=60, deadline=None)
def test_no_name_crosses_a_line_break(text: str) -> None:
    tagger = EncoderTagger(repair=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ner_encoder, "_session", lambda data: Network())
        tagger.configure(TaggerSettings(), VOCABULARY, b"network")
    for span in tagger(NLP.make_doc(text)).ents:
        assert len(span.text.splitlines()) <= 1
        assert span.text == span.text.strip()


def test_windows_end_with_sentences_and_long_sentences_at_a_comma() -> None:
    room = LONGEST_WINDOW - 2
    whole = [1] * (2 * room)
    assert list(stretches(whole, np.array([0, 50, 100]), [])) == [(0, 100), (100, 100 + room), (100 + room, 2 * room)]
    assert next(iter(stretches(whole, np.array([0]), [90]))) == (0, 90)
    assert list(stretches([], np.array([]), [])) == []


@given(st.lists(st.integers(1, 8), max_size=400), st.data())
@settings(max_examples=60, deadline=None)
def test_every_word_lies_in_one_window(lengths: list[int], data: st.DataObject) -> None:
    places = st.lists(st.integers(0, max(0, len(lengths) - 1)), max_size=20, unique=True).map(sorted)
    found = list(stretches(lengths, np.array(data.draw(places), dtype=int), data.draw(places)))
    assert [i for start, end in found for i in range(start, end)] == list(range(len(lengths)))
    assert all(sum(lengths[start:end]) <= LONGEST_WINDOW - 2 for start, end in found)


@pytest.mark.parametrize(
    ("word", "kind"),
    [("met", 0), ("A", 1), ("EU", 2), ("Obi", 3), ("2024", 4), ("C40", 5), ("McKay", 6), ("-", 7), ("\n", 7)],
)
def test_capitals_of_a_word_have_a_class(word: str, kind: int) -> None:
    assert case(word) == kind


def test_a_megabyte_without_a_line_break_needs_bounded_memory(tagger: EncoderTagger, network: Network) -> None:
    network.loudness = 0
    doc = NLP.make_doc("everybody " * 100_000)
    tracemalloc.start()
    tagger(doc)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200e6


def test_an_untrained_component_finds_nothing() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("diplo_ner_encoder", name="diplo_ner")
    assert not nlp("Ada Obi met Ram Thapa in Lima.").ents


def test_what_is_saved_is_what_is_loaded(tagger: EncoderTagger, tmp_path: Path) -> None:
    tagger.to_disk(tmp_path)
    for loaded in (EncoderTagger().from_disk(tmp_path), EncoderTagger().from_bytes(tagger.to_bytes())):
        loaded.repair = False
        assert loaded.settings == tagger.settings
        assert _found(loaded, TEXTS) == _found(tagger, TEXTS)


@pytest.mark.parametrize("name", EncoderTagger.FILES)
def test_a_missing_file_is_named(tagger: EncoderTagger, tmp_path: Path, name: str) -> None:
    tagger.to_disk(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelError, match=f"{name} is missing.*diplo-extract train"):
        EncoderTagger().from_disk(tmp_path)


def test_without_onnxruntime_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ModelError, match="pip install onnxruntime"):
        EncoderTagger().configure(TaggerSettings(), VOCABULARY, b"network")


def test_a_damaged_network_is_named(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    nlp = spacy.blank("en")
    nlp.add_pipe("diplo_ner_encoder", name="diplo_ner")
    nlp.to_disk(tmp_path)
    (tmp_path / "diplo_ner" / NETWORK).write_bytes(b"not a network")
    with pytest.raises(ModelError, match=f"{NETWORK} is damaged.*diplo-extract train"):
        pipelines.load(tmp_path)
