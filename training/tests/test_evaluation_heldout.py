"""Routers, token classes, kept results and the command of the evaluation harness, against cases computed by hand."""

import json
import math
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import torch

from training import checkpoint
from training.cache import Tokens
from training.config import ModelConfig, Routing
from training.evaluate import measure
from training.evaluation.classes import (CONTINUATION, END, KINDS, OTHER, PUNCTUATION, START, UNKNOWN, WHITE_SPACE, DepthMeter,
                                         Kinds, Tally, band_names, frequency_bands, kind_alone)
from training.evaluation.heldout import measure_held_out
from training.evaluation.records import remembered
from training.evaluation.routers import BINS, RouterMeter, load_entropy, max_violation
from training.fixtures import SHAPE, random_models, randomise
from training.model import MoR, Output, Recursion
from training.routing import Decision
from training.tests.synthetic import random_ids, write_text
from training.tokenizer import Tokenizer

BYTES = Tokenizer([])


def expert(activation: str = "sigmoid") -> ModelConfig:
    return ModelConfig(**SHAPE, num_hidden_layers=6, num_recursions=2, sharing="middle_cycle", kv_cache="recursion_wise",
                       routing=Routing(type="expert", activation=activation))


def output(depth, recursions) -> Output:
    return Output(torch.empty(0), recursions, torch.tensor(depth), None)


def recursion(logits, selected, valid=None) -> Recursion:
    z = torch.tensor(logits)
    position = torch.arange(z.shape[1]).expand(z.shape)
    return Recursion(Tokens(position, None if valid is None else torch.tensor(valid)),
                     Decision(z, z.sigmoid(), 0.1 * z.sigmoid(), torch.tensor(selected)))


class Balance(unittest.TestCase):
    def test_max_violation(self) -> None:
        self.assertEqual(max_violation([0.25] * 4), 0)
        self.assertAlmostEqual(max_violation([0.6, 0.3, 0.1]), 0.8)

    def test_entropy(self) -> None:
        self.assertAlmostEqual(load_entropy([1 / 3] * 3), math.log(3))
        self.assertAlmostEqual(load_entropy([0.5, 0.5, 0.0]), math.log(2))

    def test_a_row_of_the_papers_table_14(self) -> None:
        load = [1.956 / 3, 1 - 1.956 / 3, 0.0]
        self.assertAlmostEqual(max_violation(load), 0.956)
        self.assertAlmostEqual(load_entropy(load), 0.646, places=3)


class Routers(unittest.TestCase):
    def test_top_k_of_two_windows(self) -> None:
        """Second recursion: of 8 decisions the threshold would take 3 otherwise; position 3 is never selected."""
        meter = RouterMeter(expert(), 4, "topk")
        every = [[True] * 4] * 2
        meter.add(torch.empty(0), output([[2, 2, 1, 1], [1, 2, 2, 1]], [
            recursion([[9.0] * 4] * 2, every),
            recursion([[3.0, 2.0, 1.0, -1.0], [-3.0, -1.0, 2.0, 1.0]], [[True, True, False, False], [False, True, True, False]]),
        ]), torch.empty(0))
        found = meter.result()
        self.assertEqual(found["selectionAccuracyByRecursion"], [5 / 8])
        self.assertEqual(found["deadPositions"], 0.25)
        self.assertEqual((found["load"], found["maxVio"]), ([0.5, 0.5], 0.0))
        self.assertAlmostEqual(found["entropy"], math.log(2))
        first, second = found["scores"]
        self.assertEqual((first["selected"][-1], sum(first["others"])), (8, 0))
        self.assertEqual((sum(second["selected"]), sum(second["others"])), (4, 4))
        self.assertEqual(second["selected"][int(float(torch.tensor(-1.0).sigmoid()) * BINS)], 1)

    def test_padding_is_not_counted(self) -> None:
        meter = RouterMeter(expert(), 2, "threshold")
        meter.add(torch.empty(0), output([[1, 1]], [recursion([[1.0, 1.0]], [[True, False]], [[True, False]])]), torch.empty(0))
        self.assertEqual(sum(map(sum, (meter.result()["scores"][0]["selected"], meter.result()["scores"][0]["others"]))), 1)
        self.assertIsNone(meter.result()["selectionAccuracyByRecursion"])

    def test_tanh_scores_begin_at_minus_one(self) -> None:
        self.assertEqual(RouterMeter(expert("tanh"), 2, "topk").low, -1.0)

    def test_it_agrees_with_the_cards_measures(self) -> None:
        model, windows = randomise(MoR(random_models()["mor-expert-r4"]), 0), random_ids(5, 41)
        meter = RouterMeter(model.config, 40, "topk")
        measured = measure(model, windows, 1.0, "topk", [meter])
        found = meter.result()
        shares = [a - b for a, b in zip(measured["reaching"], [*measured["reaching"][1:], 0.0])]
        self.assertTrue(torch.allclose(torch.tensor(found["load"]), torch.tensor(shares)))
        pooled = sum(meter.agreed) / sum(meter.decided)
        self.assertAlmostEqual(measured["selectionAccuracy"], pooled)


