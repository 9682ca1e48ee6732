"""The model card: what a checkpoint was made from, how, and how well it does. Everything in it is measured or computed."""

import json
import os
import platform
from pathlib import Path
from typing import Any, Dict, List

from training import flops, state
from training.config import RunConfig, TrainConfig
from training.model import MoR
from training.schedule import cooldown_start

CORPORA = Path(__file__).parent / "corpora.json"
CURVE_POINTS = 64


def parameters(model: MoR) -> Dict[str, int]:
    """Stored numbers, by kind; `uniqueNonEmbedding` are layers, norms and routers, `routers` among them."""
    sizes = {name: value.numel() for name, value in model.named_parameters()}
    embedding = sizes["embed_tokens.weight"]
    total = sum(sizes.values())
    return {"uniqueNonEmbedding": total - embedding, "embedding": embedding, "total": total,
            "routers": sum(size for name, size in sizes.items() if name.startswith("choice."))}


def training_state(config: TrainConfig, saved: Dict[str, Any]) -> str:
    """In words: finished, or where in the schedule it is."""
    step, total = saved["step"], saved["total_steps"]
    if total is not None and step >= total:
        return "finished"
    cooling = total is not None and step > cooldown_start(config, total)
    return f"in training: {'cool-down' if cooling else 'constant'} phase, {saved['tokens']} tokens"


def loss_curve(log: Path) -> List[Dict[str, float]]:
    """Training loss in nats a token, averaged over equal stretches of the log, at the tokens where each ends."""
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    stretch = max(1, -(-len(lines) // CURVE_POINTS))
    parts = [lines[i : i + stretch] for i in range(0, len(lines), stretch)]
    return [{"tokens": part[-1]["tokens"], "natsPerToken": round(sum(x["lm"] for x in part) / len(part), 4)} for part in parts]


def hardware(device: str) -> str:
    """In words, of this machine, for the device that was trained on."""
    if device.startswith("cuda"):
        import torch
        return torch.cuda.get_device_name()
    cpuinfo = Path("/proc/cpuinfo")
    names = [x.split(":")[1].strip() for x in cpuinfo.read_text().splitlines() if x.startswith("model name")] \
        if cpuinfo.exists() else []
    return f"CPU only: {os.cpu_count()} cores of {names[0] if names else platform.machine()}, one thread a model"


def precision(steps_in: Dict[str, int]) -> str:
    """In words, of {dtype: steps}: "float32", or "float32 for 1280 steps, then bfloat16 for 2720"."""
    if len(steps_in) == 1:
        return next(iter(steps_in))
    return ", then ".join(f"{dtype} for {steps}" + ("" if i else " steps") for i, (dtype, steps) in enumerate(steps_in.items()))


def make_card(run: RunConfig, model: MoR, saved: Dict[str, Any], log: Path, held_out: Dict[str, Any], command: str) -> Dict[str, Any]:
    """`card.json`. Losses in nats a token and bits a byte; FLOPs as `flops.py` counts them."""
    about, length = json.loads(CORPORA.read_text()), run.model.max_position_embeddings
    unknown = {"title": "", "licence": "unknown", "note": ""}
    return {
        "version": 1, "id": run.id, "family": run.family, "state": training_state(run.train, saved),
        "data": [{"name": name, **about.get(name, unknown)} for name in run.corpora],
        "tokens": saved["tokens"], "steps": saved["step"], "seed": run.train.seed,
        "parameters": parameters(model),
        "trainingFlops": flops.training_flops(run.model, saved["tokens"]),
        "forwardFlopsPerToken": {"length": length, "paper": flops.paper_forward_flops(run.model, length),
                                 "honest": flops.honest_forward_flops(run.model, length)},
        "heldOut": held_out, "lossCurve": loss_curve(log),
        "hardware": hardware(saved["device"]), "tokensPerSecond": round(saved["tokens"] / saved["seconds"]),
        "torch": saved["torch"], "precision": precision(state.steps_in(saved)), "command": command,
        "config": {"model": run.model.to_json(), "train": vars(run.train)},
        "limits": "A small model for study: it writes simple stories, knows no facts and should decide nothing.",
    }
