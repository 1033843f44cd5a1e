"""A log that programs can read: one JSON object a line."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

_LOGGER = logging.getLogger("diplo_extract")
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


class JsonFormatter(logging.Formatter):
    """time, level, event, and what the caller gave as `extra`. Whatever the values hold, a line stays one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        extra = {key: value for key, value in vars(record).items() if key not in _USUAL}
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return json.dumps(
            {"time": time, "level": record.levelname.lower(), "event": record.getMessage(), **extra}, default=str
        )


@contextmanager
def log_to(path: Path) -> Iterator[None]:
    """Append what the package says to a file while the block runs."""
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(JsonFormatter())
    level = _LOGGER.level
    _LOGGER.addHandler(handler)
    _LOGGER.setLevel(logging.INFO)
    try:
        yield
    finally:
        _LOGGER.removeHandler(handler)
        _LOGGER.setLevel(level)
        handler.close()
