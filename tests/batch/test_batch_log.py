"""A log that programs can read, whatever the documents say."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from diplo_extract.batch.log import log_to


def test_every_event_is_one_line_of_json(tmp_path: Path) -> None:
    path = tmp_path / "run.log"
    log = logging.getLogger("diplo_extract")
    with log_to(path):
        log.info("no record", extra={"reason": "empty", "uri": "a\r\nERROR forged\x1b[31m\u2028line", "path": tmp_path})
        log.warning("%s of %d", "one", 2, extra={"bad": "\ud800"})
        log.debug("too fine")
    log.info("after the end")
    first, second = (json.loads(line) for line in path.read_bytes().decode("ascii").splitlines())
    assert (first["event"], first["level"], first["reason"]) == ("no record", "info", "empty")
    assert first["uri"].startswith("a\r\nERROR forged")
    assert (second["event"], second["level"]) == ("one of 2", "warning")
    assert first["time"].endswith("+00:00")
    with log_to(path):
        log.info("again")
    assert len(path.read_text().splitlines()) == 3
