"""The end of both recipes: calibrate on held-back releases, measure, write the card, save the pipeline."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from diplo_extract.evaluate.calibration import Judged, expected_error
from diplo_extract.nlp.ner_tagger import Tagger, interpolated
from diplo_extract.train import assemble, score_curve
from diplo_extract.train.card import Recipe, card
from diplo_extract.train.measure import HELD, Measured, measure


@dataclass(frozen=True, slots=True)
class Result:
    """What a training gave."""

    folder: Path
    measured: dict[str, Measured]
    error_before: float
    error_after: float


def finish(tagger: Tagger, recipe: Recipe, shared: Path, samples: Path, out: Path) -> Result:
    """Calibrate a trained tagger on the held-back releases, measure it, and save the whole pipeline.

    The card's error after calibration is that of names in the half of the documents a curve was not fitted on; the
    curve that is kept is fitted on both halves.
    """
    tagger.settings = replace(tagger.settings, calibrated=True, calibration=((0.0, 0.0), (1.0, 1.0)))
    measured = measure(tagger, shared, samples)
    judged = measured[HELD].judged
    halves = [_half(judged, 0), _half(judged, 1)]
    checked = _recalibrated(halves[0], halves[1]) + _recalibrated(halves[1], halves[0])
    curve = score_curve.isotonic(halves[0] + halves[1])
    tagger.settings = replace(tagger.settings, calibration=curve)
    before, after = expected_error(halves[0] + halves[1]), expected_error(checked)
    text = card(recipe, measured, score_curve.reliability(checked), (before, after))
    assemble.save(assemble.pipeline(tagger, name=recipe.name), out, text)
    return Result(out, measured, before, after)


def _half(judged: Mapping[str, list[Judged]], which: int) -> list[Judged]:
    documents = [name for name in judged if hashlib.sha1(name.encode()).digest()[0] % 2 == which]
    return [each for name in documents for each in judged[name]]


def _recalibrated(judged: list[Judged], others: list[Judged]) -> list[Judged]:
    curve = score_curve.isotonic(others)
    return [(interpolated(raw, curve), right) for raw, right in judged]
