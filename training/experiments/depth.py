"""How the loss of a trained model falls with the depth that it is allowed, 1 .. N_r (spec 8.3). Nothing is trained.

    python3 -m training.experiments.depth --configs training/configs/nano --models public/models/nano \\
        --members recursive mor-expert --data DIR

Writes `<family>-depth-<member>.json` beside the rows of the experiments. A row has `version`, `kind` ("depth"), `id`, `family`,
`like` (the member), `group`, `question`, the member's shape as in row.py, `seconds` (of measuring), `hardware`, `torch`, `command`,
and `losses`: as in row.py, each with `maxDepth` and `forwardFlopsPerToken` (honest; at the capacities). Besides "topk" and
"threshold" an expert-choice or random model has the rule "all": every token goes as deep as is allowed, with the gates that the
router gives it.
"""

import argparse
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, Dict, Iterator, List, Tuple

import torch

from training import card, checkpoint, flops
from training.config import RunConfig, check
from training.evaluate import evaluate
from training.experiments.row import RESULTS, flat_losses, shape, write
from training.model import MoR
from training.train import DEFAULT_WORK

QUESTION = "How does the loss of a trained model fall with the depth that it is allowed?"


def truncated(model: MoR, depth: int) -> MoR:
    """The same weights with the recursions after `depth` left out; the last layer, the norm and the head stay.

    A token-choice router chooses among the depths that are left: its other outputs fall away before the softmax.
    """
    old = model.config
    check(old.sharing in ("cycle", "middle_cycle"), "only a block that is run as a whole can be run less often")
    layers = old.num_hidden_layers - (old.num_recursions - depth) * old.block_layers
    config = replace(old, num_recursions=depth, num_hidden_layers=layers,
                     routing=replace(old.routing, capacities=old.routing.capacities[:depth]))
    short, weights = MoR(config), model.state_dict()
    short.load_state_dict({name: weights[name][: len(value)] for name, value in short.state_dict().items()})
    return short.eval()


def forced(model: MoR) -> MoR:
    """The same weights at capacity 1: top-k then takes every token through every recursion."""
    full = replace(model.config.routing, capacities=[1.0] * model.config.num_recursions)
    short = MoR(replace(model.config, routing=full))
    short.load_state_dict(model.state_dict())
    return short.eval()


def variants(model: MoR) -> Iterator[Tuple[int, MoR, Dict[str, str]]]:
    """(largest depth, model, {rule of `evaluate`: rule of the row})."""
    for depth in range(1, model.config.num_recursions + 1):
        short = truncated(model, depth)
        yield depth, short, {"topk": "topk", "threshold": "threshold"}
        if short.config.routing.type in ("expert", "random"):
            yield depth, forced(short), {"topk": "all"}


def losses_by_depth(run: RunConfig, model: MoR, args: argparse.Namespace) -> List[Dict[str, Any]]:
    """`args`: data, work, device and limit, as on the command line."""
    found: List[Dict[str, Any]] = []
    for depth, short, rules in variants(model):
        cost = flops.honest_forward_flops(short.config, run.model.max_position_embeddings)
        for loss in flat_losses(evaluate(run, short.to(args.device), args.data, args.work, args.limit)):
            if loss["rule"] in rules:
                found.append({"maxDepth": depth, **loss, "rule": rules[loss["rule"]], "forwardFlopsPerToken": cost})
    return found


def depth_row(run: RunConfig, model: MoR, args: argparse.Namespace) -> Dict[str, Any]:
    began = time.monotonic()
    losses = losses_by_depth(run, model, args)
    command = f"python3 -m training.experiments.depth --configs {args.configs} --models {args.models} --members {run.id} --data DIR"
    return {"version": 1, "kind": "depth", "id": f"depth-{run.id}", "family": run.family, "like": run.id, "group": "depth",
            "question": QUESTION, **shape(run.model), "seconds": round(time.monotonic() - began),
            "hardware": card.hardware(args.device), "torch": str(torch.__version__), "command": command, "losses": losses}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--configs", type=Path, required=True, help="folder of the family's configs")
    parser.add_argument("--models", type=Path, required=True, help="folder of the shipped family")
    parser.add_argument("--members", nargs="+", required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder of *.txt or *.txt.xz")
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--limit", type=int, default=0, help="held-out windows a set; all if 0")
    args = parser.parse_args()
    torch.set_num_threads(1)
    for member in args.members:
        run = RunConfig.load(args.configs / f"{member}.json")
        write(args.out, depth_row(run, checkpoint.load(args.models / member), args))
        print(f"{member}: row written", flush=True)


if __name__ == "__main__":
    main()
