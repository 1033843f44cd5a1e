"""Counts how often each clue of a page is right on the development pages, by one command.

python tests/benchmarks/page_trust.py

It writes src/diplo_extract/lexicon/page/trust.toml, from which `dx.clean` takes its confidences. A body is right when
its shingle F1 is 0.9 or more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dev_parts import LEAD_IN_GOLD
from dev_rows import BENCH, lines, scorer
from tqdm import tqdm

import diplo_extract as dx

TABLE = Path(__file__).resolve().parents[2] / "src" / "diplo_extract" / "lexicon" / "page" / "trust.toml"
RIGHT_BODY, FEWEST = 0.9, 3
HEAD = (
    "# How often what a clue told was right: right, of. Made by tests/benchmarks/page_trust.py on others' news pages.\n"
)


def main() -> None:
    """Count and write."""
    counts: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    pages = list(lines(BENCH / "cleaning" / "dev" / "gold.jsonl"))
    for page in tqdm(pages):
        for field, reason, right in judged(page):
            counts[field][reason, right] += 1
    parts = [HEAD]
    for field in ("body", "title", "published", "authors"):
        parts.append(f"[{field}]\n")
        for reason in sorted({reason for reason, _ in counts[field]}):
            right, wrong = counts[field][reason, True], counts[field][reason, False]
            if right + wrong >= FEWEST:
                parts.append(f'"{reason}" = [{right}, {right + wrong}]\n')
    TABLE.write_text("".join(parts), encoding="utf-8")


def judged(page: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """Give (field, clue, right) of everything that one page has an answer for."""
    score, gold = scorer("cleaning"), page["gold"]
    html = score.decode_page((BENCH / "cleaning" / "dev" / page["html_file"]).read_bytes())
    try:
        found = dx.clean(html, page.get("url"))
    except dx.DocumentError:
        return
    if gold.get("body") and found.body_reason:
        lead = f"{found.lead.value}\n\n" if found.lead and page["set"] in LEAD_IN_GOLD else ""
        texts = (found.text, lead + found.text)
        yield "body", found.body_reason, max(_f1(score.body_page(gold["body"], text)) for text in texts) >= RIGHT_BODY
    if gold.get("title") and found.title:
        yield "title", found.title.reason, score.norm_text(gold["title"]) == score.norm_text(found.title.value)
    if gold.get("published") and found.published:
        yield "published", found.published.reason, gold["published"] == found.published.value
    if gold.get("authors"):
        for author in found.authors:
            yield "authors", author.reason, score.norm_text(author.value) in score.names(gold["authors"])


def _f1(row: tuple[float, ...]) -> float:
    both, ours, theirs = row[:3]
    return 2 * both / (2 * both + ours + theirs) if both else 0.0


if __name__ == "__main__":
    main()
