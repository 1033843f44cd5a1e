"""Does more annotation pay? The small network, taught with a growing part of the annotated releases, by one command.

python tests/benchmarks/learning_curve.py [--words 2000000] [--seeds 2]

It writes docs/LEARNING_CURVE.md and docs/learning-curve.svg. Every run sees as many words; open corpora, samples and
sentences of our own are the same in all, and there is no text that another network labelled. A million words take a
minute or two of one core.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from tqdm import tqdm

from diplo_extract.train import gold
from diplo_extract.train.encoder import encoder_folder, piece_table
from diplo_extract.train.fast import PIECE_WIDTH, trained
from diplo_extract.train.loop import Plan
from diplo_extract.train.measure import HELD, measure
from diplo_extract.train.mixture import Mixture, open_corpora
from diplo_extract.train.swap import random_writer

ROOT = Path(__file__).resolve().parents[2]
SHARED, SAMPLES = ROOT.parent / "shared", ROOT / "samples"
PARTS = (0.0, 0.125, 0.25, 0.5, 1.0)
SHARES = {"annotated": 0.5, "corpora": 0.3, "own": 0.2}
SHOWN = ("all", "PERSON", "ORG", "GPE")
COLOURS = ("#1b1b1b", "#b3401f", "#1f6fb3", "#3c8c40")

Row = tuple[int, int, dict[str, list[float]]]
"""Annotated releases, names in them, and F by label for each seed."""


def main() -> None:
    """Train, measure, write the table and the drawing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=2_000_000)
    parser.add_argument("--seeds", type=int, default=2)
    options = parser.parse_args()
    rows = list(curve(options.words, options.seeds))
    (ROOT / "docs" / "learning-curve.svg").write_text(drawing(rows), encoding="utf-8")
    (ROOT / "docs" / "LEARNING_CURVE.md").write_text(page(rows, options.words), encoding="utf-8")


def curve(words: int, seeds: int) -> Iterator[Row]:
    """Give one row for each part of the annotated releases."""
    releases = gold.releases(SHARED, SAMPLES, "train")
    pieces = piece_table(encoder_folder(), PIECE_WIDTH)
    corpora, fixed = open_corpora(SHARED), [*gold.sample_releases(SAMPLES), *gold.written()]
    for part in PARTS:
        found: dict[str, list[float]] = {label: [] for label in SHOWN}
        for seed in range(1, seeds + 1):
            writer = random_writer(seed)
            taken = writer.rng.sample(releases, round(part * len(releases)))
            draw = Mixture({"corpora": corpora, "annotated": gold.passages([*taken, *fixed])}, SHARES, writer)
            plan = Plan(words=words, seed=seed)
            with TemporaryDirectory() as folder, tqdm(total=words, desc=f"{len(taken)} releases, seed {seed}") as bar:
                trainer = trained(
                    draw, Path(folder) / "fast", plan, pieces, resume=False, report=lambda seen, _: _show(bar, seen)
                )
            scores = measure(trainer.tagger, SHARED, SAMPLES)[HELD].norm
            for label in SHOWN:
                found[label].append(100 * (scores.micro if label == "all" else scores.labels[label]).f)
        yield len(taken), sum(len(release.spans) for release in taken), found


def _show(bar: tqdm, seen: int) -> None:  # type: ignore[type-arg]
    bar.update(seen - bar.n)


def page(rows: Sequence[Row], words: int) -> str:
    """Give the table in Markdown."""
    lines = [
        "# Learning curve of the names",
        "",
        f"Made by `python tests/benchmarks/learning_curve.py`: the small network, {words:,} words seen in each run, no",
        "text labelled by another network. F (without articles and possessives) on the held-back releases: mean of the",
        "seeds, and each of them in brackets.",
        "",
        f"The last doubling brought {_gain(rows, 'all'):+.1f} F, organizations {_gain(rows, 'ORG'):+.1f}.",
        "",
        "![F over the number of annotated releases](learning-curve.svg)",
        "",
        f"| annotated releases | names in them | {' | '.join(SHOWN)} |",
        "|---|---|" + "---|" * len(SHOWN),
    ]
    for releases, names, found in rows:
        cells = [f"{mean(f):.1f} ({', '.join(f'{each:.1f}' for each in f)})" for f in found.values()]
        lines.append(f"| {releases} | {names:,} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _gain(rows: Sequence[Row], label: str) -> float:
    return mean(rows[-1][2][label]) - mean(rows[-2][2][label])


def drawing(rows: Sequence[Row]) -> str:
    """Give the curve as SVG: annotated releases to the right, F from 50 to 100 upwards."""
    most = max(releases for releases, _, _ in rows)
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" font-family="sans-serif" font-size="12">']
    parts.append('<rect width="640" height="400" fill="#fff"/>')
    for f in range(50, 101, 10):
        parts.append(f'<path d="M50 {_y(f)}H560" stroke="#ddd"/><text x="20" y="{_y(f) + 4}">{f}</text>')
    for releases, _, _ in rows:
        parts.append(f'<text x="{_x(releases, most)}" y="380" text-anchor="middle">{releases}</text>')
    parts.append('<text x="305" y="396" text-anchor="middle">annotated releases</text>')
    for label, colour in zip(SHOWN, COLOURS, strict=True):
        points = [(_x(releases, most), _y(mean(found[label]))) for releases, _, found in rows]
        path = " ".join(f"{x},{y}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in points]
        parts.append(f'<text x="568" y="{points[-1][1] + 4}" fill="{colour}">{label}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _x(releases: int, most: int) -> int:
    return 50 + round(510 * releases / most)


def _y(f: float) -> int:
    return 360 - round(340 * (f - 50) / 50)


if __name__ == "__main__":
    main()
