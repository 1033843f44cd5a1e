"""What a run did, and where every address stands after it."""

from __future__ import annotations

from collections import Counter

from pydantic import BaseModel, Field


class Summary(BaseModel):
    """The counts of a run; `errors` and `waiting` are about everything that the archive's state knows."""

    pages: int = Field(default=0, description="pages written to the archive")
    unchanged: int = Field(default=0, description="pages that are as they were when last asked")
    moved: int = Field(default=0, description="addresses that lead to another one in the archive")
    lists: int = Field(default=0, description="sitemaps and feeds read")
    archived: int = Field(default=0, description="addresses in the archive, those of earlier runs included")
    waiting: int = Field(default=0, description="addresses that are still to be asked")
    out_of_scope: int = Field(default=0, description="links of lists that were not wanted")
    errors: Counter[str] = Field(default_factory=Counter, description="addresses that gave nothing, by reason")
    requests: int = Field(default=0, description="answers waited for, robots.txt included")
    retries: int = Field(default=0, description="requests that had to be made again")
    received: int = Field(default=0, description="bytes of bodies, as they were sent")
    seconds: float = 0.0
