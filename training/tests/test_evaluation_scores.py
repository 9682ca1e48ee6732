"""Scored sets: reading, likelihoods, choices, intervals, against cases computed by hand."""

import json
import math
import tarfile
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from training.evaluation.agreement import clear_choice
from training.evaluation.bootstrap import estimate, interval
from training.evaluation.compare import compare
from training.evaluation.grammar import grammar_items
from training.evaluation.items import PHENOMENA, SETS, Candidate, Item, digest, read_items, read_sets, shuffled
from training.evaluation.likelihood import Likelihood, Row, batches, log_likelihoods
from training.evaluation.scoring import chance, choose, encode, pack, summarise, unpack
from training.routing import rules_of
from training.tests.synthetic import random_family, random_ids
from training.tokenizer import Tokenizer

BYTES = Tokenizer([])


def likely(*nats: float):
    return [Likelihood(value, False) for value in nats]


class Intervals(unittest.TestCase):
    def test_of_a_fair_coin(self) -> None:
        """The normal approximation: 0.5 -+ 1.96 * sqrt(0.25 / 400) = 0.451 .. 0.549."""
        found = estimate([0.0, 1.0] * 200)
        self.assertEqual(found["value"], 0.5)
        self.assertAlmostEqual(found["low"], 0.451, delta=0.005)
        self.assertAlmostEqual(found["high"], 0.549, delta=0.005)

    def test_it_is_seeded_and_of_equal_values_a_point(self) -> None:
        values = np.random.RandomState(1).rand(50)
        self.assertEqual(interval(values), interval(values))
        self.assertEqual(interval([0.25] * 7), (0.25, 0.25))


class Choosing(unittest.TestCase):
    def test_plain_and_by_length(self) -> None:
        """-6 / 2 = -3 a byte against -8 / 8 = -1: the longer one wins only by length."""
        self.assertEqual(choose([-6.0, -8.0], [1, 1]), 0)
        self.assertEqual(choose([-6.0, -8.0], [2, 8]), 1)
        self.assertEqual(choose([-4.0, -4.0], [1, 1]), 0)

    def test_accuracies_of_a_set(self) -> None:
        items = [Item((Candidate("", ""),) * 2, gold) for gold in (0, 1, 1, 0)]
        found = [likely(-6, -8), likely(-6, -8), likely(-9, -8), likely(-1, -2)]
        score = summarise(items, found, [[2, 8], [2, 8], [2, 2], [1, 1]], "threshold", "accuracyNormalised")
        self.assertEqual(score["accuracy"]["value"], 0.75)
        self.assertEqual(score["accuracyNormalised"]["value"], 0.75)
        self.assertEqual(score["right"], pack([0, 1, 1, 1]))
        self.assertTrue(score["causal"])
        self.assertIsNone(score["natsPerWord"])

    def test_blimp_by_phenomenon(self) -> None:
        items = [Item((Candidate("", "a"), Candidate("", "b")), 0, group) for group in ("x", "x", "y")]
        score = summarise(items, [likely(-1, -2), likely(-3, -2), likely(-1, -5)], [[1, 1]] * 3, "topk", "accuracy")
        self.assertAlmostEqual(score["accuracy"]["value"], 2 / 3)
        self.assertEqual({name: (g["items"], g["accuracy"]["value"]) for name, g in score["groups"].items()},
                         {"x": (2, 0.5), "y": (1, 1.0)})
        self.assertFalse(score["causal"])

    def test_a_word_is_right_if_every_token_is_the_likeliest(self) -> None:
        items = [Item((Candidate("a", " b"),), 0)] * 2
        score = summarise(items, [[Likelihood(-1.0, True)], [Likelihood(-3.0, False)]], [[1], [1]], "threshold", "accuracy")
        self.assertEqual((score["accuracy"]["value"], score["natsPerWord"]["value"]), (0.5, 2.0))

    def test_chance(self) -> None:
        row = Row((0, 1, 2), 2)
        choices = [Item((Candidate("", ""),) * n, 0) for n in (2, 4)]
        self.assertEqual(chance(choices, [[row] * 2, [row] * 4], 10), 0.375)
        self.assertAlmostEqual(chance([Item((Candidate("", ""),), 0)], [[row]], 10), 0.01)

    def test_right_and_wrong_as_bits(self) -> None:
        self.assertEqual(pack([1, 0, 1, 0, 1, 1, 1, 1, 1]), "af80")
        self.assertEqual(unpack("af80", 9).tolist(), [1, 0, 1, 0, 1, 1, 1, 1, 1])


