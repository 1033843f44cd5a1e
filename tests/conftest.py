"""What several tests need: the shipped pipeline, loaded once, and the way to the reference material."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

import diplo_extract as dx

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / ".." / "shared"

# a shell that runs the tests in the background hands down a deaf ear for Ctrl-C; runs that are stopped by it need it
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def pipeline() -> dx.Pipeline:
    return dx.load()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference material beside the checkout; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("needs the reference material in ../shared")
    return SHARED


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "samples" / "pages"
