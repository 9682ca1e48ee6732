"""Writes the weights of shipped models once more as int8 with a scale a row, where that moves no held-out loss by 0.01 nats or more.

    python3 -m training.quantize --configs training/configs/nano --data DIR --models public/models

Matrices become int8, `round(w / s)` with `s = max |row| / 127` as float16 under the name `<matrix>_scale`, shape (rows,). Norms and
routers stay float16: they are small, and a router decides. The file is `model.int8.safetensors`; what it moves stands in the
manifest beside its size and hash. A model that it would move further gets no such file, and the command says so.
"""

import argparse
import json
from pathlib import Path
from typing import Any, Dict, Tuple

import torch
from torch import Tensor

from training import checkpoint, safetensors
from training.config import RunConfig, load_family
from training.evaluate import evaluate
from training.export import describe_file, write_manifest
from training.model import MoR
from training.train import DEFAULT_WORK

FILE = "model.int8.safetensors"
LARGEST_MOVE = 0.01
"""Nats a token."""


def quantize(weight: Tensor) -> Tuple[Tensor, Tensor]:
    """(rows, columns) to int8 of the same shape and float16 scales (rows,)."""
    scale = (weight.abs().amax(dim=1) / 127).clamp(min=torch.finfo(torch.float16).tiny).half()
    return (weight / scale.float()[:, None]).round().clamp(-127, 127).to(torch.int8), scale


def is_quantized(name: str, weight: Tensor) -> bool:
    return weight.dim() == 2 and "routers." not in name


def quantized(tensors: Dict[str, Tensor]) -> Dict[str, Tensor]:
    """The tensors of the file, from float ones by name."""
    found: Dict[str, Tensor] = {}
    for name, weight in tensors.items():
        if is_quantized(name, weight):
            found[name], found[f"{name}_scale"] = quantize(weight.float())
        else:
            found[name] = weight.half()
    return found


def widened(tensors: Dict[str, Tensor]) -> Dict[str, Tensor]:
    """What a reader of the file computes with, float32 by name."""
    return {name: value.float() * tensors[f"{name}_scale"].float()[:, None] if value.dtype == torch.int8 else value.float()
            for name, value in tensors.items() if not name.endswith("_scale")}


def losses_moved(before: Dict[str, Any], after: Dict[str, Any]) -> Dict[str, Dict[str, float]]:
    """{set: {rule: nats a token}}."""
    return {name: {rule: after[name][rule]["natsPerToken"] - measures["natsPerToken"] for rule, measures in rules.items()}
            for name, rules in before.items()}


def quantize_member(run: RunConfig, entry: Dict[str, Any], args: argparse.Namespace) -> None:
    """Writes the file and adds it to the member's entry of the manifest, or takes both away."""
    folder = args.models / entry["path"]
    tensors = quantized(safetensors.load(folder / "model.safetensors"))
    model: MoR = checkpoint.load(folder)
    values = widened(tensors)
    model.load_state_dict({name: values[checkpoint.tensor_name(name)] for name in model.state_dict()})
    about = json.loads((folder / "card.json").read_text())
    moved = losses_moved(about["heldOut"], evaluate(run, model.eval().to(args.device), args.data, args.work, 0))
    largest = max(abs(value) for rules in moved.values() for value in rules.values())
    entry.pop("int8", None)
    entry["files"].pop(FILE, None)
    if largest >= LARGEST_MOVE:
        (folder / FILE).unlink(missing_ok=True)
        print(f"{run.id}: a loss moves by {largest:.4f} nats; not shipped", flush=True)
        return
    safetensors.save(folder / FILE, tensors)
    entry["files"][FILE] = describe_file(folder / FILE)
    entry["int8"] = {"largestLossMove": largest, "lossMoves": moved}
    print(f"{run.id}: a loss moves by at most {largest:.4f} nats", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--configs", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=Path("public/models"))
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--device", default="cpu", help="to evaluate on")
    args = parser.parse_args()
    torch.set_num_threads(1)
    runs = {run.id: run for run in load_family(args.configs)}
    [family] = {run.family for run in runs.values()}
    manifest = args.models / "index.json"
    entry = next(each for each in json.loads(manifest.read_text())["families"] if each["id"] == family)
    for member in entry["members"]:
        quantize_member(runs[member["id"]], member, args)
        write_manifest(manifest, entry)


if __name__ == "__main__":
    main()