class Encoding(unittest.TestCase):
    def test_after_an_end_of_text_and_without_the_space_in_the_length(self) -> None:
        found = encode(Candidate("ab", " cd"), BYTES, 10)
        self.assertEqual(found.row, Row((0, *BYTES.encode("ab cd")), 3))
        self.assertEqual((found.bytes, found.truncated), (2, False))

    def test_the_beginning_is_cut_off(self) -> None:
        self.assertEqual(encode(Candidate("abcdef", "gh"), BYTES, 4), (Row(tuple(BYTES.encode("defgh")), 2), 2, True))
        self.assertEqual(encode(Candidate("a", "bcdefgh"), BYTES, 4).row, Row(tuple(BYTES.encode("defgh")), 4))


class Likelihoods(unittest.TestCase):
    def test_a_model_that_knows_nothing(self) -> None:
        _, model = next(random_family())
        with torch.no_grad():
            model.embed_tokens.weight.zero_()
        found = log_likelihoods(model, [Row((3, 5, 7, 9), 2), Row((3, 0), 1)], "threshold")
        self.assertAlmostEqual(found[0].nats, -2 * math.log(256), places=5)
        self.assertAlmostEqual(found[1].nats, -math.log(256), places=5)
        self.assertEqual([x.greedy for x in found], [False, True])

    @torch.no_grad()
    def test_a_batch_gives_what_each_row_gives_alone(self) -> None:
        rows = [Row(tuple(random_ids(1, length, seed=seed)[0].tolist()), 1 + seed % 4)
                for seed, length in enumerate((5, 9, 9, 14, 30, 9, 6))]
        rows += [Row((*rows[3].ids[:-1], 11), 3), Row(rows[4].ids, 29)]
        for name, model in random_family():
            for rule in rules_of(model.config):
                for row, found in zip(rows, log_likelihoods(model, rows, rule)):
                    ids = torch.tensor(row.ids)
                    each = model(ids[None, :-1], rule).logits[0].log_softmax(-1)[-row.scored:]
                    expected = each.gather(1, ids[-row.scored:, None]).sum()
                    self.assertAlmostEqual(found.nats, float(expected), delta=1e-3, msg=f"{name} {rule}")
                    self.assertEqual(found.greedy, each.argmax(-1).tolist() == ids[-row.scored:].tolist())

    def test_passes(self) -> None:
        inputs = [(1,) * length for length in (1500, 1500, 2000, 2000, 2000)]
        self.assertEqual([len(batch) for batch in batches(inputs, pad=True)], [2, 2, 1])
        self.assertEqual([len(batch) for batch in batches([(1,), (2,), (1, 2)], pad=False)], [2, 1])


