"""Writes what a finished run gave: one flat JSON file, `public/results/experiments/<family>-<id>.json`.

    python3 -m training.experiments.row --config training/experiments/nano/vanilla-seed2.json --data DIR
    python3 -m training.experiments.row --cards public/models/nano

The second form makes the rows of a shipped family from its cards. Weights are rounded to float16 before they are measured, as
shipped ones are.
"""

import argparse
import json
import os
from pathlib import Path
from typing import Any, Dict, List

import torch

from training import card, flops, state
from training.config import ModelConfig, RunConfig
from training.evaluate import evaluate, load_model
from training.experiments.experiment import Experiment, load_experiments
from training.model import MoR
from training.sharing import stored_layers
from training.train import DEFAULT_WORK

RESULTS = Path("public/results/experiments")
FAMILY = "family"
"""Group of the shipped family's own members."""
FAMILY_QUESTION = "How good is each member of the family, all trained on the same tokens?"

# A row, all numbers plain, all keys always there:
#   version            1
#   kind               "training" (depth.py writes "depth")
#   id, family, like   of the run; `like`: the family's member that it varies
#   group, question    which experiment, and what it asks
#   changes            {"train.seed": 2}: what its file says over `like`
#   routing, cache, sharing, recursions, layers (unrolled), storedLayers, hiddenSize, context, vocabSize
#   seed, dataSeed     of the weights; of the order of the data
#   uniqueNonEmbeddingParameters, parameters
#   steps, tokens      trained on
#   budgetFlops        that set the steps, null if the family's steps did
#   trainingFlops      forward and backward, honest accounting (flops.py)
#   forwardFlopsPerToken, forwardFlopsPerTokenPaper    honest, and as the paper counts
#   seconds, tokensPerSecond                           of training, all of it (also what `continues` did)
#   hardware, torch, precision, command                precision: of products, in words ("float32")
#   continues          id of the run whose constant phase this one went on from, or null
#   losses             [{set, rule, natsPerToken, bitsPerByte, tokens, meanDepth, reaching, selectionAccuracy}]
#                      reaching: share of tokens that go through recursion 1, 2, ...; selectionAccuracy null where not defined
#   lossCurve          [{tokens, natsPerToken}] of training
#   config             {model, train} in full


def flat_losses(held_out: Dict[str, Any]) -> List[Dict[str, Any]]:
    """{set: {rule: measures}} as a list, one entry a set and rule."""
    return [{"set": name, "rule": rule, **{"selectionAccuracy": None, **measures}}
            for name, rules in held_out.items() for rule, measures in rules.items()]


def shape(config: ModelConfig) -> Dict[str, Any]:
    """What a table names a model by."""
    return {"routing": config.routing.type, "cache": config.kv_cache, "sharing": config.sharing,
            "recursions": config.num_recursions, "layers": config.num_hidden_layers, "storedLayers": stored_layers(config),
            "hiddenSize": config.hidden_size, "context": config.max_position_embeddings, "vocabSize": config.vocab_size}


def row_of_card(about: Dict[str, Any]) -> Dict[str, Any]:
    """The row of a run that `card.make_card` has described; a shipped member until more is said."""
    model, forward = about["config"]["model"], about["forwardFlopsPerToken"]
    train = about["config"]["train"]
    data_seed = train.get("data_seed", about["seed"])  # one seed did for both when the first cards were made
    return {
        "version": 1, "kind": "training", "id": about["id"], "family": about["family"], "like": about["id"],
        "group": FAMILY, "question": FAMILY_QUESTION, "changes": {}, **shape(ModelConfig.from_json(model)),
        "seed": about["seed"], "dataSeed": data_seed,
        "uniqueNonEmbeddingParameters": about["parameters"]["uniqueNonEmbedding"],
        "parameters": about["parameters"]["total"], "steps": about["steps"], "tokens": about["tokens"], "budgetFlops": None,
        "trainingFlops": about["trainingFlops"], "forwardFlopsPerToken": forward["honest"],
        "forwardFlopsPerTokenPaper": forward["paper"], "seconds": round(about["tokens"] / about["tokensPerSecond"]),
        "tokensPerSecond": about["tokensPerSecond"], "hardware": about["hardware"], "torch": about["torch"],
        "precision": about["precision"], "command": about["command"], "continues": None, "losses": flat_losses(about["heldOut"]),
        "lossCurve": about["lossCurve"], "config": about["config"]}


def as_shipped(model: MoR) -> MoR:
    """The model with its weights rounded to float16."""
    model.load_state_dict({name: value.half().float() for name, value in model.state_dict().items()})
    return model.eval()


def measured_row(experiment: Experiment, data: Path, work: Path, device: str, limit: int = 0) -> Dict[str, Any]:
    """The row of a run that has ended, evaluated now. `limit` held-out windows a set, 0 for all."""
    run = experiment.run
    model, saved = load_model(run, work)
    if saved["total_steps"] is None or saved["step"] < saved["total_steps"]:
        raise ValueError(f"{run.id} has not ended: step {saved['step']} of {saved['total_steps']}")
    held_out = evaluate(run, as_shipped(model).to(device), data, work, limit)
    log = state.run_folder(work, run.family, run.id) / "log.jsonl"
    command = f"python3 -m training.train --config {experiment.path} --data DIR --steps {saved['total_steps']}"
    about = card.make_card(run, model, saved, log, held_out, command)
    return {**row_of_card(about), "like": experiment.like, "group": experiment.group, "question": experiment.question,
            "changes": experiment.changes, "budgetFlops": experiment.budget_flops, "continues": experiment.after}


def row_path(folder: Path, family: str, member: str) -> Path:
    return folder / f"{family}-{member}.json"


def write(folder: Path, row: Dict[str, Any]) -> None:
    """Whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    path = row_path(folder, row["family"], row["id"])
    unfinished = path.with_suffix(".tmp")
    unfinished.write_text(json.dumps(row, indent=2) + "\n")
    os.replace(unfinished, path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--config", type=Path, help="file of a finished experiment")
    what.add_argument("--cards", type=Path, help="folder of a shipped family")
    parser.add_argument("--data", type=Path, help="folder of *.txt or *.txt.xz")
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--limit", type=int, default=0, help="held-out windows a set; all if 0")
    args = parser.parse_args()
    torch.set_num_threads(1)
    if args.cards:
        for path in sorted(args.cards.glob("*/card.json")):
            write(args.out, row_of_card(json.loads(path.read_text())))
        return
    experiment = {e.path.stem: e for e in load_experiments(args.config.parent)}[args.config.stem]
    write(args.out, measured_row(experiment, args.data, args.work, args.device, args.limit))


if __name__ == "__main__":
    main()
