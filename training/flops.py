"""FLOPs of a forward pass, a token on average, over sequences of T tokens.

Two accountings: the paper's, recovered from its step counts (spec 5.2), and the honest one, with grouped key-value heads,
the language-model head and the routers (spec 5.3). Norms and activations are in neither. 2 FLOPs a multiply-add.
"""

from typing import Tuple

from training.config import ModelConfig

BACKWARD_FACTOR = 3
"""Training costs a forward and a backward pass of twice its size."""


def _work(config: ModelConfig) -> Tuple[float, float, float]:
    """(passes, attended, made): layer passes a token; the same weighted by the keys seen; those that make keys.

    A capacity c_r at recursion r makes c_r passes. Under recursion-wise caching a query sees c_r * T / 2 keys, under
    sharing T / 2 (causal half). Everything without routing goes at capacity 1.
    """
    ends = config.num_hidden_layers - config.recursed_layers
    capacities = config.routing.capacities or [1.0] * config.num_recursions
    sharing = config.kv_cache == "recursive_sharing"
    passes = ends + config.block_layers * sum(capacities)
    attended = ends + config.block_layers * sum(c if sharing else c * c for c in capacities)
    made = ends + config.block_layers * (capacities[0] if sharing else sum(capacities))
    return passes, attended, made


def paper_forward_flops(config: ModelConfig, length: int) -> float:
    """Spec 5.2: W = 2 (4 d^2 + 3 d d_ff) and A = 2 T d a layer; keys and values at full width, no head, no routers."""
    d = config.hidden_size
    passes, attended, made = _work(config)
    weights = 2 * (4 * d * d + 3 * d * config.intermediate_size)
    return passes * weights - (passes - made) * 4 * d * d + attended * 2 * length * d


def honest_forward_flops(config: ModelConfig, length: int) -> float:
    """Spec 5.3: keys and values at their real width, the head and the routers counted."""
    d, kv = config.hidden_size, config.num_key_value_heads * config.head_dim
    passes, attended, made = _work(config)
    layers = passes * 2 * (2 * d * d + 3 * d * config.intermediate_size) + made * 2 * 2 * d * kv
    return layers + attended * 2 * length * d + 2 * config.vocab_size * d + router_flops(config)


def router_flops(config: ModelConfig) -> float:
    """Of the main routers. A router at recursion r reads those who went through r - 1; token-choice reads all, once."""
    routing, d = config.routing, config.hidden_size
    if routing.type not in ("expert", "token"):
        return 0.0
    if routing.type == "token":
        outputs, readings = config.num_recursions, 1.0
    else:
        outputs, readings = 1, 1.0 + sum(routing.capacities[:-1])
    middle = {"linear": 0, "mlp": 2 * d, "wide_mlp": 4 * d}[routing.router]
    return readings * 2 * (d * middle + middle * outputs if middle else d * outputs)


def training_flops(config: ModelConfig, tokens: int) -> float:
    """Of the whole training so far, by the honest accounting; auxiliary routers left out."""
    return BACKWARD_FACTOR * honest_forward_flops(config, config.max_position_embeddings) * tokens
