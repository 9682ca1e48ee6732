"""Who goes on to the next recursion, and with what gate (spec 2 and 3). B sequences, K candidates, d hidden size."""

from typing import List, NamedTuple, Optional

import torch
from torch import Tensor, nn

from training.cache import Tokens
from training.config import ModelConfig, Routing

RULES = ("topk", "threshold")


def rules_of(config: ModelConfig) -> List[str]:
    """Both rules where they differ; without routing and under token-choice they do not."""
    return ["threshold", "topk"] if config.routing.type in ("expert", "random") else ["threshold"]


class Decision(NamedTuple):
    """What a router says of the candidates of one recursion; everything (B, K)."""

    logits: Optional[Tensor]
    """float32, before the activation; None under random routing."""
    scores: Tensor
    """What the decision was taken by: the activation of the logits, or the random number."""
    gates: Tensor
    """float32 factor of the block's output, for those selected."""
    selected: Tensor
    """bool."""
    aux_logits: Optional[Tensor] = None
    """float32 logits of the auxiliary router, if there is one."""


class Router(nn.Sequential):
    """(..., d) to (..., outputs), in float32, no bias: d -> m -> GELU -> outputs with m = 2d or 4d (spec 9, row 10)."""

    def __init__(self, kind: str, hidden_size: int, outputs: int):
        middle = {"mlp": 2, "wide_mlp": 4}[kind] * hidden_size
        super().__init__(nn.Linear(hidden_size, middle, bias=False), nn.GELU(), nn.Linear(middle, outputs, bias=False))


def make_router(kind: str, hidden_size: int, outputs: int) -> nn.Module:
    return nn.Linear(hidden_size, outputs, bias=False) if kind == "linear" else Router(kind, hidden_size, outputs)


def logits_of(router: nn.Module, x: Tensor) -> Tensor:
    """The router's logits in float32, whatever the precision around it."""
    with torch.autocast(x.device.type, enabled=False):
        return router(x.float())


def top_k(scores: Tensor, k: int) -> Tensor:
    """(B, K) bool: the k largest in each row, the earlier one first on a tie."""
    best = scores.detach().sort(dim=-1, descending=True, stable=True).indices[:, :k]
    return torch.zeros_like(scores, dtype=torch.bool).scatter_(1, best, True)


def capacity(fraction: float, length: int) -> int:
    """k_r = max(1, floor(c_r * T)), T the full sequence length (spec 2.2)."""
    return max(1, int(fraction * length))


class ExpertChoice(nn.Module):
    """Each recursion's own router chooses tokens among those still going (spec 2)."""

    def __init__(self, config: ModelConfig):
        super().__init__()
        self.routing = config.routing
        kind, d, n = config.routing.router, config.hidden_size, config.num_recursions
        self.routers = nn.ModuleList(make_router(kind, d, 1) for _ in range(n))
        self.aux_routers = nn.ModuleList(make_router(kind, d, 1) for _ in range(n if config.routing.aux_router else 0))

    def decide(self, r: int, x: Tensor, candidates: Tokens, length: int, rule: str) -> Decision:
        """x (B, K, d): states of the candidates of recursion r (1-based), of sequences `length` long."""
        z = logits_of(self.routers[r - 1], x).squeeze(-1)
        aux = logits_of(self.aux_routers[r - 1], x.detach()).squeeze(-1) if self.routing.aux_router else None
        scores = z.sigmoid() if self.routing.activation == "sigmoid" else z.tanh()
        if r == 1:
            selected = torch.ones_like(z, dtype=torch.bool)
        elif rule == "topk":
            selected = top_k(z, capacity(self.routing.capacities[r - 1], length))
        else:  # sigmoid(z) >= 0.5, and for tanh z >= 0: the same (spec 2.4)
            selected = (z if aux is None else aux) >= 0
        return Decision(z, scores, self.routing.alpha * scores, selected, aux)


class RandomChoice(nn.Module):
    """The control: scores from a hash of seed, recursion and position; while training, fresh draws (spec 2.7)."""

    def __init__(self, config: ModelConfig):
        super().__init__()
        self.routing = config.routing

    def decide(self, r: int, x: Tensor, candidates: Tokens, length: int, rule: str) -> Decision:
        """As `ExpertChoice.decide`; x only says on which device."""
        if self.training:
            u = torch.rand(candidates.position.shape, device=x.device)
        else:
            u = random_scores(self.routing.seed, r, candidates.position)
        return Decision(None, u, self.routing.alpha * u, random_selection(self.routing, r, u, length, rule))


def random_selection(routing: Routing, r: int, u: Tensor, length: int, rule: str) -> Tensor:
    """(B, K) bool: who goes through recursion r under random scores u."""
    if r == 1:
        return torch.ones_like(u, dtype=torch.bool)
    if rule == "topk":
        return top_k(u, capacity(routing.capacities[r - 1], length))
    return u.double() >= 1 - routing.capacities[r - 1] / routing.capacities[r - 2]


def random_scores(seed: int, r: int, position: Tensor) -> Tensor:
    """float32 in [0, 1), the shape of `position`: `training/README.md`, "Random scores"."""
    h = _lowbias32(torch.full_like(position, (seed + 0x9E3779B9) & 0xFFFFFFFF))
    h = _lowbias32(_lowbias32(h ^ r) ^ position)
    return (h >> 8).float() / 2**24


def _lowbias32(x: Tensor) -> Tensor:
    """A 32-bit integer hash on int64 tensors that hold unsigned 32-bit values."""
    x = (x ^ (x >> 16)) * 0x7FEB352D & 0xFFFFFFFF
    x = (x ^ (x >> 15)) * 0x846CA68B & 0xFFFFFFFF
    return x ^ (x >> 16)


class Assignment(NamedTuple):
    """Token-choice's one decision."""

    logits: Tensor
    """(B, T, N_r) float32."""
    probabilities: Tensor
    """(B, T, N_r): alpha * softmax or alpha * sigmoid of the logits."""
    depth: Tensor
    """(B, T) int64, 1..N_r: the largest probability, the lower depth on a tie."""


class TokenChoice(nn.Module):
    """Each token chooses its depth once, before the first recursion (spec 3)."""

    def __init__(self, config: ModelConfig):
        super().__init__()
        self.routing = config.routing
        self.routers = nn.ModuleList([make_router(config.routing.router, config.hidden_size, config.num_recursions)])

    def assign(self, x: Tensor) -> Assignment:
        """x (B, T, d): the states that enter the first recursion."""
        z = logits_of(self.routers[0], x)
        p = self.routing.alpha * (z.softmax(-1) if self.routing.activation == "softmax" else z.sigmoid())
        best = p.detach().sort(dim=-1, descending=True, stable=True).indices[..., 0]
        return Assignment(z, p, best + 1)

    def decide(self, r: int, assignment: Assignment, index: Tensor) -> Decision:
        """What the assignment means at recursion r for the candidates at (B, K) places of the sequence."""
        z, p = (x[..., r - 1].gather(1, index) for x in (assignment.logits, assignment.probabilities))
        depth = assignment.depth.gather(1, index)
        gates = p if self.routing.gate_every_recursion else torch.where(depth == r, p, torch.ones_like(p))
        return Decision(z, p, gates, depth >= r)


CHOICES = {"expert": ExpertChoice, "token": TokenChoice, "random": RandomChoice}
