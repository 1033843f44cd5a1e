"""What a text looks like in a few hundred bytes: equal for equal texts, nearly equal for nearly equal ones.

A MinHash over every run of four words, by rensa. Against datasketch, on 2,044 releases of 500 words, it signs twelve
times as many a second, and it brings no scipy.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

VALUES = 120
_SEED = 1
_RUN = 4
_FACTOR = 0x9E3779B97F4A7C15
_PUNCTUATION = bytes(code for code in range(128) if not chr(code).isalnum() and not chr(code).isspace())
_WHITE = bytes.maketrans(b"\t\n\v\f\r", b" " * 5)
_NUMBER = re.compile(rb"\d\S*")


class Likeness(NamedTuple):
    """What tells near duplicates."""

    signature: bytes
    numbers: bytes
    """A hash of 4 bytes for every word with a digit, sorted."""


def likeness(text: str) -> Likeness:
    """Give the likeness of a text; letter case, ASCII punctuation and white space do not count."""
    plain = _plain(text)
    runs = _hashes_of_runs(plain)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(runs, [0, len(runs)], num_perm=VALUES, seed=_SEED)
    numbers = sorted(map(crc32, _NUMBER.findall(plain)))
    return Likeness(np.array(matrix.to_rows()[0], np.uint32).tobytes(), np.array(numbers, np.uint32).tobytes())


def _plain(text: str) -> bytes:
    """Give the words of a text between single or several spaces."""
    # of ASCII alone, bytes are folded six times as fast
    folded = text.encode().lower() if text.isascii() else text.casefold().encode("utf-8", "replace")
    return folded.translate(_WHITE, _PUNCTUATION)


def _letters(plain: bytes) -> npt.NDArray[np.uint8]:
    """Give the bytes of the words, one space after each."""
    letters = np.frombuffer(plain.strip(b" ") + b" ", np.uint8)
    spaces = letters == ord(" ")
    again = spaces[1:] & spaces[:-1]
    return np.compress(np.concatenate(([True], ~again)), letters)


def _hashes_of_runs(plain: bytes) -> npt.NDArray[np.uint64]:
    """Give a hash for every run of four words: a polynomial over its bytes, modulo 2**64."""
    letters = _letters(plain)
    ends = np.flatnonzero(letters == ord(" "))
    starts = np.zeros_like(ends)
    starts[1:] = ends[:-1] + 1
    ups, downs = _powers(max(1 << 15, 1 << len(letters).bit_length()))
    # one array for products and sums: to get the memory takes longer than to add up
    sums = np.zeros(len(letters) + 1, np.uint64)
    np.multiply(letters, ups[: len(letters)], out=sums[1:])
    np.cumsum(sums, out=sums)
    runs = max(1, len(ends) - _RUN + 1)
    starts, ends = starts[:runs], ends[-runs:]
    hashes = (sums[ends] - sums[starts]) * downs[starts]
    return (hashes ^ (hashes >> np.uint64(29))) * np.uint64(_FACTOR)


@lru_cache(maxsize=8)
def _powers(count: int) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Give factor**n and factor**-n for n below `count`."""
    ups, downs = np.full(count, _FACTOR, np.uint64), np.full(count, pow(_FACTOR, -1, 1 << 64), np.uint64)
    ups[0] = downs[0] = 1
    return np.cumprod(ups, dtype=np.uint64), np.cumprod(downs, dtype=np.uint64)


def similarity(one: Likeness, other: Likeness) -> float:
    """Give the share of word runs that two texts have in common (Jaccard), within about 0.03."""
    return float(np.mean(np.frombuffer(one.signature, np.uint32) == np.frombuffer(other.signature, np.uint32)))


def same_numbers(one: Likeness, other: Likeness) -> bool:
    """Tell whether all numbers of one text stand in the other.

    Releases made from one template ("… awards $42,840 to …") share 95 % of their words and are not the same news. A
    reprint drops a paragraph or gains a telephone number; it does not change numbers.
    """
    first, second = (Counter(np.frombuffer(part.numbers, np.uint32).tolist()) for part in (one, other))
    return first <= second or second <= first
