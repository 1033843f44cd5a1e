"""Many articles: an archive in, records.jsonl and errors.jsonl out, every input exactly one outcome.

    archive -> selection -> what earlier runs did (taken over) -> workers (the rest, in batches) -> lines in input order

Killed at any moment, the next run into the same folder goes on and ends with the same bytes; so does a run with
another number of workers. records.jsonl is the one store of a run; other formats are made from it (`export`).
"""

from diplo_extract.batch.engine import plan, run
from diplo_extract.batch.selection import Selection
from diplo_extract.batch.summary import Summary

__all__ = ["Selection", "Summary", "plan", "run"]
