"""Trains the teacher, and lets it label raw text for the fast pipeline to learn from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from diplo_extract.nlp.ner_pieces import Pieces
from diplo_extract.nlp.ner_tags import Tags
from diplo_extract.train import encoder
from diplo_extract.train.corpora import part
from diplo_extract.train.passages import Passage, allowed

MOST_WORDS = 90
"""Words in a window: with 126 pieces most fit, the rest is cut."""


@dataclass(frozen=True, slots=True)
class TeacherPlan:
    """How to train the teacher."""

    words: int = 300_000
    learn_rate: float = 2e-4
    warm_up: int = 20
    windows: int = 8
    seed: int = 1


class Teacher:
    """The encoder with its head."""

    def __init__(self, folder: Path, tags: Tags, seed: int = 1) -> None:
        torch = import_module("torch")

        torch.manual_seed(seed)
        self.tags = tags
        self.pieces = Pieces(encoder.vocabulary(folder), np.zeros((0, 0), dtype=np.float16))
        self.module = encoder.build(folder, len(tags))

    def train(self, draw: Callable[[], Passage], plan: TeacherPlan, report: Callable[[int, float], None]) -> None:
        """Learn from the passages that `draw` gives."""
        torch = import_module("torch")

        self.module.word.weight.requires_grad = False
        fresh = [*self.module.head.parameters(), *self.module.case.parameters()]
        chosen = {id(p) for p in fresh}
        rest = [p for p in self.module.parameters() if p.requires_grad and id(p) not in chosen]
        groups = [{"params": rest, "rate": 1.0}, {"params": fresh, "rate": 10.0}]
        optimizer = torch.optim.AdamW(groups, lr=plan.learn_rate, weight_decay=0.01)
        self.module.train()
        seen = 0
        for step, batch in enumerate(_gathered(draw, plan.windows), start=1):
            rate = plan.learn_rate * min(1.0, step / plan.warm_up) * max(0.02, 1 - seen / plan.words)
            for group in optimizer.param_groups:
                group["lr"] = rate * group["rate"]
            scores, tables = self._scores(batch), [allowed(passage, self.tags) for passage in batch]
            log = torch.log_softmax(scores, dim=-1)
            table = torch.tensor(np.concatenate(tables))
            loss = -torch.logsumexp(log.masked_fill(~table, -1e9), dim=-1).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.module.parameters(), 1.0)
            optimizer.step()
            seen += len(table)
            report(seen, float(loss.detach()))
            if seen >= plan.words:
                break

    def label(self, texts: Sequence[Sequence[str]]) -> list[npt.NDArray[np.float32]]:
        """Give the probability of every tag for every word."""
        torch = import_module("torch")

        self.module.eval()
        with torch.inference_mode():
            scores = torch.softmax(self._scores([Passage(list(words)) for words in texts]), dim=-1).numpy()
        return np.split(scores, np.cumsum([len(words) for words in texts])[:-1])

    def _scores(self, passages: Sequence[Passage]) -> Any:
        """Scores of all words of all passages, one after the other."""
        torch = import_module("torch")

        made = [encoder.window(passage.words, self.pieces) for passage in passages]
        longest = min(510, max(len(each.pieces) for each in made))
        pieces = np.zeros((len(made), longest), dtype=np.int64)
        cases = np.zeros_like(pieces)
        present = np.zeros(pieces.shape, dtype=bool)
        for i, each in enumerate(made):
            length = min(longest, len(each.pieces))
            pieces[i, :length], cases[i, :length] = each.pieces[:length], each.cases[:length]
            present[i, :length] = True
        raw = self.module(torch.from_numpy(pieces), torch.from_numpy(cases), torch.from_numpy(present))
        return torch.cat([raw[i][[min(f, longest - 1) for f in each.first]] for i, each in enumerate(made)])


def _gathered(draw: Callable[[], Passage], windows: int) -> Iterator[list[Passage]]:
    """Batches of windows of similar length."""
    while True:
        pool = [part for _ in range(windows * 4) for part in shortened(draw())]
        pool.sort(key=lambda passage: len(passage.words))
        for at in range(0, len(pool), windows):
            yield pool[at : at + windows]


def shortened(passage: Passage) -> list[Passage]:
    """Cut a passage into windows, not inside a name."""
    words, parts, start = len(passage.words), [], 0
    inside = {i for name in passage.names for i in range(name.start + 1, name.end)}
    while start < words:
        end = min(words, start + MOST_WORDS)
        while end < words and end > start + 1 and end in inside:
            end -= 1
        parts.append(part(passage, start, end))
        start = end
    return parts
