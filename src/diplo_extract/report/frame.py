"""The one file around every page: styles, script and data in it, and a policy that lets nothing else run.

Texts of releases come from anybody. They stand in the file as JSON in which no `<` is left, or packed; the script
puts them into the page as text nodes only, which the policy enforces (`trusted-types 'none'`).
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from io import TextIOBase
from pathlib import Path
from typing import Any

from diplo_extract.errors import UsageError
from diplo_extract.write.whole import writing

_BASE_STYLES = ("base.css", "tables.css")
_BASE_SCRIPTS = ("dom.js", "tables.js", "charts.js")


@dataclass(frozen=True, slots=True)
class Page:
    """What one kind of page is made of: files of pages/, in the order they are joined."""

    styles: Sequence[str]
    scripts: Sequence[str]


ARCHIVE = Page(
    styles=("release.css",),
    scripts=(
        "packs.js",
        "text.js",
        "facts.js",
        "release.js",
        "entities.js",
        "people.js",
        "organizations.js",
        "times.js",
        "archive.js",
    ),
)
EVALUATION = Page(styles=("evaluation.css",), scripts=("scores.js", "plots.js", "mistakes.js", "evaluation.js"))


def check_free(out: Path, *, force: bool) -> None:
    """Raise UsageError when `out` is there already, or cannot be written, before any work is done."""
    if out.is_dir():
        raise UsageError(f"{out} is a folder; name a file for the page, such as {out / 'page.html'}")
    if out.exists() and not force:
        raise UsageError(f"{out} is there already: choose another name, or --force to replace it")
    if not out.parent.is_dir():
        raise UsageError(f"there is no folder {out.parent} to write {out.name} into: make it, or name another")


def write_page(out: Path, page: Page, *, title: str, data: Any, packs: Iterable[str] = ()) -> None:
    """Write the page of `data`; it appears under its name only when it is whole.

    packs: made by `pack`; read by the script when they are needed, number by number.
    """
    with writing(out) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        _write(file, page, title, data, packs)


def pack(value: Any) -> str:
    """Give JSON made small: deflated, in base64, which holds no sign that HTML knows."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return base64.b64encode(zlib.compress(plain, 6)).decode("ascii")


def embedded(value: Any) -> str:
    """Give JSON that may stand inside a script element: no `<` can end it, no line separator can break it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.encode("utf-8", "replace").decode("utf-8")


def _write(file: TextIOBase, page: Page, title: str, data: Any, packs: Iterable[str]) -> None:
    style = "".join(_asset(name) for name in (*_BASE_STYLES, *page.styles))
    script = '"use strict";\n' + "".join(_asset(name) for name in (*_BASE_SCRIPTS, *page.scripts))
    known = {
        "policy": _policy(style, script),
        "title": html.escape(title),
        "generator": html.escape(f"diplo-extract {version('diplo-extract')}"),
        "style": style,
    }
    head, _, foot = _asset("frame.html").partition("{data}")
    file.write(re.sub(r"\{(\w+)\}", lambda place: known[place[1]], head))
    file.write(f'<script type="application/json" id="data">{embedded(data)}</script>\n')
    for number, packed in enumerate(packs):
        file.write(f'<script type="text/plain" id="pack-{number}">{packed}</script>\n')
    file.write(foot.replace("{script}", script))


def _policy(style: str, script: str) -> str:
    """Allow this style and this script, and nothing else: no network, no other code, no markup made from strings."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _asset(name: str) -> str:
    return (files("diplo_extract.report") / "pages" / name).read_text(encoding="utf-8")
