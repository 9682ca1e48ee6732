"""A model as a folder: `config.json` and `model.safetensors`, stored layers only, under Hugging Face's Llama names."""

import json
from pathlib import Path
from typing import Dict

import torch
from torch import Tensor

from training import safetensors
from training.config import ModelConfig
from training.model import MoR


def tensor_name(parameter: str) -> str:
    """`layers.0.mlp.up_proj.weight` to `model.layers.0...`, `choice.routers.0.weight` to `model.routers.0.weight`."""
    return "model." + (parameter[len("choice."):] if parameter.startswith("choice.") else parameter)


def save(folder: Path, model: MoR, dtype: torch.dtype) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = {torch.float32: "float32", torch.float16: "float16", torch.bfloat16: "bfloat16"}[dtype]
    config = {**model.config.to_json(), "torch_dtype": name}
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    tensors = {tensor_name(parameter): value.to(dtype) for parameter, value in model.state_dict().items()}
    safetensors.save(folder / "model.safetensors", tensors)


def load(folder: Path) -> MoR:
    """The model of a folder, in float32, ready to be evaluated."""
    model = MoR(ModelConfig.from_json(json.loads((folder / "config.json").read_text())))
    tensors = safetensors.load(folder / "model.safetensors")
    own: Dict[str, Tensor] = {parameter: tensors.pop(tensor_name(parameter)).float() for parameter in model.state_dict()}
    if tensors:
        raise ValueError(f"{folder.name}: unknown tensors {sorted(tensors)}")
    model.load_state_dict(own)
    return model.eval()
