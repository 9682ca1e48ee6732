"""int8 with a scale a row: by hand, and through the file."""

import tempfile
import unittest
from pathlib import Path

import torch

from training import safetensors
from training.quantize import losses_moved, quantize, quantized, widened


class QuantizeTest(unittest.TestCase):
    def test_a_row_is_scaled_by_its_largest(self) -> None:
        weight = torch.tensor([[1.0, -2.0, 0.5], [0.0, 0.0, 0.0], [127.0, 63.5, -127.0]])
        values, scale = quantize(weight)
        self.assertEqual(values.dtype, torch.int8)
        self.assertEqual(scale.dtype, torch.float16)
        self.assertEqual(values[0].tolist(), [64, -127, 32])
        self.assertEqual(values[1].tolist(), [0, 0, 0])
        self.assertEqual(values[2].tolist(), [127, 64, -127])
        self.assertAlmostEqual(scale[2].item(), 1.0)

    def test_no_number_is_off_by_more_than_half_a_step(self) -> None:
        torch.manual_seed(0)
        weight = torch.randn(64, 48)
        values, scale = quantize(weight)
        error = (values.float() * scale.float()[:, None] - weight).abs()
        self.assertTrue((error <= scale.float()[:, None] * 0.5 + 0.127 * scale.float()[:, None]).all())

    def test_norms_and_routers_stay(self) -> None:
        tensors = {"model.norm.weight": torch.ones(4), "model.routers.0.weight": torch.ones(1, 4),
                   "model.embed_tokens.weight": torch.randn(6, 4)}
        stored = quantized(tensors)
        self.assertEqual({name: str(value.dtype) for name, value in stored.items()}, {
            "model.norm.weight": "torch.float16", "model.routers.0.weight": "torch.float16",
            "model.embed_tokens.weight": "torch.int8", "model.embed_tokens.weight_scale": "torch.float16"})

    def test_the_file_brings_back_what_is_computed_with(self) -> None:
        stored = quantized({"a.weight": torch.randn(5, 3), "norm.weight": torch.randn(3)})
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.int8.safetensors"
            safetensors.save(path, stored)
            again = safetensors.load(path)
        self.assertEqual(sorted(again), sorted(stored))
        for name, value in widened(stored).items():
            self.assertTrue(torch.equal(widened(again)[name], value))

    def test_what_moves(self) -> None:
        before = {"a": {"topk": {"natsPerToken": 2.0}, "threshold": {"natsPerToken": 2.5}}}
        after = {"a": {"topk": {"natsPerToken": 2.25}, "threshold": {"natsPerToken": 2.5}}}
        self.assertEqual(losses_moved(before, after), {"a": {"topk": 0.25, "threshold": 0.0}})


if __name__ == "__main__":
    unittest.main()
