"""What a caller names: addresses, or files of them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from diplo_extract.errors import UsageError
from diplo_extract.fetch.failure import FetchError
from diplo_extract.fetch.links import looks_like_a_list, read_list
from diplo_extract.fetch.scope import normal

_MOST_BYTES = 50_000_000


def is_address(argument: str) -> bool:
    """Tell an address of the web from the name of a file."""
    return argument.lower().startswith(("http://", "https://"))


def read_seeds(arguments: Iterable[str]) -> list[str]:
    """Give the addresses that arguments name, each once, in their order.

    An argument is an address, or a file (- for standard input): one address a line, or a saved sitemap or feed.
    Raises UsageError for a file that is not there or holds something else, and for an address that cannot be one.
    """
    found: dict[str, None] = {}
    for argument in arguments:
        if is_address(argument):
            found[_checked(argument, "")] = None
        else:
            found.update(dict.fromkeys(_addresses_of(argument)))
    return list(found)


def _addresses_of(argument: str) -> Iterator[str]:
    content = _content(argument)
    if looks_like_a_list([content]):
        listing = read_list([content], _MOST_BYTES)
        if listing.fault:
            raise UsageError(
                f"{argument} cannot be read as a sitemap or feed: {listing.fault.message}; {listing.fault.remedy}"
            )
        for number, link in enumerate(listing.links, 1):
            yield _checked(link.address, f"{argument}, link {number}: ")
        return
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{argument} is neither a list of addresses in UTF-8 nor a sitemap or feed; save it as UTF-8, one address a"
            " line"
        ) from error
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield _checked(line, f"{argument}, line {number}: ")


def _content(argument: str) -> bytes:
    if argument == "-":
        content = sys.stdin.buffer.read(_MOST_BYTES + 1)
    elif Path(argument).is_file():
        with Path(argument).open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    else:
        raise UsageError(f"no such file: {argument}; an address begins with http:// or https://")
    if len(content) > _MOST_BYTES:
        raise UsageError(f"{argument} is larger than {_MOST_BYTES} bytes: cut the list into several files")
    return content


def _checked(address: str, where: str) -> str:
    try:
        return normal(address)
    except FetchError as error:
        raise UsageError(f"{where}{error.message}; {error.remedy}") from error
