"""Keys and values that exist. A forward pass without a cache to go on from uses a fresh one."""

from typing import Dict, NamedTuple, Optional

import torch
from torch import Tensor


class Tokens(NamedTuple):
    """Tokens taking part in a step, in ascending order in each row; short rows are padded at their end."""

    position: Tensor
    """(B, K) int64, absolute."""
    valid: Optional[Tensor]
    """(B, K) bool, False on padding; None if there is none."""


class Entries(NamedTuple):
    """What one slot holds."""

    key: Tensor
    """(B, KV heads, S, head size), rotated to the original positions."""
    value: Tensor
    """(B, KV heads, S, head size)."""
    tokens: Tokens
    """(B, S) whose they are."""


class KVCache:
    """Slot to entries; which layer uses which slot is `sharing.cache_slot`'s to say."""

    def __init__(self) -> None:
        self.slots: Dict[int, Entries] = {}

    def write(self, slot: int, new: Entries) -> Entries:
        """Appends to a slot and returns all it now holds."""
        if slot in self.slots:
            old = self.slots[slot]
            new = Entries(torch.cat([old.key, new.key], 2), torch.cat([old.value, new.value], 2),
                          Tokens(torch.cat([old.tokens.position, new.tokens.position], 1),
                                 _join_valid(old.tokens, new.tokens)))
        self.slots[slot] = new
        return new

    def read(self, slot: int) -> Entries:
        return self.slots[slot]


def _join_valid(old: Tokens, new: Tokens) -> Optional[Tensor]:
    if old.valid is None and new.valid is None:
        return None
    return torch.cat([torch.ones_like(t.position, dtype=torch.bool) if t.valid is None else t.valid
                      for t in (old, new)], 1)
