"""Exports a family as the web page reads it: a folder a member, and the manifest of all families.

    python3 -m training.export --configs training/configs/nano --data DIR --out public/models

Members are taken as they stand, in training or finished; the card says which. Weights are stored as float16.
"""

import argparse
import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any, Dict

import torch

from training import card, checkpoint, state
from training.config import RunConfig, load_family
from training.evaluate import evaluate, load_model
from training.train import DEFAULT_WORK

FILES = ("config.json", "model.safetensors", "tokenizer.json", "card.json")


def export_member(run: RunConfig, args: argparse.Namespace) -> Dict[str, Any]:
    """Writes `<out>/<family>/<id>/` and returns its entry for the manifest."""
    model, saved = load_model(run, args.work)
    runs = state.run_folder(args.work, run.family, run.id)
    folder = args.out / run.family / run.id
    checkpoint.save(folder, model, torch.float16)
    shutil.copyfile(args.work / run.family / "tokenizer.json", folder / "tokenizer.json")
    shipped = checkpoint.load(folder)
    held_out = evaluate(run, shipped.to(args.device), args.data, args.work, args.limit)
    about = card.make_card(run, shipped, saved, runs / "log.jsonl", held_out, args.command)
    (folder / "card.json").write_text(json.dumps(about, indent=2) + "\n")
    return {"id": run.id, "path": f"{run.family}/{run.id}", "routing": run.model.routing.type,
            "cache": run.model.kv_cache, "recursions": run.model.num_recursions,
            "files": {name: describe_file(folder / name) for name in FILES}, "parameters": about["parameters"]["total"]}


def describe_file(path: Path) -> Dict[str, Any]:
    raw = path.read_bytes()
    return {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}


def write_manifest(path: Path, family: Dict[str, Any]) -> None:
    """Puts the family in `index.json`, in place of an entry of the same id."""
    old = json.loads(path.read_text())["families"] if path.exists() else []
    families = sorted([f for f in old if f["id"] != family["id"]] + [family], key=lambda f: f["id"])
    unfinished = path.with_suffix(".tmp")
    unfinished.write_text(json.dumps({"version": 1, "families": families}, indent=2) + "\n")
    os.replace(unfinished, path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--configs", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("public/models"))
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--limit", type=int, default=0, help="held-out windows a set to evaluate on; all if 0")
    parser.add_argument("--device", default="cpu", help="to evaluate on")
    parser.add_argument("--command", help="the command that trained the family, for the card")
    args = parser.parse_args()
    torch.set_num_threads(1)
    args.command = args.command or f"python3 -m training.family --configs {args.configs} --data DIR --workers 2 --minutes 100"
    members = []
    for run in load_family(args.configs):
        members.append(export_member(run, args))
        print(f"{run.id} exported", flush=True)
    first = load_family(args.configs)[0]
    write_manifest(args.out / "index.json", {
        "id": first.family, "name": first.family, "context": first.model.max_position_embeddings,
        "vocabSize": first.model.vocab_size, "members": members})


if __name__ == "__main__":
    main()
