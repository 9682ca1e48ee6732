"""Writes the isoFLOP experiments of a folder: every budget x every size x {vanilla, recursive, mor-expert} (spec 8.2).

    python3 -m training.experiments.isoflop --experiments training/experiments/nano --sizes 64 96 128 --budgets 5e12 1e13 2e13

A size is a hidden size d; the MLP is as wide against d, and heads are as many, as the family has them. A larger budget goes on
from the constant phase of the next smaller one, and each has its own cool-down, as in the paper. The warm-up is a tenth of the
steps of the shortest run.
"""

import argparse
import json
from pathlib import Path
from typing import Any, Dict, List

from training.config import RunConfig
from training.experiments.experiment import affordable_steps

MEMBERS = ("vanilla", "recursive", "mor-expert")
WARMUP_SHARE = 0.1


def run_id(size: int, member: str, budget: float) -> str:
    """`iso-d64-vanilla-5e12`."""
    mantissa, exponent = f"{budget:.2e}".split("e")
    return f"iso-d{size}-{member}-{float(mantissa):g}e{int(exponent)}"


def with_size(run: RunConfig, size: int) -> Dict[str, Any]:
    """What the model's part says of a size; the MLP's width is a multiple of 8."""
    return {"hidden_size": size, "intermediate_size": 8 * round(run.model.intermediate_size * size / run.model.hidden_size / 8)}


def grid(base: Path, sizes: List[int], budgets: List[float]) -> Dict[str, Dict[str, Any]]:
    """{id: file}, the smallest budget first. `base` is the folder of the family."""
    sizes, budgets = sorted(sizes), sorted(budgets)
    runs = {(size, member): RunConfig.load(base / f"{member}.json") for size in sizes for member in MEMBERS}
    for (size, _), run in runs.items():
        run.model.hidden_size, run.model.intermediate_size = with_size(run, size).values()
    warmup = max(1, round(WARMUP_SHARE * min(affordable_steps(run, budgets[0]) for run in runs.values())))
    files: Dict[str, Dict[str, Any]] = {}
    for before, budget in zip([None, *budgets], budgets):
        for (size, member), run in runs.items():
            files[run_id(size, member, budget)] = {
                "like": member, "group": "isoflop", "budget_flops": budget,
                **({"after": run_id(size, member, before)} if before else {}),
                "model": with_size(run, size), "train": {"warmup_steps": warmup}}
    return files


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--experiments", type=Path, required=True, help="folder with a family.json that extends a family")
    parser.add_argument("--sizes", type=int, nargs="+", required=True)
    parser.add_argument("--budgets", type=float, nargs="+", required=True, help="training FLOPs")
    args = parser.parse_args()
    family = json.loads((args.experiments / "family.json").read_text())
    for name, content in grid(args.experiments / family["extends"], args.sizes, args.budgets).items():
        (args.experiments / f"{name}.json").write_text(json.dumps(content, indent=2) + "\n")
        print(name if name in family["members"] else f"{name}: not yet among the members of family.json")


if __name__ == "__main__":
    main()