class TokenClasses(unittest.TestCase):
    def test_of_single_tokens(self) -> None:
        texts = ("a", " the", "'ve", "7", ",", ' "', "\n", "  ", "\ufffd")
        self.assertEqual([kind_alone(1, text) for text in texts],
                         [START] * 4 + [PUNCTUATION] * 2 + [WHITE_SPACE] * 2 + [OTHER])
        self.assertEqual(kind_alone(0, "<|endoftext|>"), END)

    def test_in_a_sentence(self) -> None:
        """ "So" is two tokens, " I" one, "'ve" one that goes on; a word after a quotation mark starts."""
        tokenizer = Tokenizer([("\u0120", "I"), ("v", "e"), ("'", "ve")])
        ids = [0, *tokenizer.encode("So I've \"no\".\n"), 0]
        self.assertEqual(Kinds(tokenizer).of(torch.tensor([ids]))[0].tolist(), [
            START, CONTINUATION, START, CONTINUATION, WHITE_SPACE, PUNCTUATION, START, CONTINUATION, PUNCTUATION, PUNCTUATION,
            WHITE_SPACE, END])

    def test_bands_by_rank(self) -> None:
        windows = torch.tensor([[5] * 9 + [3] * 5 + [4] * 5 + [7]])  # the last one is no input
        bands = frequency_bands(windows, 600)
        self.assertEqual(bands[[5, 3, 4]].tolist(), [0, 0, 0])
        self.assertEqual([int((bands == band).sum()) for band in range(4)], [10, 90, 400, 100])
        self.assertEqual(band_names((10, 100), 1, 1), ["1-10", "11-100", "101-"])
        self.assertEqual(band_names((0.5, 2.0), 0, 0), ["0-0.5", "0.5-2", "2-"])

    def test_a_tally(self) -> None:
        tally = Tally(("a", "b", "never"), 3)
        tally.add(torch.tensor([[0, 1, 0, UNKNOWN]]), torch.tensor([[1, 3, 2, 3]]), torch.tensor([[1.0, 4.0, 2.0, 9.0]]))
        self.assertEqual(tally.result(), [
            {"name": "a", "tokens": 2, "meanDepth": 1.5, "share": [0.5, 0.5, 0.0], "natsPerToken": 1.5},
            {"name": "b", "tokens": 1, "meanDepth": 3.0, "share": [0.0, 0.0, 1.0], "natsPerToken": 4.0}])

    def test_each_question_divides_the_same_tokens(self) -> None:
        rows = torch.tensor([[0, *BYTES.encode("ab c.")]])
        meter = DepthMeter(BYTES, rows, 2)
        meter.add(rows, output([[2, 1, 1, 2, 1]], []), torch.tensor([[0.1, 0.5, 1.0, 3.0, 7.0]]))
        found = meter.result()
        self.assertEqual([(c["name"], c["tokens"]) for c in found["nextToken"]],
                         [("word start", 2), ("word continuation", 1), ("punctuation", 1), ("white space", 1)])
        self.assertEqual([(c["name"], c["meanDepth"]) for c in found["nextToken"]][:2],
                         [("word start", 2.0), ("word continuation", 1.0)])
        self.assertEqual(sum(c["tokens"] for c in found["token"]), 4)  # what the window begins with follows nothing
        self.assertEqual([(c["name"], c["tokens"]) for c in found["nextLoss"]],
                         [("0-0.5", 1), ("0.5-1", 1), ("1-2", 1), ("2-4", 1), ("6-", 1)])
        self.assertEqual(len(KINDS), len(set(KINDS)))


