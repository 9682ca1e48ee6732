"""Results kept on disk by what they were computed from, so that the command can be cut off and given again."""

import hashlib
import json
import os
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Callable, Dict, NamedTuple

MEASURES = 1
"""Raised whenever a change of the code moves a number: results of another version are computed again."""
DECIMALS = 6


class Kept(NamedTuple):
    result: Any
    date: str
    """UTC day on which it was computed."""
    fresh: bool


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def model_key(folder: Path) -> Dict[str, str]:
    """The hashes of what the model is."""
    return {name: sha256(folder / name) for name in ("model.safetensors", "config.json", "tokenizer.json")}


def remembered(path: Path, key: Dict[str, Any], compute: Callable[[], Any]) -> Kept:
    """What `compute` gave under the same key before, else what it gives now."""
    key = {**key, "measures": MEASURES}
    if path.exists():
        kept = json.loads(path.read_text())
        if kept["key"] == key:
            return Kept(kept["result"], kept["date"], False)
    date = datetime.now(timezone.utc).date().isoformat()
    write_json(path, {"key": key, "date": date, "result": rounded(compute())})
    return Kept(json.loads(path.read_text())["result"], date, True)


def rounded(value: Any) -> Any:
    """JSON with its fractions at DECIMALS places."""
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, dict):
        return {name: rounded(of) for name, of in value.items()}
    return [rounded(of) for of in value] if isinstance(value, (list, tuple)) else value


def write_json(path: Path, value: Any) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".tmp")
    unfinished.write_text(json.dumps(value, separators=(",", ":")) + "\n")
    os.replace(unfinished, path)
