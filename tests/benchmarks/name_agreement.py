"""How far two readers of the same releases agree on names: strict F for each label, by one command.

python tests/benchmarks/name_agreement.py
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "samples" / "annotations" / "names"


def main() -> None:
    """Print documents, names of the first reading and F for each label."""
    both, first, second = Counter[str](), Counter[str](), Counter[str]()
    files = sorted((FOLDER / "second_reading").glob("*.json"))
    for file in files:
        one, other = (
            {(start, end, label) for start, end, label in json.loads(path.read_text(encoding="utf-8"))["spans"]}
            for path in (FOLDER / file.name, file)
        )
        for tally, names in ((both, one & other), (first, one), (second, other)):
            tally.update(label for _, _, label in names)
            tally["all"] += len(names)
    print(f"{len(files)} documents read twice")
    for label in sorted(first | second, key=lambda label: (label == "all", label)):
        print(f"{label:8} {first[label]:5} names  F {200 * both[label] / (first[label] + second[label]):5.1f}")


if __name__ == "__main__":
    main()
