"""What tests of fetching share: sites that are closed again, and an archive to fetch into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fetcher import Fetcher
from sites import Answer, Site


@pytest.fixture
def fetcher(tmp_path: Path) -> Fetcher:
    return Fetcher(tmp_path / "a.warc.gz")


@pytest.fixture
def make_site() -> Iterator[Callable[..., Site]]:
    sites: list[Site] = []

    def make(answers: dict[str, Answer] | None = None, **options: Any) -> Site:
        sites.append(Site(answers=answers or {}, **options))
        return sites[-1]

    yield make
    for site in sites:
        site.close()
