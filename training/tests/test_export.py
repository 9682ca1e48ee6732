"""What is written is what is read: safetensors, checkpoints, cards, the manifest, fixtures."""

import json
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import torch

from training import checkpoint, safetensors
from training.fixtures import random_models, randomise, write_random
from training.tests.synthetic import CONFIGS, random_family, random_ids, write_text
from training.model import MoR


class Files(unittest.TestCase):
    def setUp(self) -> None:
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)

    def test_safetensors(self) -> None:
        tensors = {"b": torch.arange(6.0).view(2, 3), "a": torch.tensor([1.5, -2.0]).half(), "c": torch.ones(1).bfloat16()}
        path = self.folder / "x.safetensors"
        safetensors.save(path, tensors)
        read = safetensors.load(path)
        self.assertEqual({n: t.dtype for n, t in read.items()}, {n: t.dtype for n, t in tensors.items()})
        self.assertTrue(all(torch.equal(read[name], tensors[name]) for name in tensors))
        self.assertEqual(struct.unpack("<Q", path.read_bytes()[:8])[0] % 8, 0)

    @torch.no_grad()
    def test_a_checkpoint_gives_the_model_back(self) -> None:
        ids = random_ids(1, 12)
        for name, model in random_family():
            with self.subTest(name):
                checkpoint.save(self.folder / name, model, torch.float32)
                again = checkpoint.load(self.folder / name)
                self.assertEqual(again.config, model.config)
                self.assertTrue(torch.equal(again(ids).logits, model(ids).logits))

    def test_names_are_llamas_and_layers_are_stored_once(self) -> None:
        checkpoint.save(self.folder, randomise(MoR(random_models()["mor-expert"]), 0), torch.float16)
        tensors = safetensors.load(self.folder / "model.safetensors")
        self.assertEqual({n.split(".")[2] for n in tensors if n.startswith("model.layers.")}, {"0", "1", "2", "3"})
        self.assertEqual(tensors["model.routers.2.weight"].shape, (1, 32))
        self.assertEqual(tensors["model.layers.3.self_attn.k_proj.weight"].shape, (16, 32))
        self.assertNotIn("lm_head.weight", tensors)

    def test_a_fixture_says_what_the_model_does(self) -> None:
        write_random(self.folder, "mor-expert-r2", random_models()["mor-expert-r2"], torch.float32)
        model, expected = checkpoint.load(self.folder), safetensors.load(self.folder / "expected.safetensors")
        for case in json.loads((self.folder / "cases.json").read_text())["cases"]:
            with torch.no_grad():
                output = model(torch.tensor([case["ids"]]), case["rule"])
            self.assertTrue(torch.equal(output.logits[0], expected[case["name"]]))
            self.assertEqual(output.depth[0].tolist(), case["depth"])
            self.assertEqual(sum(len(r["selected"]) for r in case["recursions"]), sum(case["depth"]))

    def test_train_export_and_report(self) -> None:
        def run(module: str, *options: object) -> None:
            subprocess.run([sys.executable, "-m", f"training.{module}", *map(str, options)], check=True, capture_output=True)

        text, work, configs = write_text(self.folder), self.folder / "work", self.folder / "toy"
        configs.mkdir()
        family = {**json.loads((CONFIGS / "toy" / "family.json").read_text()), "members": ["mor-expert"]}
        (configs / "family.json").write_text(json.dumps(family))
        (configs / "mor-expert.json").write_text((CONFIGS / "toy" / "mor-expert.json").read_text())
        run("train", "--config", configs / "mor-expert.json", "--data", text, "--work", work, "--until", 10, "--device", "cpu")
        run("export", "--configs", configs, "--data", text, "--work", work, "--out", self.folder / "models")
        run("report", "--models", self.folder / "models", "--out", self.folder / "models.md")
        manifest = json.loads((self.folder / "models" / "index.json").read_text())
        member = manifest["families"][0]["members"][0]
        card = json.loads((self.folder / "models" / member["path"] / "card.json").read_text())
        self.assertEqual(card["state"], "in training: constant phase, 2560 tokens")
        self.assertEqual(card["parameters"]["total"], member["parameters"])
        self.assertEqual(set(card["heldOut"]["made.valid"]), {"topk", "threshold"})
        self.assertIn("`mor-expert`", (self.folder / "models.md").read_text())
        self.assertEqual(sorted(member["files"]), ["card.json", "config.json", "model.safetensors", "tokenizer.json"])
