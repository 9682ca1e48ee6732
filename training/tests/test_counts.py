"""Parameters and FLOPs of the paper's shapes: acceptance tests (b) and (c) of spec 9.2."""

import unittest
from typing import Any

from training.config import ConfigError, ModelConfig, Routing
from training.flops import honest_forward_flops, paper_forward_flops
from training.layers import DecoderLayer
from training.sharing import stored_layer, stored_layers

SHAPES = {  # hidden size, d_ff, heads, key-value heads, layers
    "135M": (576, 1536, 9, 3, 30), "360M": (960, 2560, 15, 5, 32), "730M": (1536, 4096, 24, 8, 26),
    "1.7B": (2048, 8192, 32, 32, 24)}


def paper(size: str, layers: int = 0, recursions: int = 1, cache: str = "full", routing: str = "none",
          sharing: str = "middle_cycle") -> ModelConfig:
    d, ff, heads, kv, base = SHAPES[size]
    return ModelConfig(vocab_size=49152, max_position_embeddings=2048, hidden_size=d, intermediate_size=ff,
                       num_hidden_layers=layers or base, num_attention_heads=heads, num_key_value_heads=kv,
                       num_recursions=recursions, sharing=sharing if recursions > 1 else "none", kv_cache=cache,
                       routing=Routing(type=routing))


class Parameters(unittest.TestCase):
    """(b)"""

    def test_a_layer(self) -> None:
        for size, expected in (("135M", 3_538_944), ("360M", 9_830_400), ("730M", 25_165_824), ("1.7B", 67_108_864)):
            layer = DecoderLayer(paper(size))
            self.assertEqual(sum(p.numel() for p in layer.parameters() if p.dim() == 2), expected)

    def test_unique_layers(self) -> None:
        table = [("360M", 32, 2, 17), ("360M", 32, 3, 12), ("360M", 34, 4, 10), ("135M", 32, 3, 12), ("730M", 26, 3, 10),
                 ("1.7B", 26, 3, 10), ("1.7B", 24, 2, 13)]
        for size, layers, recursions, unique in table:
            self.assertEqual(stored_layers(paper(size, layers, recursions)), unique)

    def test_the_maps(self) -> None:
        def order(sharing: str, layers: int) -> str:
            config = paper("360M", layers, 3, sharing=sharing)
            return "".join(str(stored_layer(config, i)) for i in range(layers))
        self.assertEqual(order("cycle", 9), "012012012")
        self.assertEqual(order("sequence", 9), "000111222")
        self.assertEqual(order("middle_cycle", 8), "01212123")
        self.assertEqual(order("middle_sequence", 8), "01112223")


class Flops(unittest.TestCase):
    """(c)"""

    def test_steps_within_the_papers_budget(self) -> None:
        table = [(paper("360M"), 16.5e18, 9438), (paper("360M", 32, 3), 16.5e18, 9438),
                 (paper("360M", 32, 2, "recursion_wise", "expert"), 16.5e18, 12619),
                 (paper("360M", 32, 3, "recursion_wise", "expert"), 16.5e18, 14160),
                 (paper("360M", 32, 3, "recursion_wise", "token"), 16.5e18, 14160),
                 (paper("360M", 34, 4, "recursion_wise", "expert"), 16.5e18, 14216),
                 (paper("360M", 32, 3, "recursive_sharing", "expert"), 16.5e18, 14672),
                 (paper("135M", 32, 3, "recursion_wise", "expert"), 16.5e18, 36326)]
        for config, budget, steps in table:
            self.assertAlmostEqual(budget / (paper_forward_flops(config, 2048) * 1024 * 2048), steps, delta=2)

    def test_the_honest_ratio(self) -> None:
        vanilla = honest_forward_flops(paper("360M"), 2048)
        for recursions, layers, ratio in ((2, 32, 0.774), (3, 32, 0.702), (4, 34, 0.699)):
            routed = honest_forward_flops(paper("360M", layers, recursions, "recursion_wise", "expert"), 2048)
            self.assertAlmostEqual(routed / vanilla, ratio, places=3)


class Config(unittest.TestCase):
    def test_what_does_not_describe_a_model_is_refused(self) -> None:
        def make(**changes: Any) -> None:
            ModelConfig.from_json({**paper("135M", 32, 3, "recursion_wise", "expert").to_json(), **changes})
        make()
        for wrong in ({"sharing": "sequence"}, {"kv_cache": "full"}, {"num_hidden_layers": 31}, {"sharing": "ring"},
                      {"routing": {"type": "expert", "capacities": [1, 0.5]}}, {"routing": {"type": "guess"}},
                      {"routing": {"type": "token", "activation": "tanh"}}, {"num_key_value_heads": 2}):
            with self.subTest(**wrong), self.assertRaises(ConfigError):
                make(**wrong)
