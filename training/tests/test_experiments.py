"""Experiments: their files, their steps, their rows, and depth allowed at test time; the plan that fits them to hardware."""

import argparse
import json
import subprocess
import sys
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

import torch

from training import plan, state
from training.config import ConfigError, RunConfig
from training.evaluate import measure
from training.experiments.depth import forced, truncated, variants
from training.experiments.experiment import affordable_steps, load_experiments, tokens_per_step
from training.experiments.isoflop import grid, run_id
from training.experiments.row import flat_losses, row_of_card
from training.fixtures import randomise
from training.flops import honest_forward_flops, training_flops
from training.model import MoR
from training.plan import Cost, Item, pick
from training.sharing import stored_layers
from training.tests.synthetic import CONFIGS, random_ids, toy_family, write_text
from training.train import open_windows

EXPERIMENTS = Path(__file__).parents[1] / "experiments"
FOLDERS = ("toy", "nano", "small", "base")


class Files(unittest.TestCase):
    def test_every_file_is_a_member_and_differs_from_what_it_is_like_only_where_it_says(self) -> None:
        for name in FOLDERS:
            experiments = load_experiments(EXPERIMENTS / name)
            self.assertEqual({e.run.id for e in experiments} | {"family"}, {p.stem for p in (EXPERIMENTS / name).glob("*.json")})
            for e in experiments:
                like = RunConfig.load(CONFIGS / name / f"{e.like}.json")
                self.assertEqual((e.run.family, e.run.corpora), (like.family, like.corpora))
                self.assertEqual(bool(e.changes), e.group != "tokens")
                for part in ("model", "train"):
                    own, other = vars(getattr(e.run, part)), vars(getattr(like, part))
                    self.assertLessEqual({f"{part}.{key}" for key in own if own[key] != other[key]}, set(e.changes), e.run.id)

    def test_another_seed_sees_the_same_tokens(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            text, work = write_text(Path(folder)), Path(folder) / "work"
            other = RunConfig.load(EXPERIMENTS / "toy" / "mor-expert-seed2.json")
            first, second = (open_windows(run, text, work).batch(9, 4) for run in (toy_family()["mor-expert"], other))
        self.assertEqual(other.train.seed, 2)
        self.assertTrue(torch.equal(first, second))

    def test_equal_parameters_and_sharing_store_as_many_layers_as_the_recursive_model(self) -> None:
        for name in ("nano", "small", "base"):
            stored = stored_layers(RunConfig.load(CONFIGS / name / "recursive.json").model)
            unrolled = RunConfig.load(CONFIGS / name / "recursive.json").model.num_hidden_layers
            for e in load_experiments(EXPERIMENTS / name):
                if e.group in ("equal parameters", "sharing"):
                    self.assertEqual(stored_layers(e.run.model), stored, e.run.id)
                if e.group == "sharing":
                    self.assertEqual(e.run.model.num_hidden_layers, unrolled, e.run.id)

    def test_a_run_comes_after_one_before_it(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder)
            family = {"extends": str(CONFIGS / "toy"), "questions": {"g": "?"}, "members": ["longer"]}
            (path / "family.json").write_text(json.dumps(family))
            (path / "longer.json").write_text(json.dumps({"like": "vanilla", "group": "g", "after": "shorter"}))
            self.assertRaises(ConfigError, load_experiments, path)


class IsoFlop(unittest.TestCase):
    def test_a_budget_in_steps(self) -> None:
        """Toy vanilla by hand: d 32, kv 16, MLP 64, 8 layers, 64 tokens, vocabulary 288."""
        run = toy_family()["vanilla"]
        forward = 8 * (2 * (2 * 32 * 32 + 3 * 32 * 64) + 2 * 2 * 32 * 16 + 2 * 64 * 32) + 2 * 288 * 32
        step = 3 * forward * 4 * 64
        self.assertEqual(training_flops(run.model, tokens_per_step(run)), step)
        self.assertEqual(affordable_steps(run, 10.4 * step), 10)
        self.assertEqual(affordable_steps(run, 10.6 * step), 11)

    def test_the_files_are_the_grid(self) -> None:
        for name, sizes, budgets in (("toy", [16, 32], [1e9, 2e9]), ("nano", [64, 96, 128], [5e12, 1e13, 2e13]),
                                     ("small", [128, 192, 256], [1e15, 2e15, 4e15])):
            written = {p.stem: json.loads(p.read_text()) for p in (EXPERIMENTS / name).glob("iso-*.json")}
            self.assertEqual(grid(CONFIGS / name, sizes, budgets), written)

    def test_every_run_spends_its_budget(self) -> None:
        for e in load_experiments(EXPERIMENTS / "nano"):
            if e.budget_flops is not None:
                spent = training_flops(e.run.model, e.steps(0) * tokens_per_step(e.run))
                self.assertAlmostEqual(spent / e.budget_flops, 1, delta=0.003)
                self.assertEqual(e.run.id, run_id(e.run.model.hidden_size, e.like, e.budget_flops))


    def test_the_others_have_the_steps_of_their_folder_or_else_of_the_family(self) -> None:
        rows = [json.loads(p.read_text()) for p in Path("public/results/experiments").glob("nano-*-short.json")]
        for e in load_experiments(EXPERIMENTS / "nano"):
            if e.budget_flops is None:
                self.assertEqual({e.steps(5)}, {row["steps"] for row in rows})
        seed = next(e for e in load_experiments(EXPERIMENTS / "toy") if e.budget_flops is None)
        self.assertEqual(seed.steps(5), 5)


class Rows(unittest.TestCase):
    def test_losses_are_a_flat_list(self) -> None:
        both = {"a.valid": {"topk": {"natsPerToken": 2.0, "selectionAccuracy": 0.9}, "threshold": {"natsPerToken": 3.0}}}
        self.assertEqual(flat_losses(both), [
            {"set": "a.valid", "rule": "topk", "natsPerToken": 2.0, "selectionAccuracy": 0.9},
            {"set": "a.valid", "rule": "threshold", "natsPerToken": 3.0, "selectionAccuracy": None}])

    def test_the_rows_of_the_shipped_family_say_what_its_cards_say(self) -> None:
        cards = sorted(Path("public/models").glob("*/*/card.json"))
        self.assertTrue(cards)
        for path in cards:
            row = row_of_card(json.loads(path.read_text()))
            shipped = Path("public/results/experiments") / f"{row['family']}-{row['id']}.json"
            self.assertEqual(row, json.loads(shipped.read_text()))


class TestTimeDepth(unittest.TestCase):
    def setUp(self) -> None:
        family = toy_family()
        self.models = {name: randomise(MoR(family[name].model), 3) for name in ("recursive", "mor-expert", "mor-token")}
        self.ids = random_ids(2, 24)

    def test_all_recursions_are_the_model_itself(self) -> None:
        for name, model in self.models.items():
            same = truncated(model, model.config.num_recursions)
            self.assertTrue(torch.equal(same(self.ids).logits, model(self.ids).logits), name)

    def test_a_shorter_model_stops_where_it_is_told(self) -> None:
        """By hand: first layer, two of the three recursions, last layer, norm, head."""
        model = self.models["recursive"]
        short, b = truncated(model, 2), model.config.block_layers
        self.assertEqual((len(short.layers), short.config.num_hidden_layers), (b + 2, 2 * b + 2))
        for limit in (1, 2):
            cut = truncated(model, limit)
            wanted = [0, *list(range(1, b + 1)) * limit, b + 1]
            order = [next(i for i, layer in enumerate(cut.layers) if layer is run) for run in cut.unrolled()]
            self.assertEqual(order, wanted)
            self.assertEqual(int(cut(self.ids).depth.max()), limit)

    def test_token_choice_chooses_among_the_depths_left(self) -> None:
        depth = truncated(self.models["mor-token"], 2)(self.ids).depth
        whole = self.models["mor-token"](self.ids).assignment.logits
        self.assertTrue(torch.equal(depth, whole[..., :2].argmax(-1) + 1))

    def test_forced_everyone_goes_all_the_way(self) -> None:
        for limit in (1, 2, 3):
            depth = forced(truncated(self.models["mor-expert"], limit))(self.ids).depth
            self.assertTrue(bool((depth == limit).all()))

    def test_the_variants_of_each_routing(self) -> None:
        rules = {name: [(depth, sorted(names.values())) for depth, _, names in variants(model)]
                 for name, model in self.models.items()}
        self.assertEqual(rules["recursive"], [(d, ["threshold", "topk"]) for d in (1, 2, 3)])
        self.assertEqual(rules["mor-expert"], [x for d in (1, 2, 3) for x in ((d, ["threshold", "topk"]), (d, ["all"]))])

    def test_reaching_ends_at_the_limit(self) -> None:
        rows = random_ids(4, 33)
        result = measure(truncated(self.models["mor-expert"], 2), rows, 1.0, "topk")
        self.assertEqual(result["reaching"], [1.0, int(2 / 3 * 32) / 32])

    def test_only_blocks_run_as_a_whole_can_be_cut(self) -> None:
        config = replace(toy_family()["recursive"].model, sharing="middle_sequence")
        self.assertRaises(ConfigError, truncated, MoR(config), 2)


class Picking(unittest.TestCase):
    def items(self) -> list:
        return [Item("family", "f", [Cost("a", 60.0, 60.0), Cost("b", 40.0, 40.0)]),
                Item("experiments", "e", [Cost("short", 30.0, 30.0)]),
                Item("experiments", "e", [Cost("long", 80.0, 50.0)], after="short"),
                Item("experiments", "e", [Cost("small", 10.0, 10.0)])]

    def test_by_priority_until_the_time_is_over(self) -> None:
        self.assertEqual(pick(self.items(), 2.0, 100.0), [50.0, 15.0, 25.0, 5.0])
        self.assertEqual(pick(self.items(), 2.0, 71.0), [50.0, 15.0, 0.0, 5.0])

    def test_what_comes_after_a_run_that_does_not_fit_does_not_either(self) -> None:
        self.assertEqual(pick(self.items(), 2.0, 56.0), [50.0, 0.0, 0.0, 5.0])

    def test_no_experiment_without_its_family(self) -> None:
        family, other = Item("family", "f", [Cost("a", 90.0, 90.0)]), Item("family", "g", [Cost("a", 1.0, 1.0)])
        its, others = (Item("experiments", name, [Cost("x", 1.0, 1.0)], after="family") for name in "fg")
        self.assertEqual(pick([family, its, other, others], 1.0, 10.0), [0.0, 0.0, 1.0, 1.0])

    def test_a_family_is_shortened_but_not_to_a_stump(self) -> None:
        self.assertEqual(pick(self.items()[:1], 2.0, 20.0), [20.0])
        self.assertEqual(pick(self.items()[:1], 2.0, 10.0), [0.0])

    def test_done_is_not_done_again(self) -> None:
        item = Item("experiments", "e", [Cost("x", 5.0, 0.0)])
        self.assertEqual(pick([item], 2.0, 10.0), [0.0])
        self.assertEqual(plan.verdict(item.runs[0], item, 0.0, 2.0), "done")

    def test_a_longer_run_costs_what_it_does_not_share(self) -> None:
        experiments = load_experiments(EXPERIMENTS / "toy")
        longer = next(e for e in experiments if e.run.id == "iso-d16-vanilla-2e9")
        shorter = next(e for e in experiments if e.run.id == "iso-d16-vanilla-1e9")
        n = shorter.steps(0)
        self.assertEqual(plan.own_steps(longer, experiments, 0), longer.steps(0) - (n - round(0.3 * n)))
        self.assertEqual(plan.own_steps(shorter, experiments, 0), n)

    def test_the_rate_of_a_cpu_is_the_median_card(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for i, (speed, hardware) in enumerate([(10, "CPU only: x"), (30, "CPU only: x"), (20, "CPU only: x"), (9e9, "NVIDIA")]):
                path = Path(folder) / "f" / str(i)
                path.mkdir(parents=True)
                card = {"trainingFlops": 500.0, "tokens": 100, "tokensPerSecond": speed, "hardware": hardware}
                (path / "card.json").write_text(json.dumps(card))
            self.assertEqual(plan.cpu_rate(Path(folder)), 100.0)

    def test_every_profile_has_a_command_for_what_fits(self) -> None:
        for profile in plan.PROFILES.values():
            with tempfile.TemporaryDirectory() as folder:
                items = plan.all_items(profile, Path(folder), Path(folder))
                args = argparse.Namespace(data=Path("DATA"), work=Path("WORK"))
                found = plan.commands(profile, items, pick(items, 1e20, 1e9), args)
            self.assertEqual([c[0] for c in found if c[0] in ("training.family", "training.experiments")],
                             [f"training.{kind}" for kind, _ in profile.work])
            families = [kind for kind, _ in profile.work].count("family")
            self.assertEqual([c[0] for c in found].count("training.quantize"), families)

    def test_the_plan_names_the_commands_and_runs_none_unless_told(self) -> None:
        with tempfile.TemporaryDirectory() as work:
            told = subprocess.run([sys.executable, "-m", "training.plan", "--profile", "h100-30min", "--work", work],
                                  check=True, capture_output=True, text=True).stdout
            self.assertEqual(list(Path(work).iterdir()), [])
        self.assertRegex(told, r"python3 -m training.family --configs training/configs/small .*--device cuda .*--data DIR")


class WholeRun(unittest.TestCase):
    def test_family_experiments_and_rows_at_toy_scale_and_again(self) -> None:
        """A seed, and a budget that goes on from a smaller one; stopped by its deadline it leaves no row, and goes on later."""
        with tempfile.TemporaryDirectory() as folder:
            text, work, out = write_text(Path(folder)), Path(folder) / "work", Path(folder) / "out"
            own = Path(folder) / "experiments"
            own.mkdir()
            members = ["mor-expert-seed2", "iso-d16-vanilla-1e9", "iso-d16-vanilla-2e9"]
            family = {**json.loads((EXPERIMENTS / "toy" / "family.json").read_text()), "members": members,
                      "extends": str(CONFIGS / "toy")}
            (own / "family.json").write_text(json.dumps(family))
            for member in members:
                (own / f"{member}.json").write_text((EXPERIMENTS / "toy" / f"{member}.json").read_text())
            (work / "toy").mkdir(parents=True)
            (work / "toy" / "plan.json").write_text(json.dumps({"total_steps": 12}))
            command = [sys.executable, "-m", "training.experiments", "--experiments", str(own), "--data", str(text), "--work",
                       str(work), "--out", str(out), "--device", "cpu", "--limit", "2", "--minutes"]
            subprocess.run([*command, "0.001"], check=True, capture_output=True)
            self.assertFalse(out.exists())
            subprocess.run([*command, "5"], check=True, capture_output=True)
            rows = {m: json.loads((out / f"toy-{m}.json").read_text()) for m in members}
            log = (state.run_folder(work, "toy", members[2]) / "log.jsonl").read_text().splitlines()
            again = subprocess.run([*command, "5"], check=True, capture_output=True, text=True).stdout
        self.assertIn("3 of 3 rows", again)
        self.assertEqual([rows[members[0]][key] for key in ("steps", "seed", "changes")], [12, 2, {"train.seed": 2}])
        longer = next(e for e in load_experiments(EXPERIMENTS / "toy") if e.run.id == members[2])
        row = rows[members[2]]
        self.assertEqual((row["continues"], row["budgetFlops"], row["steps"]), (members[1], 2e9, longer.steps(0)))
        self.assertEqual(row["trainingFlops"], 3 * honest_forward_flops(longer.run.model, 64) * row["tokens"])
        steps = [json.loads(line)["step"] for line in log]
        self.assertEqual(steps, sorted(set(steps)))
        for row in rows.values():
            measured = {(loss["set"], loss["rule"]) for loss in row["losses"]}
            self.assertEqual(measured, {("made.valid", "topk"), ("made.valid", "threshold")})


if __name__ == "__main__":
    unittest.main()
