"""Which stored layer and which cache slot an unrolled layer uses (spec 1.3 and 4)."""

from typing import Sequence, Tuple

from torch import nn

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


def check_sharing(config: ModelConfig, unrolled: Sequence[nn.Module]) -> None:
    """Raises unless unrolled layers share every parameter exactly where the config says so (spec 9, row 1)."""
    pointers = [tuple(p.data_ptr() for p in layer.parameters()) for layer in unrolled]
    stored = [stored_layer(config, i) for i in range(config.num_hidden_layers)]
    if dict(zip(stored, pointers)) != dict(zip(reversed(stored), reversed(pointers))):
        raise AssertionError("layers that should share their parameters do not")
    distinct = {pointer for layer in pointers for pointer in layer}
    if len(distinct) != stored_layers(config) * len(pointers[0]):
        raise AssertionError("layers share parameters that they should not")
