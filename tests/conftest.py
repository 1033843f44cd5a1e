"""What several tests need: the shipped pipeline, loaded once, and the way to the reference material."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import diplo_extract as dx

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / ".." / "shared"

# a shell that runs the tests in the background hands down a deaf ear for Ctrl-C; runs that are stopped by it need it
signal.signal(signal.SIGINT, signal.default_int_handler)

# Hypothesis would fail an example that takes longer than it expects: on a slow machine, nothing's fault
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests that are asked for by name take the minutes they need."""
    for item in items:
        if item.get_closest_marker("slow") or item.get_closest_marker("spark"):
            item.add_marker(pytest.mark.timeout(0))


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