class HeldOut(unittest.TestCase):
    def test_one_pass_measures_everything(self) -> None:
        for name in ("vanilla", "mor-expert", "mor-token", "mor-random"):
            model, windows = randomise(MoR(random_models()[name]), 0), random_ids(6, 33, vocab_size=120)
            for rule, found in measure_held_out(model, BYTES, windows).items():
                self.assertEqual((found["tokens"], found["windows"]), (192, 6))
                self.assertAlmostEqual(sum(found["windowNats"]) / 6, found["natsPerToken"], places=3)
                self.assertTrue(found["natsLow"] < found["natsPerToken"] < found["natsHigh"])
                self.assertEqual(sum(c["tokens"] for c in found["depthByClass"]["nextToken"]), 192)
                self.assertEqual(found["router"] is None, name == "vanilla")
                self.assertEqual("selectionAccuracy" in found, name == "mor-expert" and rule == "topk")


class Kept(unittest.TestCase):
    def test_computed_once_and_again_when_the_key_changes(self) -> None:
        calls = []
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "a" / "b.json"
            for key, fresh in (({"weights": "x"}, True), ({"weights": "x"}, False), ({"weights": "y"}, True)):
                kept = remembered(path, key, lambda: calls.append(key) or {"pi": 3.14159265})
                self.assertEqual((kept.fresh, kept.result), (fresh, {"pi": 3.141593}))
        self.assertEqual(len(calls), 2)


class Command(unittest.TestCase):
    def test_a_family_and_again_from_what_was_kept(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for member in ("vanilla", "mor-expert"):
                home = folder / "models" / member
                checkpoint.save(home, randomise(MoR(random_models()[member]), 0), torch.float16)
                BYTES.save(home / "tokenizer.json")
                (home / "card.json").write_text(json.dumps({"id": member, "family": "made", "data": [{"name": "made"}]}))
            (folder / "copa.jsonl").write_text(
                "".join(json.dumps({"query": "so", "choices": [f"a{i}", f"bb{i}"], "gold": i % 2}) + "\n" for i in range(8)))
            command = [sys.executable, "-m", "training.evaluation", "--models", str(folder / "models"),
                       "--text", str(write_text(folder)), "--items", str(folder), "--out", str(folder / "out"),
                       "--work", str(folder / "work"), "--limit", "3", "copa=6", "--windows", "5", "--device", "cpu"]
            first, again = (subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(2))
            found = {path.stem: json.loads(path.read_text()) for path in (folder / "out").glob("*.json")}
        self.assertEqual((first.count("kept"), again.count("kept")), (0, 4))
        self.assertEqual(sorted(found), ["comparisons", "mor-expert", "vanilla"])
        self.assertEqual(found["mor-expert"]["rules"], ["threshold", "topk"])
        self.assertEqual(found["mor-expert"]["heldOut"]["made.valid"]["topk"]["windows"], 5)
        self.assertEqual([(s["set"], s["items"], s["of"]) for s in found["vanilla"]["scores"]], [("copa", 6, 8)])
        self.assertIn(" --text DIR --items DIR ", found["vanilla"]["command"])
        self.assertEqual([c["member"] for c in found["comparisons"]["comparisons"]], ["mor-expert"])
