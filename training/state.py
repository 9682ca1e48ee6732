"""The state of a training run on disk, written so that a kill at any moment leaves the last whole one."""

import os
from pathlib import Path
from typing import Any, Dict, Optional

import torch


def run_folder(work: Path, family: str, member: str) -> Path:
    return work / family / "runs" / member


def save(path: Path, state: Dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".tmp")
    torch.save(state, unfinished)
    os.replace(unfinished, path)


def load(path: Path, device: str = "cpu") -> Optional[Dict[str, Any]]:
    """The state, or None if there is none yet. The file is one that this program wrote."""
    return torch.load(path, map_location=device) if path.exists() else None


def steps_in(saved: Dict[str, Any]) -> Dict[str, int]:
    """{dtype: steps done in it}, in order. The first states did not say: bfloat16 on CUDA and float32 elsewhere."""
    told = "bfloat16" if saved["device"].startswith("cuda") else "float32"
    return dict(saved.get("steps_in", {told: saved["step"]}))
