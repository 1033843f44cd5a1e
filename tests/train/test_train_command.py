from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from diplo_extract.cli.train import train
from diplo_extract.errors import UsageError
from diplo_extract.nlp import load
from diplo_extract.nlp.ner import NameTagger
from diplo_extract.train import accurate, fast, loop
from diplo_extract.train.assemble import pipeline, save
from diplo_extract.train.card import card
from diplo_extract.train.encoder import encoder_folder
from diplo_extract.train.measure import Measured


def test_help_names_what_it_needs() -> None:
    result = CliRunner().invoke(train, ["accurate", "--help"])
    assert result.exit_code == 0
    assert "corpora/ner" in result.output


def test_a_folder_without_corpora_is_told(tmp_path: Path) -> None:
    arguments = ["accurate", "--shared", tmp_path, "--samples", tmp_path, "--out", tmp_path / "out"]
    result = CliRunner().invoke(train, list(map(str, arguments)))
    assert isinstance(result.exception, UsageError)
    assert "corpora/ner is missing" in str(result.exception).replace("\\", "/")


def test_a_missing_or_foreign_encoder_is_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"model\.safetensors is missing: pip install"):
        encoder_folder(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(UsageError, match="is not the file this recipe was made with"):
        encoder_folder(tmp_path)


def test_the_card_states_data_seed_and_scores() -> None:
    measured = Measured()
    measured.norm.add("Obi", [(0, 3, "PERSON")], [(0, 3, "PERSON")], norm=True)
    for recipe in (fast.recipe(loop.Plan(words=1234, seed=77)), accurate.recipe(accurate.Plan(seed=77))):
        text = card(recipe, {"a set": measured}, [("0.90–1.00", 5, 0.95, 0.9)], (0.2, 0.1))
        for part in (f"# {recipe.name}:", "seed 77", "| a set | 1 |", "0.200", "0.100 after", "WikiGold", "sha256"):
            assert part in text
        assert "$" not in text
        assert "" not in text[text.index("| source |") : text.index("| all-MiniLM")].splitlines()


def test_a_pipeline_is_assembled_anew_around_a_trained_tagger(tmp_path: Path) -> None:
    save(pipeline(NameTagger(), name="other"), tmp_path / "old")
    (tmp_path / "old" / "README.md").write_text("the card", encoding="utf-8")
    arguments = ["assemble", "--names", str(tmp_path / "old"), "--out", str(tmp_path / "old")]
    result = CliRunner().invoke(train, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    assert load(tmp_path / "old").meta["name"] == "diplo_other"
    assert load(tmp_path / "old").pipe_names[:2] == ["diplo_sentences", "diplo_ner"]
    assert (tmp_path / "old" / "README.md").read_text(encoding="utf-8") == "the card"
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
