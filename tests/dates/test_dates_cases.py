"""Tables of sentences with their dates marked: tests/cases/dates.toml and dates_languages.toml."""

import re
import tomllib
from pathlib import Path

import pytest

from diplo_extract.dates import find_dates

CASES = Path(__file__).resolve().parents[1] / "cases"
PUBLISHED = "2024-06-03"
MARK = re.compile(r"\[(.*?)\]")


def _table(name: str) -> dict[str, str]:
    return tomllib.loads((CASES / name).read_text(encoding="utf-8"))


def _lines(block: str) -> list[str]:
    return [line for line in block.splitlines() if line.strip()]


def _marked() -> list[tuple[str, str]]:
    languages = _table("dates_languages.toml")
    english = [("en", line) for line in _lines(_table("dates.toml")["cases"])]
    return english + [(code, line) for code, block in languages.items() for line in _lines(block)]


@pytest.mark.parametrize(("language", "case"), _marked())
def test_marked_dates_are_found_with_their_values(language: str, case: str) -> None:
    sentence, _, values = case.partition("=>")
    expected = [
        (text, None if value.strip() == "-" else value.strip())
        for text, value in zip(MARK.findall(sentence), values.split("|"), strict=True)
    ]
    plain = MARK.sub(r"\1", sentence).strip()
    found = find_dates(plain, reference=PUBLISHED, language=language)
    assert [(plain[mention.start : mention.end], mention.value) for mention in found] == expected


@pytest.mark.parametrize("sentence", _lines(_table("dates.toml")["refused"]))
def test_what_only_looks_like_a_date_is_refused(sentence: str) -> None:
    assert find_dates(sentence, reference=PUBLISHED) == []
