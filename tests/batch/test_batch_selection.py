"""Shards, samples and limits: chosen by content, the same everywhere."""

from __future__ import annotations

import pytest

from diplo_extract import Article, UsageError
from diplo_extract.batch import Selection

ARTICLES = [Article(content=f"text {number}", uri=str(number)) for number in range(2_000)]


def uris(selection: Selection) -> list[str]:
    return [item.uri for item in selection.of(ARTICLES) if isinstance(item, Article)]


def test_shards_hold_every_document_once_and_are_about_equal() -> None:
    shards = [uris(Selection(shard=(part, 4))) for part in (1, 2, 3, 4)]
    assert sorted(uri for shard in shards for uri in shard) == sorted(article.uri for article in ARTICLES)
    assert all(430 < len(shard) < 570 for shard in shards)


def test_the_same_content_lies_in_the_same_shard() -> None:
    twice = [Article(content="the same", uri="a"), Article(content="the same", uri="b")]
    assert sorted(len(list(Selection(shard=(part, 2)).of(twice))) for part in (1, 2)) == [0, 2]


def test_a_sample_is_a_share_and_a_larger_one_holds_it() -> None:
    small, large = uris(Selection(sample=0.1)), uris(Selection(sample=0.3))
    assert 150 < len(small) < 250
    assert set(small) < set(large)


def test_a_limit_reads_no_further() -> None:
    def endless() -> object:
        yield from ARTICLES[:3]
        raise AssertionError("read too far")

    assert len(list(Selection(limit=3).of(endless()))) == 3  # type: ignore[arg-type]
    assert uris(Selection(limit=0)) == []


@pytest.mark.parametrize("wrong", [{"shard": (0, 2)}, {"shard": (3, 2)}, {"sample": 0.0}, {"sample": 1.5}])
def test_what_cannot_be_is_the_callers_mistake(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        Selection(**wrong)  # type: ignore[arg-type]


def test_a_wider_selection_holds_all_of_a_narrower_one() -> None:
    assert Selection().holds_all_of(Selection(shard=(1, 2), limit=5))
    assert Selection(limit=9).holds_all_of(Selection(limit=5))
    assert not Selection(limit=5).holds_all_of(Selection(limit=9))
    assert not Selection(limit=9, sample=0.5).holds_all_of(Selection(limit=5))
    assert not Selection(shard=(1, 2)).holds_all_of(Selection(shard=(2, 2)))
    assert not Selection(sample=0.1).holds_all_of(Selection())
