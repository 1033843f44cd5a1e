"""Where a piece of text stands in the page: an XPath that ends in text()."""

from __future__ import annotations

from typing import Any

from diplo_extract.cleaning.render import TextNode


class Addresses:
    """Gives XPaths; siblings are counted once for each parent, so that a long page stays linear."""

    def __init__(self) -> None:
        self._steps: dict[Any, dict[Any, str]] = {}
        self._texts: dict[Any, dict[Any, int]] = {}
        self._paths: dict[Any, str] = {}

    def of(self, place: TextNode) -> str:
        """Give the XPath of a text node, for the tree that lxml makes of the page."""
        element = place.element.getparent() if place.tail else place.element
        return f"{self._path(element)}/text()[{self._text_number(element, place)}]"

    def _path(self, element: Any) -> str:
        trail = []
        while element is not None and element not in self._paths:
            trail.append(element)
            element = element.getparent()
        path = self._paths[element] if element is not None else ""
        for step in reversed(trail):
            path = f"{path}/{self._step(step)}"
            self._paths[step] = path
        return path

    def _step(self, element: Any) -> str:
        parent = element.getparent()
        if parent is None:
            return str(element.tag)
        if parent not in self._steps:
            self._steps[parent] = _steps(parent)
        return self._steps[parent][element]

    def _text_number(self, element: Any, place: TextNode) -> int:
        if element not in self._texts:
            self._texts[element] = _text_numbers(element)
        return self._texts[element][place.element if place.tail else None]


def _steps(parent: Any) -> dict[Any, str]:
    counts: dict[str, int] = {}
    steps = {}
    for child in parent:
        if isinstance(child.tag, str):
            counts[child.tag] = counts.get(child.tag, 0) + 1
            steps[child] = f"{child.tag}[{counts[child.tag]}]"
    return steps


def _text_numbers(element: Any) -> dict[Any, int]:
    number = 1 if element.text else 0
    numbers = {None: number}
    for child in element:
        if child.tail:
            number += 1
        numbers[child] = number
    return numbers
