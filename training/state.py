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
