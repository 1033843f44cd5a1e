"""Turns a trained encoder into the network that the accurate pipeline runs: ONNX, weights in whole numbers.

Weights keep seven bits: with eight, processors that lack an instruction for it overflow and give other names.
"""

from __future__ import annotations

import warnings
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

OPSET = 18


def exported(module: Any) -> bytes:
    """Give the network in whole numbers."""
    with TemporaryDirectory() as folder:
        full, prepared, small = (Path(folder) / f"{name}.onnx" for name in ("full", "prepared", "small"))
        _write(module, full)
        import_module("onnxruntime.quantization.shape_inference").quant_pre_process(full, prepared)
        quantization = import_module("onnxruntime.quantization")
        quantization.quantize_dynamic(
            prepared,
            small,
            per_channel=True,
            reduce_range=True,
            weight_type=quantization.QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )
        return small.read_bytes()


def _write(module: Any, path: Path) -> None:
    """Write the network as it is; one window at a time, of any length."""
    torch = import_module("torch")

    class OneWindow(torch.nn.Module):  # type: ignore[misc,name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.inner = module

        def forward(self, pieces: Any, cases: Any, first: Any) -> Any:
            return self.inner(pieces, cases, None)[0][first]

    example = (torch.ones((1, 12), dtype=torch.long), torch.ones((1, 12), dtype=torch.long), torch.arange(1, 9))
    axes = {"pieces": {1: "length"}, "cases": {1: "length"}, "first": {0: "words"}, "scores": {0: "words"}}
    module.eval()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            OneWindow(),
            example,
            str(path),
            input_names=["pieces", "cases", "first"],
            output_names=["scores"],
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
