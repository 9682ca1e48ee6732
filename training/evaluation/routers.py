"""What the routers do on held-out text. B windows, T tokens, N_r recursions.

The definitions are the paper's (arXiv 2507.10524), by way of the project's specification.
"""

import math
from typing import List, Sequence

import torch
from torch import Tensor

from training.config import ModelConfig
from training.evaluate import Meter
from training.evaluation.schema import RouterMeasures, ScoreHistogram
from training.model import Output

BINS = 20


def max_violation(load: Sequence[float]) -> float:
    """MaxVio = (max_i load_i - mean) / mean of the loads of N_r depths: 0 is balance (spec 3.3; Wang et al. 2024)."""
    mean = sum(load) / len(load)
    return (max(load) - mean) / mean


def load_entropy(load: Sequence[float]) -> float:
    """-sum_i p_i ln p_i of the share of tokens at each depth, in nats (spec 3.3).

    That it is the loads' and not the probabilities' follows from table 14: MaxVio 0.956 of three depths is a share of 0.652,
    and a half-and-half entropy of 0.652 and 0.348 is the 0.646 beside it.
    """
    return -sum(p * math.log(p) for p in load if p > 0)


class RouterMeter(Meter):
    """Counts over every pass of a set under one rule."""

    def __init__(self, config: ModelConfig, length: int, rule: str):
        n = config.num_recursions
        self.config, self.rule = config, rule
        self.depths = torch.zeros(n, dtype=torch.long)
        self.alive = torch.zeros(length, dtype=torch.bool)
        self.agreed, self.decided = [0] * (n - 1), [0] * (n - 1)
        self.low = -1.0 if config.routing.activation == "tanh" else 0.0
        self.counts = torch.zeros(n, 2, BINS, dtype=torch.long)

    def add(self, rows: Tensor, output: Output, nats: Tensor) -> None:
        self.depths += torch.bincount(output.depth.flatten().cpu() - 1, minlength=len(self.depths))
        self.alive |= (output.depth == self.config.num_recursions).any(0).cpu()
        for r, (candidates, decision) in enumerate(output.recursions):
            real = torch.ones_like(decision.selected) if candidates.valid is None else candidates.valid
            for k, chosen in enumerate((decision.selected, ~decision.selected)):
                self.counts[r, k] += torch.histc(self._scores(decision.scores[chosen & real]), BINS, self.low, 1.0).long().cpu()
            if r and self._learned_top_k():
                by_itself = (decision.logits if decision.aux_logits is None else decision.aux_logits) >= 0
                self.agreed[r - 1] += int((by_itself == decision.selected).sum())
                self.decided[r - 1] += decision.selected.numel()

    def _scores(self, scores: Tensor) -> Tensor:
        """Without token-choice's alpha, so that they lie between `low` and 1."""
        return scores / self.config.routing.alpha if self.config.routing.type == "token" else scores

    def _learned_top_k(self) -> bool:
        return self.rule == "topk" and self.config.routing.type == "expert"

    def result(self) -> RouterMeasures:
        """`deadPositions`: share of the T positions at which no window's token reached the last recursion (paper, appendix G.2;
        spec 9, row 11). `selectionAccuracyByRecursion`: the paper's sampling accuracy, at each r >= 2 the share of candidates
        for whom sigmoid(z) >= 0.5 says what top-k did (paper's table 13)."""
        total = int(self.depths.sum())
        load = [int(n) / total for n in self.depths]
        return {"load": load, "maxVio": max_violation(load), "entropy": load_entropy(load),
                "deadPositions": float((~self.alive).double().mean()),
                "selectionAccuracyByRecursion": [a / d for a, d in zip(self.agreed, self.decided)]
                if self._learned_top_k() else None,
                "scores": self._histograms()}

    def _histograms(self) -> List[ScoreHistogram]:
        return [{"recursion": r, "low": self.low, "high": 1.0, "selected": counts[0].tolist(), "others": counts[1].tolist()}
                for r, counts in enumerate(self.counts, start=1)]
