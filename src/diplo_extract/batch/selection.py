"""Which documents of an archive a run does: all, a shard for one machine of several, a sample, the first few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diplo_extract.archive import Outcome
from diplo_extract.article import Article
from diplo_extract.errors import UsageError
from diplo_extract.pipeline import content_hash

_SCALE = 1 << 32


@dataclass(frozen=True, slots=True)
class Selection:
    """A document is chosen by its content alone, so that the choice is the same on every machine and in every order."""

    shard: tuple[int, int] | None = None
    """(i, n): the i-th of n parts, counted from 1; together they hold every document once."""
    sample: float | None = None
    """Share of the documents."""
    limit: int | None = None
    """No more documents than this."""

    def __post_init__(self) -> None:
        if self.shard and not 1 <= self.shard[0] <= self.shard[1]:
            raise UsageError(f"shard {self.shard[0]}/{self.shard[1]}: write i/n with i from 1 to n")
        if self.sample is not None and not 0 < self.sample <= 1:
            raise UsageError(f"sample {self.sample:g}: write a share above 0, up to 1")

    def of(self, found: Iterable[Outcome]) -> Iterator[Outcome]:
        """Give the chosen ones of what was found."""
        if self.limit == 0:
            return
        chosen = 0
        for item in found:
            if self._holds(item):
                yield item
                chosen += 1
                if chosen == self.limit:
                    return

    def _holds(self, item: Outcome) -> bool:
        if self.shard is None and self.sample is None:
            return True
        digest = content_hash(item.content) if isinstance(item, Article) else item.id
        if self.shard is not None and int(digest[:8], 16) % self.shard[1] != self.shard[0] - 1:
            return False
        return self.sample is None or int(digest[8:16], 16) < self.sample * _SCALE

    def holds_all_of(self, other: Selection) -> bool:
        """Tell whether every document that `other` chooses is chosen here too."""
        return (
            (self.shard is None or self.shard == other.shard)
            and (self.sample is None or (other.sample is not None and self.sample >= other.sample))
            and (self.limit is None or self._reaches_as_far_as(other))
        )

    def _reaches_as_far_as(self, other: Selection) -> bool:
        same = (self.shard, self.sample) == (other.shard, other.sample)
        return same and self.limit is not None and other.limit is not None and self.limit >= other.limit

    def as_text(self) -> str:
        """Give the selection for a manifest and a message."""
        parts = [
            f"shard {self.shard[0]}/{self.shard[1]}" if self.shard else "",
            f"sample {self.sample:g}" if self.sample is not None else "",
            f"limit {self.limit}" if self.limit is not None else "",
        ]
        return ", ".join(part for part in parts if part) or "all"
