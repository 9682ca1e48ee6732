"""The Llama decoder layer (spec 1.1). B sequences, K query tokens, S key tokens, d hidden size."""

from typing import NamedTuple, Optional

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.cache import Entries, KVCache, Tokens
from training.config import ModelConfig

QUERY_BLOCK = 64
"""Queries at a time of causal attention without the fused operation: of 32, 64 and 128 the fastest at 256 tokens."""
MASKED = -1e9  # finite, so that a padding row without any key gives numbers, not NaN


class RMSNorm(nn.Module):
    """x / rms(x) * weight, in float32."""

    def __init__(self, size: int, eps: float):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        """(..., d) to (..., d)."""
        wide = x.float()
        return (wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + self.eps)).to(x.dtype) * self.weight


class Rotation(NamedTuple):
    """RoPE's angles of some tokens."""

    cos: Tensor
    """(B, 1, K, head size / 2) float32."""
    sin: Tensor
    """(B, 1, K, head size / 2) float32."""

    @staticmethod
    def at(position: Tensor, config: ModelConfig) -> "Rotation":
        """Angles at (B, K) absolute positions."""
        half = config.head_dim // 2
        exponent = torch.arange(half, device=position.device, dtype=torch.float32) / half
        angle = position[:, None, :, None].float() * config.rope_theta ** -exponent
        return Rotation(angle.cos(), angle.sin())

    def apply(self, x: Tensor) -> Tensor:
        """Rotates (B, heads, K, head size); the pairs are (i, i + half), Llama's half-split layout."""
        a, b = x.chunk(2, -1)
        return torch.cat([a * self.cos - b * self.sin, b * self.cos + a * self.sin], -1).to(x.dtype)


def attention_mask(queries: Tokens, keys: Tokens) -> Optional[Tensor]:
    """(B, 1, K, S) float32, 0 or MASKED: a query sees valid keys at its own position and before.

    None means plain causal: the queries are the keys.
    """
    if queries is keys and keys.valid is None:
        return None
    seen = keys.position[:, None, None, :] <= queries.position[:, None, :, None]
    if keys.valid is not None:
        seen = seen & keys.valid[:, None, None, :]
    return torch.zeros(seen.shape, device=seen.device).masked_fill_(~seen, MASKED)


def attend(q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor]) -> Tensor:
    """Scaled dot-product attention with grouped queries.

    q (B, H, K, head size), k and v (B, KV heads, S, head size), mask as `attention_mask` gives it
    to (B, H, K, head size).
    """
    if hasattr(F, "scaled_dot_product_attention"):
        k, v = (x.repeat_interleave(q.shape[1] // k.shape[1], 1) for x in (k, v))
        return F.scaled_dot_product_attention(q, k, v, None if mask is None else mask.to(q.dtype),
                                              is_causal=mask is None)
    return attend_causally(q, k, v) if mask is None else attend_by_formula(q, k, v, mask)


def attend_causally(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """Row i of the queries sees the keys 0 .. i. By blocks of queries, so that most of the triangle never seen is not computed."""
    blocks = []
    for block in q.split(QUERY_BLOCK, 2):
        rows, start = block.shape[2], sum(b.shape[2] for b in blocks)
        ahead = torch.full((rows, start + rows), MASKED, device=q.device).triu(start + 1)
        blocks.append(attend_by_formula(block, k[:, :, :start + rows], v[:, :, :start + rows], ahead))
    return torch.cat(blocks, 2)


def attend_by_formula(q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
    """As `attend`, for a PyTorch without the fused operation."""
    batch, heads, rows, size = q.shape
    groups, cols = k.shape[1], k.shape[2]
    grouped = (q * size**-0.5).reshape(batch, groups, -1, size)
    scores = (grouped @ k.transpose(-1, -2)).float().view(batch, heads, rows, cols).add_(mask)
    return (scores.softmax(-1).to(v.dtype).view(batch, groups, -1, cols) @ v).view(batch, heads, rows, size)


class Attention(nn.Module):
    """Grouped-query attention with RoPE, no bias."""

    def __init__(self, config: ModelConfig):
        super().__init__()
        self.size = config.head_dim
        d, kv = config.hidden_size, config.num_key_value_heads * config.head_dim
        self.q_proj = nn.Linear(d, d, bias=False)
        self.k_proj = nn.Linear(d, kv, bias=False)
        self.v_proj = nn.Linear(d, kv, bias=False)
        self.o_proj = nn.Linear(d, d, bias=False)

    def _heads(self, x: Tensor) -> Tensor:
        """(B, K, heads * size) to (B, heads, K, size)."""
        return x.view(*x.shape[:2], -1, self.size).transpose(1, 2)

    def forward(self, x: Tensor, tokens: Tokens, rotation: Rotation, cache: KVCache, slot: int, writes: bool) -> Tensor:
        """(B, K, d) to (B, K, d). Keys and values come from the slot, after this layer has added its own if it writes."""
        q = rotation.apply(self._heads(self.q_proj(x)))
        if writes:
            k = rotation.apply(self._heads(self.k_proj(x)))
            entries = cache.write(slot, Entries(k, self._heads(self.v_proj(x)), tokens))
        else:
            entries = cache.read(slot)
        y = attend(q, entries.key, entries.value, attention_mask(tokens, entries.tokens))
        return self.o_proj(y.transpose(1, 2).flatten(2))


class MLP(nn.Module):
    """SwiGLU."""

    def __init__(self, config: ModelConfig):
        super().__init__()
        self.gate_proj = nn.Linear(config.hidden_size, config.intermediate_size, bias=False)
        self.up_proj = nn.Linear(config.hidden_size, config.intermediate_size, bias=False)
        self.down_proj = nn.Linear(config.intermediate_size, config.hidden_size, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """(..., d) to (..., d)."""
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class DecoderLayer(nn.Module):
    """h + attention(norm(h)), then + mlp(norm(.))."""

    def __init__(self, config: ModelConfig):
        super().__init__()
        self.input_layernorm = RMSNorm(config.hidden_size, config.rms_norm_eps)
        self.self_attn = Attention(config)
        self.post_attention_layernorm = RMSNorm(config.hidden_size, config.rms_norm_eps)
        self.mlp = MLP(config)

    def forward(self, h: Tensor, tokens: Tokens, rotation: Rotation, cache: KVCache, slot: int, writes: bool) -> Tensor:
        """(B, K, d) to (B, K, d)."""
        h = h + self.self_attn(self.input_layernorm(h), tokens, rotation, cache, slot, writes)
        return h + self.mlp(self.post_attention_layernorm(h))
