"""The whole family in one forward pass: vanilla, recursive, expert-choice, token-choice, random (spec 1.4, 2, 3, 9.1).

B sequences, T tokens, K of them active, d hidden size, V vocabulary.
"""

from typing import List, NamedTuple, Optional

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.cache import KVCache, Tokens
from training.config import ModelConfig
from training.layers import DecoderLayer, RMSNorm, Rotation
from training.routing import CHOICES, RULES, Assignment, Decision, TokenChoice
from training.sharing import cache_slot, stored_layer, stored_layers

INITIALIZER_RANGE = 0.02


class Recursion(NamedTuple):
    """What happened at one recursion."""

    candidates: Tokens
    """(B, K) tokens that went through the recursion before; all at the first."""
    decision: Decision
    """(B, K) of the candidates."""


class Output(NamedTuple):
    logits: Tensor
    """(B, T, V)."""
    recursions: List[Recursion]
    """One a recursion that was routed; empty for vanilla and recursive."""
    depth: Tensor
    """(B, T) int64: recursions each token went through."""
    assignment: Optional[Assignment]
    """Token-choice's decision."""


class MoR(nn.Module):
    """A model of the family, as its config says."""

    def __init__(self, config: ModelConfig):
        super().__init__()
        self.config = config
        self.embed_tokens = nn.Embedding(config.vocab_size, config.hidden_size)
        self.layers = nn.ModuleList(DecoderLayer(config) for _ in range(stored_layers(config)))
        self.norm = RMSNorm(config.hidden_size, config.rms_norm_eps)
        self.choice = CHOICES[config.routing.type](config) if config.routing.type != "none" else None
        for module in self.modules():
            if isinstance(module, (nn.Linear, nn.Embedding)):
                nn.init.normal_(module.weight, std=INITIALIZER_RANGE)

    def unrolled(self) -> List[DecoderLayer]:
        """The layers in the order a full-depth token meets them; shared ones appear once a recursion."""
        return [self.layers[stored_layer(self.config, i)] for i in range(self.config.num_hidden_layers)]

    def forward(self, ids: Tensor, rule: str = "topk", cache: Optional[KVCache] = None, start: int = 0) -> Output:
        """ids (B, T) at positions start .. start + T - 1; `cache` holds what came before and is added to.

        The rule says who goes on under expert-choice and random: "topk" looks at the whole sequence as training does,
        "threshold" at each token alone (spec 2.4).
        """
        if rule not in RULES:
            raise ValueError(f"rule is one of {RULES}, not {rule!r}")
        position = torch.arange(start, start + ids.shape[1], device=ids.device).expand(ids.shape)
        run = _Pass(self, Tokens(position, None), start, cache if cache is not None else KVCache(), rule)
        h = self.embed_tokens(ids)
        if self.config.has_ends:
            h = run.layer(0, h, run.all)
        h = self._recur(run, h)
        if self.config.has_ends:
            h = run.layer(self.config.num_hidden_layers - 1, h, run.all)
        logits = F.linear(self.norm(h), self.embed_tokens.weight)
        return Output(logits, run.recursions, run.depth, run.assignment)

    def _recur(self, run: "_Pass", h: Tensor) -> Tensor:
        if self.choice is None:
            return run.fixed_depth(h)
        if isinstance(self.choice, TokenChoice):
            return run.token_choice(h)
        return run.expert_choice(h)


