"""Trains the encoder of the accurate pipeline: passages in, weights out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from diplo_extract.errors import UsageError
from diplo_extract.nlp.ner_encoder import Words
from diplo_extract.nlp.ner_pieces import Pieces
from diplo_extract.nlp.ner_tags import Tags
from diplo_extract.train import encoder
from diplo_extract.train.corpora import part
from diplo_extract.train.mixture import Mixture
from diplo_extract.train.passages import Passage, allowed

MOST_WORDS = 90
"""Words in a window."""
MARK_EVERY = 50_000
"""Words between two checkpoints."""


@dataclass(frozen=True, slots=True)
class Stage:
    """How to train the encoder for a while; the rate falls from `learn_rate` to `final_rate` times that."""

    shares: tuple[tuple[str, float], ...]
    """Of the sources in `Mixture`."""
    words: int
    learn_rate: float
    final_rate: float
    warm_up: int = 40
    windows: int = 8


class Learner:
    """The encoder with its head, and the state of its training."""

    def __init__(self, folder: Path, tags: Tags, seed: int) -> None:
        torch = import_module("torch")

        torch.manual_seed(seed)
        self.tags = tags
        self.words = Words(Pieces(encoder.vocabulary(folder), np.zeros((0, 0), dtype=np.float16)))
        self.module = encoder.build(folder, len(tags))
        self.optimizer = _optimizer(self.module)
        self.seen = 0
        self.step = 0

    def train(self, draw: Mixture, stage: Stage, report: Callable[[int, float], None], mark: Path) -> None:
        """Learn from the passages that `draw` gives; when `mark` is there, the stage goes on from it."""
        self.optimizer, self.seen, self.step = _optimizer(self.module), 0, 0
        if mark.is_file():
            self.restore(mark, draw, stage)
        self.module.train()
        next_mark = self.seen + MARK_EVERY
        if self.seen < stage.words:
            for batch in _gathered(draw, stage.windows):
                self._learn(batch, stage, report)
                if self.seen >= stage.words:
                    break
                if self.seen >= next_mark:
                    next_mark += MARK_EVERY
                    self.save(mark, draw, stage)
        self.save(mark, draw, stage)

    def _learn(self, batch: Sequence[Passage], stage: Stage, report: Callable[[int, float], None]) -> None:
        torch = import_module("torch")

        self.step += 1
        fall = 1 - (1 - stage.final_rate) * self.seen / stage.words
        rate = stage.learn_rate * min(1.0, self.step / stage.warm_up) * fall
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["rate"]
        scores = self._scores(batch)
        table = torch.tensor(np.concatenate([allowed(passage, self.tags) for passage in batch]))
        log = torch.log_softmax(scores, dim=-1)
        loss = -torch.logsumexp(log.masked_fill(~table, -1e9), dim=-1).mean()
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.module.parameters(), 1.0)
        self.optimizer.step()
        self.seen += len(table)
        report(self.seen, float(loss.detach()))

    def _scores(self, passages: Sequence[Passage]) -> Any:
        """Scores of all words of all passages, one after the other."""
        torch = import_module("torch")

        made = [self.words.window(self.words.read(passage.words)) for passage in passages]
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

    def save(self, mark: Path, draw: Mixture, stage: Stage) -> None:
        """Write all that training needs to go on exactly as if it had not stopped."""
        torch = import_module("torch")

        fresh = mark.with_suffix(".new")
        state = {"module": self.module.state_dict(), "optimizer": self.optimizer.state_dict()}
        random = {"torch": torch.get_rng_state(), "mixture": draw.position()}
        torch.save({**state, **random, "stage": asdict(stage), "seen": self.seen, "step": self.step}, fresh)
        fresh.replace(mark)

    def restore(self, mark: Path, draw: Mixture, stage: Stage) -> None:
        """Go on from a checkpoint of the same stage; the file is our own, never one from elsewhere."""
        torch = import_module("torch")

        content = torch.load(mark, weights_only=False)
        if content["stage"] != asdict(stage):
            raise UsageError(f"{mark} belongs to a training with other settings; delete it, or use those settings")
        self.module.load_state_dict(content["module"])
        self.optimizer.load_state_dict(content["optimizer"])
        torch.set_rng_state(content["torch"])
        draw.go_to(content["mixture"])
        self.seen, self.step = content["seen"], content["step"]


def _optimizer(module: Any) -> Any:
    """Give AdamW: the word table stands still, head and case table learn ten times as fast as the rest."""
    torch = import_module("torch")

    module.word.weight.requires_grad = False
    fresh = [*module.head.parameters(), *module.case.parameters()]
    chosen = {id(p) for p in fresh}
    rest = [p for p in module.parameters() if p.requires_grad and id(p) not in chosen]
    groups = [{"params": rest, "rate": 1.0}, {"params": fresh, "rate": 10.0}]
    return torch.optim.AdamW(groups, lr=1e-4, weight_decay=0.01)


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
