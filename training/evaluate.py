"""Measures a model on held-out text: loss and depths under both selection rules (spec 9, row 7).

    python3 -m training.evaluate --config training/configs/nano/mor-expert.json --data DIR
"""

import argparse
import json
import math
from pathlib import Path
from typing import Any, Dict, Sequence, Tuple

import torch
import torch.nn.functional as F

from training import data, state
from training.config import RunConfig
from training.model import MoR, Output
from training.routing import RULES
from training.tokenizer import Tokenizer
from training.train import DEFAULT_WORK

ROWS = 8
"""Windows a forward pass."""


def valid_windows(file: Path, tokenizer: Tokenizer, context: int, work: Path) -> torch.Tensor:
    """(n, context + 1) int64: a held-out file cut to windows, its documents in the order of the file's shuffle by seed 0."""
    stream = data.token_stream([file], tokenizer, 0, work)
    count = (len(stream) - 1) // context
    if count < 1:
        raise ValueError(f"{file.name} is shorter than one window of {context} tokens")
    return torch.stack([torch.from_numpy(stream[i * context : (i + 1) * context + 1].astype("int64")) for i in range(count)])


def bytes_a_token(windows: torch.Tensor, tokenizer: Tokenizer) -> float:
    """UTF-8 bytes of the tokens that windows (n, context + 1) ask for, a token."""
    return sum(len(tokenizer.decode(row[1:].tolist()).encode()) for row in windows) / windows[:, 1:].numel()


class Meter:
    """Measures something else on the same passes."""

    def add(self, rows: torch.Tensor, output: Output, nats: torch.Tensor) -> None:
        """rows (B, context + 1), what the model made of rows[:, :-1], and the loss of each next token (B, context) in nats."""
        raise NotImplementedError


@torch.no_grad()
def measure(model: MoR, windows: torch.Tensor, bytes_per_token: float, rule: str,
            meters: Sequence[Meter] = ()) -> Dict[str, Any]:
    """Loss in nats a token and bits a byte, and how deep tokens go.

    windows (n, context + 1); the meters see them too. `selectionAccuracy`: share of routed decisions at r >= 2 in which
    sigmoid(z) >= 0.5 (of the auxiliary router if there is one) says what top-k did; under expert-choice and "topk" only.
    """
    model.eval()
    device = next(model.parameters()).device
    nats, tokens, agreed, decided = 0.0, 0, 0, 0
    depths = torch.zeros(model.config.num_recursions + 1, dtype=torch.long)
    for rows in windows.split(ROWS):
        rows = rows.to(device)
        output = model(rows[:, :-1], rule)
        losses = F.cross_entropy(output.logits.flatten(0, 1).float(), rows[:, 1:].flatten(), reduction="none")
        nats += float(losses.sum())
        tokens += output.depth.numel()
        depths += torch.bincount(output.depth.flatten().cpu(), minlength=len(depths))
        if rule == "topk" and model.config.routing.type == "expert":
            for _, decision in output.recursions[1:]:
                by_itself = (decision.logits if decision.aux_logits is None else decision.aux_logits) >= 0
                agreed += int((by_itself == decision.selected).sum())
                decided += decision.selected.numel()
        for meter in meters:
            meter.add(rows, output, losses.view_as(output.depth))
    loss = nats / tokens
    result = {"natsPerToken": loss, "bitsPerByte": loss / math.log(2) / bytes_per_token, "tokens": tokens,
              "meanDepth": float((depths * torch.arange(len(depths))).sum()) / tokens,
              "reaching": [float(depths[r:].sum()) / tokens for r in range(1, len(depths))]}
    return {**result, "selectionAccuracy": agreed / decided} if decided else result


def evaluate(run: RunConfig, model: MoR, folder: Path, work: Path, limit: int = 0) -> Dict[str, Any]:
    """Both rules on each held-out set of the family: {set: {rule: measures}}. `limit` windows a set, 0 for all."""
    tokenizer = data.tokenizer_for(folder, run.corpora, run.model.vocab_size, work / run.family)
    results: Dict[str, Any] = {}
    for file in data.find_files(folder, run.corpora, "valid"):
        windows = valid_windows(file, tokenizer, run.model.max_position_embeddings, work / run.family)
        used = windows[:limit] if limit else windows
        density = bytes_a_token(used, tokenizer)
        results[file.name.split(".txt")[0]] = {rule: measure(model, used, density, rule) for rule in RULES}
    return results


def load_model(run: RunConfig, work: Path) -> Tuple[MoR, Dict[str, Any]]:
    """The model of a run as it stands, and the state it came from."""
    saved = state.load(state.run_folder(work, run.family, run.id) / "state.pt")
    if saved is None:
        raise FileNotFoundError(f"{run.id} has not been trained in {work}")
    model = MoR(run.model)
    model.load_state_dict(saved["model"])
    return model.eval(), saved


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--limit", type=int, default=0, help="windows a set; all if 0")
    args = parser.parse_args()
    torch.set_num_threads(1)
    run = RunConfig.load(args.config)
    model, _ = load_model(run, args.work)
    print(json.dumps(evaluate(run, model, args.data, args.work, args.limit), indent=2))


if __name__ == "__main__":
    main()
