"""The safetensors format: 8 bytes header length (little-endian), a JSON header, then the tensors' bytes in order."""

import json
import struct
from pathlib import Path
from typing import Dict

import torch
from torch import Tensor

DTYPES = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int8: "I8"}
ALIGNMENT = 8
"""The header is padded with spaces, so that the tensors begin on a multiple of this many bytes."""


def save(path: Path, tensors: Dict[str, Tensor]) -> None:
    """Writes tensors of one of DTYPES, by name."""
    header, offset, parts = {}, 0, []
    for name in sorted(tensors):
        tensor = tensors[name].detach().cpu().contiguous()
        size = tensor.numel() * tensor.element_size()
        header[name] = {"dtype": DTYPES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [offset, offset + size]}
        parts.append(tensor.flatten().view(torch.uint8).numpy().tobytes() if size else b"")
        offset += size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % ALIGNMENT)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(parts))


def load(path: Path) -> Dict[str, Tensor]:
    """Every tensor of a file, in its stored type."""
    raw = path.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    header, body = json.loads(raw[8 : 8 + length]), bytearray(raw[8 + length :])
    types = {name: dtype for dtype, name in DTYPES.items()}
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            bits = torch.frombuffer(body, dtype=torch.uint8, count=end - begin, offset=begin)
            tensors[name] = bits.clone().view(types[entry["dtype"]]).view(entry["shape"])
    return tensors