class _Pass:
    """One forward pass: the model, the tokens of this call, the cache, and the record of what was decided."""

    def __init__(self, model: MoR, everyone: Tokens, start: int, cache: KVCache, rule: str):
        self.model, self.config = model, model.config
        self.all, self.start, self.cache, self.rule = everyone, start, cache, rule
        self.rotation = Rotation.at(everyone.position[:1], model.config)
        self.recursions: List[Recursion] = []
        self.depth = torch.ones_like(everyone.position)
        self.assignment: Optional[Assignment] = None

    def layer(self, i: int, h: Tensor, tokens: Tokens) -> Tensor:
        """Unrolled layer i on the states (B, K, d) of some tokens."""
        slot, writes = cache_slot(self.config, i)
        stored = self.model.layers[stored_layer(self.config, i)]
        return stored(h, tokens, self._rotation_of(tokens), self.cache, slot, writes)

    def _rotation_of(self, tokens: Tokens) -> Rotation:
        if tokens is self.all:
            return self.rotation
        index = tokens.position - self.start
        return Rotation(*(table[0, 0][index].unsqueeze(1) for table in self.rotation))

    def block(self, r: int, h: Tensor, tokens: Tokens) -> Tensor:
        """F: the b layers of recursion r (1-based), their residual connections included."""
        first = int(self.config.has_ends) + (r - 1) * self.config.block_layers
        for i in range(first, first + self.config.block_layers):
            h = self.layer(i, h, tokens)
        return h

    def fixed_depth(self, h: Tensor) -> Tensor:
        """Vanilla and recursive: every token through every layer."""
        first = int(self.config.has_ends)
        for i in range(first, first + self.config.recursed_layers):
            h = self.layer(i, h, self.all)
        self.depth = self.depth * self.config.num_recursions
        return h

    def expert_choice(self, h: Tensor) -> Tensor:
        """H <- H + g * F(H) for those selected, at each recursion again (spec 2.1, 2.2). Random routing too."""
        weighted = self.config.routing.gating == "weighted"
        active, x = self.all, h
        for r in range(1, self.config.num_recursions + 1):
            decision = self.model.choice.decide(r, x, active, h.shape[1], self.rule)
            active, x, gates = self._advance(r, active, x, decision)
            if active.position.shape[1] == 0:
                break
            y = self.block(r, x, active)
            added = gates[..., None] * y if weighted else y
            h = self._add(h, active, added)
            x = x + added
        return h

    def token_choice(self, h: Tensor) -> Tensor:
        """A token of depth i leaves recursion i with H^1 + g^i * F^i(..F^1(H^1)) (spec 3.2)."""
        routing = self.config.routing
        self.assignment = self.model.choice.assign(h)
        out, active, x = h, self.all, h
        for r in range(1, self.config.num_recursions + 1):
            decision = self.model.choice.decide(r, self.assignment, active.position - self.start)
            active, x, gates = self._advance(r, active, x, decision)
            if active.position.shape[1] == 0:
                break
            x = self.block(r, x, active)
            gated = gates[..., None] * x if routing.gating == "weighted" else x
            leaves = self.assignment.depth.gather(1, active.position - self.start) == r
            out = self._add(out, active, leaves[..., None] * gated)
            x = gated if routing.gate_every_recursion else x
        return out

    def _advance(self, r: int, candidates: Tokens, x: Tensor, decision: Decision):
        """Records the decision and returns those selected: who (B, K'), their states (B, K', d), their gates (B, K')."""
        if candidates.valid is not None:
            decision = decision._replace(selected=decision.selected & candidates.valid)
        self.recursions.append(Recursion(candidates, decision))
        if r == 1:
            return candidates, x, decision.gates
        index, valid = _places(decision.selected, exact=self._count_known())
        chosen = Tokens(candidates.position.gather(1, index), valid)
        ones = torch.ones_like(index) if valid is None else valid.long()
        self.depth = self.depth.scatter_add(1, chosen.position - self.start, ones)
        return chosen, _rows(x, index), decision.gates.gather(1, index)

    def _count_known(self) -> bool:
        """Top-k selects equally many in every row."""
        return self.rule == "topk" and self.config.routing.type in ("expert", "random")

    def _add(self, h: Tensor, tokens: Tokens, added: Tensor) -> Tensor:
        """h (B, T, d) with `added` (B, K, d) added at the tokens' places; padding adds nothing."""
        if tokens is self.all:
            return h + added
        if tokens.valid is not None:
            added = added * tokens.valid[..., None]
        index = (tokens.position - self.start)[..., None].expand(-1, -1, h.shape[-1])
        return h.scatter_add(1, index, added.to(h.dtype))


def _places(selected: Tensor, exact: bool):
    """(B, K) bool to (B, K') ascending places of the True ones and (B, K') validity, None where no row is padded."""
    counts = selected.sum(1)
    width = int(counts[0]) if exact else int(counts.max())
    places = torch.arange(selected.shape[1], device=selected.device)
    ordered = torch.where(selected, places, selected.shape[1]).sort(dim=1).values[:, :width]
    if exact or bool((counts == width).all()):
        return ordered, None
    return ordered.clamp(max=selected.shape[1] - 1), ordered < selected.shape[1]


def _rows(x: Tensor, index: Tensor) -> Tensor:
    """x (B, K, d) at (B, K') places of each row: (B, K', d)."""
    return x.gather(1, index[..., None].expand(-1, -1, x.shape[-1]))
