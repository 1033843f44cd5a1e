"""Where a stopped training goes on."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np

from diplo_extract.errors import UsageError
from diplo_extract.train.loop import State, Trainer
from diplo_extract.train.mixture import Mixture


def save(path: Path, trainer: Trainer, mixture: Mixture) -> None:
    """Write all that training needs to go on exactly as if it had not stopped."""
    state = trainer.state
    content: dict[str, Any] = {
        "plan": trainer.plan,
        "settings": trainer.tagger.settings,
        "step": state.step,
        "words": state.words,
        "arrays": [state.weights, state.means, state.squares, state.averages],
        "mixture": mixture.position(),
        "dropout": np.random.get_state(),  # thinc draws its dropout from numpy's global state
    }
    fresh = path.with_suffix(".new")
    fresh.write_bytes(pickle.dumps(content))
    fresh.replace(path)


def resume(path: Path, trainer: Trainer, mixture: Mixture) -> None:
    """Go on from a checkpoint of the same plan; the file is our own, never one from elsewhere."""
    content = pickle.loads(path.read_bytes())
    if content["plan"] != trainer.plan or content["settings"] != trainer.tagger.settings:
        raise UsageError(f"{path} belongs to a training with other settings; delete it, or use those settings")
    trainer.state = State(content["step"], content["words"], *content["arrays"])
    trainer.use_latest()
    mixture.go_to(content["mixture"])
    np.random.set_state(content["dropout"])
