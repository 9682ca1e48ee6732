"""What is minimised: the language-model loss and the routers' (spec 2.4, 2.7, 3.3). All means, in nats."""

from typing import Dict

import torch
import torch.nn.functional as F
from torch import Tensor

from training.config import ModelConfig, TrainConfig
from training.model import Output


def losses(output: Output, targets: Tensor, config: ModelConfig, train: TrainConfig) -> Dict[str, Tensor]:
    """Each term unweighted under its name, and their weighted sum as "total". targets (B, T)."""
    terms = {"lm": F.cross_entropy(output.logits.flatten(0, 1).float(), targets.flatten())}
    total = terms["lm"]
    if config.routing.type == "expert":
        terms["aux"] = selection_loss(output, "logits")
        total = total + train.aux_loss * terms["aux"]
        if config.routing.aux_router:
            terms["aux_router"] = selection_loss(output, "aux_logits")
            total = total + terms["aux_router"]
        if train.z_loss:
            terms["z"] = sum(r.decision.logits.pow(2).mean() for r in output.recursions)
            total = total + train.z_loss * terms["z"]
    if config.routing.type == "token":
        terms["balance"] = balance_loss(output)
        terms["z"] = output.assignment.logits.logsumexp(-1).pow(2).mean()
        total = total + train.balance_loss * terms["balance"] + train.z_loss * terms["z"]
    terms["total"] = total
    return terms


def selection_loss(output: Output, which: str) -> Tensor:
    """Sum over recursions of the mean BCE between a router's logits and its own top-k membership (spec 2.4)."""
    return sum(F.binary_cross_entropy_with_logits(getattr(r.decision, which), r.decision.selected.float())
               for r in output.recursions)


def balance_loss(output: Output) -> Tensor:
    """sum_i f_i P_i: f_i = N_r / T * tokens of depth i, P_i the mean probability of depth i (spec 3.3)."""
    probabilities = output.assignment.probabilities.flatten(0, 1)
    share = F.one_hot(output.assignment.depth.flatten() - 1, probabilities.shape[-1]).float().mean(0)
    return probabilities.shape[-1] * torch.sum(share * probabilities.mean(0))
