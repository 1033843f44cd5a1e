"""All development figures, by one command, as the table docs/FIGURES.md.

python tests/benchmarks/dev_figures.py              all parts, in one process each
python tests/benchmarks/dev_figures.py dates ner    these parts anew; the other rows of the table stay
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from dev_rows import ROOT, SHARED, Row, table

OUT = ROOT / "docs" / "FIGURES.md"
KEPT = ROOT / "docs" / "figures.json"
TARGETS = Path(__file__).with_name("dev_targets.toml")
NAMES = ("releases", "cleaning", "people", "dates", "counts", "ner")
ONE_PART = "--part"
HEAD = """# Development figures

Made by `python tests/benchmarks/dev_figures.py` with the scorers of the reference material, through
`tests/benchmarks/adapters.py`. Figures are F in percent (shares where the metric says exact, precision, qualifier, on
found, published or title); n: annotated items, or documents where a document is right or wrong; 95 %: bootstrap
interval by document (Wilson's for shares of documents). Bold: under its target. These sets were looked at during
development: expect less on documents never seen.
"""


def main(arguments: list[str]) -> int:
    """Measure the parts that were asked for and write the table."""
    if arguments[:1] == [ONE_PART]:
        print(json.dumps(measured(arguments[1])))
        return 0
    unknown = set(arguments) - set(NAMES)
    if unknown or not SHARED.is_dir():
        print(f"unknown: {', '.join(unknown)}; parts are {', '.join(NAMES)}" if unknown else f"needs {SHARED}")
        return 2
    kept: dict[str, Any] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    for name in arguments or NAMES:
        kept[name] = in_own_process(name)
    OUT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps({name: kept[name] for name in NAMES if name in kept}, indent=1) + "\n")
    OUT.write_text("\n".join(page(kept)) + "\n")
    print(f"{OUT.relative_to(ROOT)} written")
    return int(any("failure" in part for part in kept.values()))


def in_own_process(name: str) -> dict[str, Any]:
    """Measure one part where its crash, its memory and its imports harm no other."""
    print(f"{name} …", file=sys.stderr, flush=True)
    done = subprocess.run([sys.executable, __file__, ONE_PART, name], capture_output=True, text=True, check=False)
    sys.stderr.write(done.stderr)
    if done.returncode:
        return {"failure": (done.stderr.strip().split("\n") or ["?"])[-1]}
    part: dict[str, Any] = json.loads(done.stdout.strip().split("\n")[-1])
    return part


def measured(name: str) -> dict[str, Any]:
    """Give the rows of one part, and the model they were measured with."""
    import dev_parts
    import release_words

    found = (row for row in dev_parts.PARTS[name]() if row.n)
    rows = [[row.name, row.metric, row.n, row.figure, row.low, row.high] for row in found]
    meta = release_words.pipeline().nlp.meta
    return {"model": f"{meta['name']} {meta['version']}", "rows": rows}


def page(kept: dict[str, Any]) -> list[str]:
    """Give the page of all parts."""
    targets = tomllib.loads(TARGETS.read_text(encoding="utf-8"))
    text = [HEAD]
    for name in NAMES:
        part = kept.get(name, {"failure": "not measured yet"})
        if "failure" in part:
            text += [f"## {name}", "", f"Not measured: {part['failure']}", ""]
        else:
            rows = [Row(*row) for row in part["rows"]]
            text += [f"## {name}", "", f"Model {part['model']}.", "", *table(rows, targets), ""]
    return text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