class Sets(unittest.TestCase):
    FILES = {
        "copa.jsonl": [{"query": "It rained, so ", "choices": ["she ran.", "he sang."], "gold": 1}],
        "arc_easy.jsonl": [{"query": "Question: Why?", "choices": ["a", "b"], "gold": 0}],
        "winogrande.jsonl": [{"context_options": ["Ann saw Bo. Ann", "Ann saw Bo. Bo"], "continuation": "left.", "gold": 0}],
        "lambada_openai.jsonl": [{"context": "a b", "continuation": "c"}],
        "blimp.jsonl": [{"good": "Cats sit.", "bad": "Cats sits.", "uid": "causative", "field": "syntax"}],
        "unknown.jsonl": [{}]}

    def test_each_format_from_a_folder_and_from_a_tar_file(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "sets"
            (folder / "mmlu" / "test").mkdir(parents=True)
            for file, lines in self.FILES.items():
                (folder / file).write_text("".join(json.dumps(line) + "\n" for line in lines))
            (folder / "mmlu" / "test" / "law_test.csv").write_text('"One, two?",a,b,c,d,C\n')
            with tarfile.open(Path(name) / "sets.tar.xz", "w:xz") as archive:
                archive.add(folder, ".")
            found, packed = read_sets(folder), read_sets(Path(name) / "sets.tar.xz")
        self.assertEqual({n: digest(files) for n, files in found.items()}, {n: digest(files) for n, files in packed.items()})
        items = {of_set: read_items(of_set, files)[0] for of_set, files in found.items()}
        self.assertEqual(items["copa"], Item((Candidate("It rained, so", " she ran."), Candidate("It rained, so", " he sang.")), 1))
        self.assertEqual(items["arc_easy"].candidates[1], Candidate("Question: Why?\nAnswer:", " b"))
        self.assertEqual(items["winogrande"].candidates[1], Candidate("Ann saw Bo. Bo", " left."))
        self.assertEqual(items["lambada_openai"], Item((Candidate("a b", " c"),), 0))
        self.assertEqual(items["blimp"], Item((Candidate("", "Cats sit."), Candidate("", "Cats sits.")), 0, "argument structure"))
        self.assertEqual(items["mmlu"].gold, 2)
        self.assertEqual(items["mmlu"].candidates[0], Candidate("Question: One, two?\nAnswer:", " a"))
        self.assertNotIn("unknown", items)

    def test_the_first_of_one_shuffle(self) -> None:
        items = [Item((), n) for n in range(50)]
        self.assertEqual(shuffled(items, 7), shuffled(items, 0)[:7])
        self.assertEqual(sorted(item.gold for item in shuffled(items, 0)), list(range(50)))
        self.assertNotEqual([item.gold for item in shuffled(items, 7)], list(range(7)))

    def test_blimp_has_67_paradigms_in_12_phenomena(self) -> None:
        self.assertEqual((len(PHENOMENA), len(set(PHENOMENA.values()))), (67, 12))

    def test_the_paper_does_not_normalise_lambada_winogrande_and_mmlu(self) -> None:
        for name in ("lambada_openai", "winogrande", "mmlu"):
            self.assertEqual(SETS[name]["headline"], "accuracy")
        for name in ("hellaswag_sample", "piqa", "arc_easy", "arc_challenge"):
            self.assertEqual(SETS[name]["headline"], "accuracyNormalised")


class Comparing(unittest.TestCase):
    @staticmethod
    def member(name: str, nats, right):
        score = {"set": "copa", "items": len(right), "of": 100, "rules": {"threshold": {"right": pack(right)}}}
        return {"id": name, "heldOut": {"text": {"threshold": {"windowNats": nats}}}, "scores": [score]}

    def test_differences_are_paired(self) -> None:
        found = compare(self.member("a", [1.0, 2.0, 4.0], [1, 1, 0, 1]), self.member("b", [1.5, 2.5, 4.5], [1, 0, 0, 0]))
        self.assertEqual(found["natsPerToken"]["text"], {"value": -0.5, "low": -0.5, "high": -0.5})
        self.assertEqual(found["headline"]["copa"]["value"], 0.5)

    def test_only_what_both_saw(self) -> None:
        found = compare(self.member("a", [1.0], [1, 1]), self.member("b", [1.0, 2.0], [1]))
        self.assertEqual((found["natsPerToken"], found["headline"]), ({}, {}))


class Agreement(unittest.TestCase):
    def test_a_choice_is_clear_where_no_difference_allowed_turns_it(self) -> None:
        """Two tokens each may move a sum by 0.002; so a gap of 0.003 may close, one of 0.005 may not."""
        self.assertFalse(clear_choice([-1.0, -1.003], [1, 1], [2, 2]))
        self.assertTrue(clear_choice([-1.0, -1.005], [1, 1], [2, 2]))
        self.assertFalse(clear_choice([-1.0, -2.0], [4, 8], [2, 2]))

    def test_the_grammar_repeats_itself_and_nothing_twice(self) -> None:
        items = grammar_items(100)
        self.assertEqual(items, grammar_items(100))
        self.assertEqual(len(set(items)), 200)
        self.assertEqual({len(item.candidates) for item in items}, {2, 3})
        self.assertTrue(all(0 <= item.gold < len(item.candidates) for item in items))
