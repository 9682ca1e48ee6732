"""Scored items for another implementation to be held against: ids, log-likelihoods and choices of every model of a family.

    python3 -m training.evaluation.agreement --models public/models/nano --out model/fixtures/scored-items.json

The items are of a grammar of our own (`grammar.py`); the scored sets are not ours to ship. An item is kept where every model is
clear about it: no decision of a router within `fixtures.MARGIN` of its boundary, and no two candidates so close that a difference
of TOLERANCE a token could exchange them.
"""

import argparse
from itertools import combinations
from pathlib import Path
from typing import Any, Dict, List, Sequence

import torch

from training import checkpoint
from training.evaluation import records
from training.evaluation.grammar import grammar_items
from training.evaluation.likelihood import log_likelihoods
from training.evaluation.scoring import Encoded, choose, encode
from training.fixtures import MARGIN, margin
from training.model import MoR
from training.tokenizer import Tokenizer

RULE = "threshold"
TOLERANCE = 1e-3
"""Nats a scored token by which implementations may differ."""
OF_EACH = 150


def clear_choice(nats: Sequence[float], sizes: Sequence[int], tokens: Sequence[int]) -> bool:
    """Whether no two candidates are closer, a unit of size, than TOLERANCE a token can move them."""
    return all(abs(nats[a] / sizes[a] - nats[b] / sizes[b]) > TOLERANCE * (tokens[a] / sizes[a] + tokens[b] / sizes[b])
               for a, b in combinations(range(len(nats)), 2))


@torch.no_grad()
def clear_routing(model: MoR, ids: Sequence[int]) -> bool:
    return margin(model.config, model(torch.tensor([ids]), RULE), RULE, len(ids)) >= MARGIN


def score(model: MoR, items: List[List[Encoded]]) -> List[Dict[str, Any]]:
    """For each item: nats a candidate, the choice without and with normalisation, and whether all of it is clear."""
    flat = iter(log_likelihoods(model, [e.row for of in items for e in of], RULE))
    scored = []
    for of in items:
        nats, tokens, plain, sizes = [next(flat).nats for _ in of], [e.row.scored for e in of], [1] * len(of), [e.bytes for e in of]
        clear = all(clear_choice(nats, by, tokens) for by in (plain, sizes)) \
            and all(clear_routing(model, e.row.ids) for e in of)
        scored.append({"nats": nats, "choice": choose(nats, plain), "normalisedChoice": choose(nats, sizes), "clear": clear})
    return scored


def describe(of: List[Encoded]) -> List[Dict[str, Any]]:
    return [{"ids": list(e.row.ids), "scored": e.row.scored, "bytes": e.bytes} for e in of]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--models", type=Path, required=True, help="folder of exported members with one tokenizer")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    folders = sorted(path.parent for path in args.models.glob("*/config.json"))
    models = {folder.name: checkpoint.load(folder) for folder in folders}
    tokenizer, context = Tokenizer.load(folders[0] / "tokenizer.json"), models[folders[0].name].config.max_position_embeddings
    items = [[encode(c, tokenizer, context) for c in item.candidates] for item in grammar_items(OF_EACH)]
    scores = {name: score(model, items) for name, model in models.items()}
    kept = [i for i in range(len(items)) if all(of[i]["clear"] for of in scores.values())]
    members = [{"id": folder.name, "weights": records.sha256(folder / "model.safetensors"),
                **{key: [scores[folder.name][i][key] for i in kept] for key in ("nats", "choice", "normalisedChoice")}}
               for folder in folders]
    records.write_json(args.out, records.rounded({
        "version": 1, "rule": RULE, "tolerance": TOLERANCE, "items": [describe(items[i]) for i in kept], "members": members}))
    print(f"{len(kept)} of {len(items)} items are clear to all {len(folders)} models")


if __name__ == "__main__":
    main()
