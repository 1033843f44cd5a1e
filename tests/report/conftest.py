"""Pages of hand-made records, and browsers to look at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Browser, missing
from hostile import TEXT, record_of

from diplo_extract import records
from diplo_extract.report.archive_page import write_archive_page


@pytest.fixture
def record() -> records.Record:
    return record_of()


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of one hostile release."""
    out = tmp_path_factory.mktemp("page") / "page.html"
    write_archive_page(out, [record_of()])
    return out


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of 250 releases, five packs."""
    out = tmp_path_factory.mktemp("archive") / "archive.html"
    text = TEXT.replace("Mayor", "Mayor and hidden word needle")
    made = (record_of(text if number == 77 else TEXT, number=number) for number in range(250))
    write_archive_page(out, made, title="Archive of <b>tests</b>")
    return out


@pytest.fixture(scope="session")
def browsers() -> Iterator[Callable[..., Browser]]:
    """Start browsers, one for each way of looking; skipped where there is none."""
    if reason := missing():
        pytest.skip(reason)
    started: dict[tuple[tuple[str, Any], ...], Browser] = {}

    def start(**settings: Any) -> Browser:
        key = tuple(sorted(settings.items()))
        if key not in started:
            started[key] = Browser(**settings)
        return started[key]

    yield start
    for browser in started.values():
        browser.close()


@pytest.fixture
def browser(browsers: Callable[..., Browser]) -> Browser:
    return browsers()
