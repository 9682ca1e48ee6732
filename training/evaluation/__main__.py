"""Evaluates every model of a family and writes `<out>/<member>.json`, and the members' differences as `<out>/comparisons.json`.

    python3 -m training.evaluation --models public/models/nano --text DIR --items eval.tar.xz --out public/results/evaluation

Without --text no held-out loss is measured, without --items no set is scored. A result once computed is kept in the work folder
and taken from there until weights, data, limit, machine or the code's version change.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

import torch

from training import card, checkpoint, data
from training.evaluate import valid_windows
from training.evaluation import bootstrap, compare, records
from training.evaluation.heldout import measure_held_out
from training.evaluation.items import Item, SETS, digest, read_items, read_sets
from training.evaluation.schema import VERSION, Evaluation
from training.evaluation.scoring import score_set
from training.routing import rules_of
from training.tokenizer import Tokenizer
from training.train import DEFAULT_WORK

HIDDEN_PATHS = ("--text", "--items", "--work")
DEFAULT = "*"
"""In the limits: every set without one of its own."""


class Member:
    """One model of the family, and where its results are kept."""

    def __init__(self, folder: Path, args: argparse.Namespace):
        self.folder, self.card = folder, json.loads((folder / "card.json").read_text())
        self.model = checkpoint.load(folder).to(args.device)
        self.tokenizer = Tokenizer.load(folder / "tokenizer.json")
        self.work, self.kept = args.work / self.card["family"], args.work / "evaluation" / self.card["family"] / folder.name
        self.about = {"hardware": card.hardware(args.device), "torch": str(torch.__version__)}
        self.key = {**records.model_key(folder), **self.about}
        self.date = ""

    def result(self, name: str, key: Dict[str, Any], compute: Callable[[], Any]) -> Any:
        began = time.monotonic()
        kept = records.remembered(self.kept / f"{name}.json", {**self.key, **key}, compute)
        self.date = max(self.date, kept.date)
        print(f"{self.folder.name}: {name}, " + (f"{time.monotonic() - began:.0f} s" if kept.fresh else "kept"), flush=True)
        return kept.result

    def held_out(self, text: Path, limit: int) -> Dict[str, Any]:
        """By set, of each the first `limit` windows, all if 0."""
        results = {}
        for file in data.find_files(text, [corpus["name"] for corpus in self.card["data"]], "valid"):
            def compute() -> Any:
                windows = valid_windows(file, self.tokenizer, self.model.config.max_position_embeddings, self.work)
                return measure_held_out(self.model, self.tokenizer, windows[:limit or None])

            name = file.name.split(".txt")[0]
            results[name] = self.result(name, {"data": records.sha256(file), "limit": limit}, compute)
        return results

    def scores(self, sets: Dict[str, Tuple[str, List[Item]]], limits: Dict[str, int]) -> List[Any]:
        results = []
        for name, (hash, items) in sets.items():
            limit = limit_of(limits, name)
            results.append(self.result(name, {"data": hash, "limit": limit, "about": SETS[name]}, lambda: score_set(
                self.model, self.tokenizer, name, items, limit)))
        return results


def limit_of(limits: Dict[str, int], name: str) -> int:
    return limits.get(name, limits.get(DEFAULT, 0))


def parse_limit(text: str) -> Tuple[str, int]:
    """"500" or "blimp=6700"."""
    name, _, number = text.rpartition("=")
    return name or DEFAULT, int(number)


def shown_command(argv: List[str]) -> str:
    """As it was given, the folders of this machine left out."""
    shown = ["DIR" if before in HIDDEN_PATHS else word for before, word in zip(["", *argv], argv)]
    return " ".join(["python3 -m training.evaluation", *shown])


def evaluate_member(member: Member, args: argparse.Namespace, sets: Dict[str, Tuple[str, List[Item]]]) -> Evaluation:
    held_out = member.held_out(args.text, args.windows) if args.text else {}
    scores = member.scores(sets, dict(args.limit))
    weights = member.folder / "model.safetensors"
    return {"version": VERSION, "id": member.card["id"], "family": member.card["family"],
            "weights": {"sha256": records.sha256(weights), "bytes": weights.stat().st_size},
            "context": member.model.config.max_position_embeddings, "rules": rules_of(member.model.config),
            "measures": records.MEASURES, "command": args.command, **member.about, "date": member.date,
            "bootstrap": bootstrap.SETTINGS, "heldOut": held_out, "scores": scores}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--models", type=Path, required=True, help="folder of exported members")
    parser.add_argument("--text", type=Path, help="folder of held-out *.txt or *.txt.xz, as for training")
    parser.add_argument("--items", type=Path, help="scored sets: a folder of *.jsonl, or a tar file of one")
    parser.add_argument("--out", type=Path, default=Path("public/results/evaluation"))
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK, help="folder for token files and kept results")
    parser.add_argument("--members", nargs="+", help="these alone")
    parser.add_argument("--limit", nargs="+", type=parse_limit, default=[], metavar="[SET=]N",
                        help="items a set, or of the set named; all if 0")
    parser.add_argument("--windows", type=int, default=0, help="windows of each held-out text; all if 0")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    args = parser.parse_args()
    torch.set_num_threads(1)
    args.command = shown_command(sys.argv[1:])
    found = read_sets(args.items) if args.items else {}
    sets = {name: (digest(found[name]), read_items(name, found[name])) for name in SETS if name in found}
    for folder in sorted(path.parent for path in args.models.glob("*/config.json")):
        if not args.members or folder.name in args.members:
            records.write_json(args.out / f"{folder.name}.json", evaluate_member(Member(folder, args), args, sets))
    compare.write(args.out)


if __name__ == "__main__":
    main()
