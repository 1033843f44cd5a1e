"""Training: passages in, weights out. The same seed and data give the same weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from thinc.api import fix_random_seed, set_dropout_rate

from diplo_extract.nlp import ner_model
from diplo_extract.nlp.ner import NameTagger, Settings
from diplo_extract.nlp.ner_pieces import Pieces
from diplo_extract.nlp.ner_tags import Floats
from diplo_extract.train.passages import Passage, allowed, partial_loss

Arrays = list[npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train."""

    words: int = 8_000_000
    """Words to see in all; the schedule ends there."""
    batch_words: int = 1_500
    learn_rate: float = 0.002
    warm_up: int = 60
    final_rate: float = 0.05
    dropout: float = 0.15
    weight_decay: float = 0.01
    averaging: float = 0.998
    evaluate_every: int = 150_000
    seed: int = 1


@dataclass(slots=True)
class State:
    """Where training stands: all that a checkpoint must hold."""

    step: int = 0
    words: int = 0
    weights: Arrays = field(default_factory=list)
    means: Arrays = field(default_factory=list)
    squares: Arrays = field(default_factory=list)
    averages: Arrays = field(default_factory=list)


class Trainer:
    """Trains the network of a NameTagger, step by step."""

    def __init__(self, settings: Settings, plan: Plan, pieces: Pieces | None = None) -> None:
        fix_random_seed(plan.seed)
        self.plan = plan
        self.tagger = NameTagger(settings, pieces)
        self.model = self.tagger.model
        weights = [value.copy() for value in ner_model.weights(self.model)]
        self.state = State(
            weights=weights,
            means=[np.zeros_like(value) for value in weights],
            squares=[np.zeros_like(value) for value in weights],
            averages=[value.copy() for value in weights],
        )
        self._texts: dict[int, str] = {}

    def step(self, passages: Sequence[Passage]) -> float:
        """Learn from one batch; gives the mean loss per word."""
        keys = [self._keys(passage.words) for passage in passages]
        batch = self.tagger.words.lay_out(keys, self._texts.__getitem__)
        set_dropout_rate(self.model, self.plan.dropout)
        scores, backprop = self.model.begin_update(batch)
        gradient: Floats = np.zeros(scores.shape, dtype=np.float32)
        loss, count = 0.0, sum(map(len, keys))
        for passage, offset in zip(passages, batch.offsets, strict=True):
            rows = slice(offset, offset + len(passage.words))
            lost, gradient[rows] = partial_loss(scores[rows], allowed(passage, self.tagger.tags))
            loss += lost
        gradient /= np.float32(max(1, count))
        backprop(gradient)
        self._update()
        self.state.words += count
        return loss / max(1, count)

    def _keys(self, words: Sequence[str]) -> npt.NDArray[np.uint64]:
        keys = [ner_model.key(word) for word in words]
        self._texts.update(zip(keys, words, strict=True))
        return np.asarray(keys, dtype=np.uint64)

    def _update(self) -> None:
        """Adam with decoupled weight decay, gradient clipping and a running average of the weights."""
        state, plan = self.state, self.plan
        state.step += 1
        gradients = ner_model.gradients(self.model)
        norm = float(np.sqrt(sum(float((g * g).sum()) for g in gradients)))
        scale = np.float32(min(1.0, 1.0 / max(norm, 1e-9)))
        rate = self._rate()
        first, second = 0.9, 0.999
        bias = np.sqrt(1 - second**state.step) / (1 - first**state.step)
        keep = np.float32(min(plan.averaging, (1 + state.step) / (10 + state.step)))
        for i, gradient in enumerate(gradients):
            gradient *= scale
            mean, square, weight = state.means[i], state.squares[i], state.weights[i]
            mean *= np.float32(first)
            mean += np.float32(1 - first) * gradient
            square *= np.float32(second)
            square += np.float32(1 - second) * gradient * gradient
            weight *= np.float32(1 - rate * plan.weight_decay)
            weight -= np.float32(rate * bias) * mean / (np.sqrt(square) + np.float32(1e-8))
            state.averages[i] += (1 - keep) * (weight - state.averages[i])
        ner_model.set_weights(self.model, state.weights)

    def _rate(self) -> float:
        plan, done = self.plan, min(1.0, self.state.words / self.plan.words)
        warm = min(1.0, self.state.step / plan.warm_up)
        return plan.learn_rate * warm * (1 - (1 - plan.final_rate) * done)

    def use_averages(self) -> None:
        """Put the averaged weights into the network, for measuring and for shipping."""
        ner_model.set_weights(self.model, self.state.averages)

    def use_latest(self) -> None:
        """Put the latest weights back into the network, to go on."""
        ner_model.set_weights(self.model, self.state.weights)


def batches(draw: Callable[[], Passage], size: int) -> Iterator[list[Passage]]:
    """Give batches of about `size` words for ever."""
    batch: list[Passage] = []
    words = 0
    while True:
        passage = draw()
        if not passage.words:
            continue
        batch.append(passage)
        words += len(passage.words)
        if words >= size:
            yield batch
            batch, words = [], 0
