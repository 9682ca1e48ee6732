"""Which stored layer and which cache slot an unrolled layer uses (spec 1.3 and 4)."""

from typing import Tuple

from training.config import ModelConfig


def stored_layer(config: ModelConfig, layer: int) -> int:
    """Index of the stored layer behind unrolled layer `layer` (both 0-based)."""
    if config.sharing == "none":
        return layer
    block, recursions = config.block_layers, config.num_recursions
    if config.sharing == "cycle":
        return layer % block
    if config.sharing == "sequence":
        return layer // recursions
    if layer == 0:
        return 0
    if layer == config.num_hidden_layers - 1:
        return block + 1
    inner = layer - 1
    return 1 + (inner % block if config.sharing == "middle_cycle" else inner // recursions)


def stored_layers(config: ModelConfig) -> int:
    """How many layers are stored: the unique ones."""
    return 1 + max(stored_layer(config, layer) for layer in range(config.num_hidden_layers))


def cache_slot(config: ModelConfig, layer: int) -> Tuple[int, bool]:
    """(slot, writes): where unrolled layer `layer` keeps its keys and values, and whether it makes any of its own.

    Under recursive sharing the first unrolled layer of a stored layer writes, the later ones read what it wrote.
    """
    if config.kv_cache != "recursive_sharing":
        return layer, True
    slot = stored_layer(config, layer)
    return slot, all(stored_layer(config, earlier) != slot for earlier in range(layer))
