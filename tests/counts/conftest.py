"""The rules for counts on a blank pipeline: no names."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("diplo_sentences")
    pipeline.add_pipe("diplo_counts")
    return pipeline
