"""Who is meant by a title without a name: "the Mayor" is the mayor named last."""

from __future__ import annotations

from collections.abc import Sequence

from diplo_extract.records import Person
from diplo_extract.resolve.positions import title_words


def holder(role: str, title: str, at: int, people: Sequence[Person]) -> Person | None:
    """Give the holder of an office named without its holder at offset `at`; None when nobody fits.

    The person named last before that place whose position has the role, and all words of the title if one has them;
    when the holder is named later only, the first.
    """
    words = set(title_words(title))
    wanted = title_words(role)
    holders = [person for person in people if any(title_words(pos.role) == wanted for pos in person.positions)]
    exact = [person for person in holders if any(words <= set(title_words(pos.title)) for pos in person.positions)]
    return nearest(exact or holders, at)


def nearest(people: Sequence[Person], at: int) -> Person | None:
    """Give the person named last before `at`, else the first named after it."""
    best: Person | None = None
    best_rank = (False, 0)
    for person in people:
        before = [span.start for span in person.mentions if span.start < at]
        rank = (True, before[-1]) if before else (False, -person.mentions[0].start)
        if best is None or rank > best_rank:
            best, best_rank = person, rank
    return best
