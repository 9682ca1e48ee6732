"""The trainer: order of the data, resuming, schedule, family; acceptance tests (h) and (i) of spec 9.2."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

import torch

from training import card, data, state
from training.config import TrainConfig
from training.evaluate import measure
from training.family import Member, affordable_steps, fixed_total
from training.schedule import cooldown_start, learning_rate
from training.tests.synthetic import CONFIGS, toy_family, write_text
from training.train import Trainer, open_windows, run_steps


class WithText(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        torch.set_num_threads(1)
        cls.folder = tempfile.TemporaryDirectory()
        cls.text, cls.work = write_text(Path(cls.folder.name)), Path(cls.folder.name) / "work"
        cls.family = toy_family()
        cls.windows = open_windows(cls.family["vanilla"], cls.text, cls.work)

    @classmethod
    def tearDownClass(cls) -> None:
        cls.folder.cleanup()

    def trainer(self, member: str) -> Trainer:
        run = self.family[member]
        return Trainer(run, data.Windows(self.windows.stream, self.windows.context, run.train.seed))


class Order(WithText):
    def test_every_window_once_a_pass_and_each_pass_anew(self) -> None:
        count = self.windows.count
        first, second = ([self.windows.index(n) for n in range(start, start + count)] for start in (0, count))
        self.assertEqual(sorted(first), list(range(count)))
        self.assertEqual(sorted(second), list(range(count)))
        self.assertNotEqual(first, second)

    def test_targets_are_the_next_tokens_and_documents_end(self) -> None:
        rows = self.windows.batch(0, 2)
        self.assertEqual(rows.shape, (2, self.windows.context + 1))
        start = self.windows.index(1) * self.windows.context
        self.assertEqual(rows[1].tolist(), self.windows.stream[start : start + self.windows.context + 1].tolist())
        self.assertEqual(int(self.windows.stream[-1]), 0)

    def test_every_member_sees_the_same(self) -> None:
        batches = [self.trainer(member).windows.batch(40, 4) for member in self.family]
        self.assertTrue(all(torch.equal(batch, batches[0]) for batch in batches))


class Resuming(WithText):
    def test_a_run_cut_in_two_follows_the_curve_of_one(self) -> None:
        for member in ("mor-random", "mor-expert"):
            whole, first = self.trainer(member), self.trainer(member)
            expected = [whole.train_step(12)["total"] for _ in range(12)]
            curve = [first.train_step(None)["total"] for _ in range(7)]
            path = self.work / member / "state.pt"
            state.save(path, first.state(None))
            second = self.trainer(member)
            second.resume(state.load(path))
            self.assertEqual(curve + [second.train_step(12)["total"] for _ in range(5)], expected)

    def test_the_state_before_the_cooldown_is_kept_and_the_log_has_no_line_twice(self) -> None:
        trainer, folder = self.trainer("vanilla"), self.work / "kept"
        folder.mkdir(parents=True)
        run_steps(trainer, folder, 20, 20, 10)
        self.assertEqual(state.load(folder / "before_cooldown.pt")["step"], cooldown_start(trainer.run.train, 20))
        again = self.trainer("vanilla")
        again.resume(state.load(folder / "before_cooldown.pt"))
        run_steps(again, folder, 20, 20, 10)
        steps = [json.loads(line)["step"] for line in (folder / "log.jsonl").read_text().splitlines()]
        self.assertEqual(steps, [10, 20])


class Precision(WithText):
    def test_products_in_bfloat16_learn_the_same_and_the_card_says_from_when(self) -> None:
        exact, rounded = self.trainer("mor-expert"), self.trainer("mor-expert")
        wide = [exact.train_step(None)["lm"] for _ in range(8)]
        before = [rounded.train_step(None)["lm"] for _ in range(3)]
        rounded.dtype = "bfloat16"
        after = [rounded.train_step(None)["lm"] for _ in range(5)]
        self.assertEqual(before, wide[:3])
        self.assertNotEqual(after, wide[3:])
        self.assertLess(max(abs(x - y) for x, y in zip(after, wide[3:])), 0.02)
        self.assertTrue(all(p.dtype == torch.float32 for p in rounded.model.parameters()))
        saved = rounded.state(None)
        self.assertEqual(card.precision(state.steps_in(saved)), "float32 for 3 steps, then bfloat16 for 5")
        del saved["steps_in"]
        self.assertEqual(card.precision(state.steps_in(saved)), "float32")


class Parallel(WithText):
    def test_two_processes_do_what_one_does(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]

        def start(world: int, rank: int) -> "subprocess.Popen[bytes]":
            place = {"WORLD_SIZE": world, "RANK": rank, "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port}
            return subprocess.Popen(
                [sys.executable, "-m", "training.train", "--config", str(CONFIGS / "toy" / "mor-expert.json"), "--data",
                 str(self.text), "--work", str(self.work / f"of{world}"), "--steps", "10", "--device", "cpu"],
                env={**os.environ, **{key: str(value) for key, value in place.items()}}, stdout=subprocess.DEVNULL)

        for world in (1, 2):
            self.assertEqual([process.wait() for process in [start(world, rank) for rank in range(world)]], [0] * world)
        one, two = (state.load(state.run_folder(self.work / f"of{world}", "toy", "mor-expert") / "state.pt")["model"]
                    for world in (1, 2))
        for name in one:
            torch.testing.assert_close(one[name], two[name], rtol=0, atol=1e-5)


class Schedule(unittest.TestCase):
    def test_the_trapezoid(self) -> None:
        config = TrainConfig(peak_lr=1.0, warmup_steps=10, cooldown_fraction=0.3, final_lr_fraction=0.02)
        rates = [learning_rate(config, step, 100) for step in range(100)]
        self.assertEqual([rates[0], rates[9], rates[69]], [0.1, 1.0, 1.0])
        self.assertLess(rates[70], 1.0)
        self.assertAlmostEqual(rates[99], 0.02)
        self.assertEqual(learning_rate(config, 1000, None), 1.0)


class Planning(unittest.TestCase):
    def test_a_round_more_while_its_cooldown_fits(self) -> None:
        self.assertIsNone(fixed_total(100, 100, 40, 0.3))

    def test_then_one_total_with_the_cooldown_not_yet_begun(self) -> None:
        total = fixed_total(100, 60, 40, 0.3)
        self.assertEqual(total, 160)
        self.assertGreaterEqual(cooldown_start(TrainConfig(), total), 100)

    def test_too_late_it_still_cools_down_whole(self) -> None:
        self.assertEqual(fixed_total(70, 3, 40, 0.3), 100)

    def test_time_is_shared_by_the_workers(self) -> None:
        members = [Member(None, 0, 1.0), Member(None, 0, 3.0)]
        self.assertAlmostEqual(affordable_steps(members, 0.0, 100.0, 2), 0.95 * 50)


class WholeFamily(WithText):
    def test_all_members_end_with_the_same_tokens(self) -> None:
        """(i): the controls among them."""
        configs = self.work / "configs"
        configs.mkdir(parents=True)
        source = CONFIGS / "toy"
        family = {**json.loads((source / "family.json").read_text()), "members": ["recursive", "mor-expert", "mor-random"]}
        (configs / "family.json").write_text(json.dumps(family))
        for member in family["members"]:
            (configs / f"{member}.json").write_text((source / f"{member}.json").read_text())
        command = [sys.executable, "-m", "training.family", "--configs", str(configs), "--data", str(self.text), "--work",
                   str(self.work), "--slice-tokens", "5120", "--minutes", "0.25", "--device", "cpu"]
        subprocess.run(command, check=True, capture_output=True)
        total = json.loads((self.work / "toy" / "plan.json").read_text())["total_steps"]
        for member in family["members"]:
            folder = state.run_folder(self.work, "toy", member)
            self.assertEqual(state.load(folder / "state.pt")["step"], total)
            self.assertTrue((folder / "before_cooldown.pt").exists())
            log = [json.loads(line)["lm"] for line in (folder / "log.jsonl").read_text().splitlines()]
            self.assertLess(log[-1], log[0] - 0.5)


class SelectionAccuracy(WithText):
    def test_the_threshold_learns_what_top_k_does(self) -> None:
        """(h): and no position is left out at the last recursion of every window."""
        run = self.family["mor-expert"]
        run = replace(run, train=replace(run.train, seed=1, aux_loss=0.016, peak_lr=4e-3, batch_windows=8))
        trainer = Trainer(run, data.Windows(self.windows.stream, self.windows.context, 0))
        for _ in range(300):
            trainer.train_step(300)
        rows = self.windows.batch(0, 64)
        before = measure(Trainer(run, self.windows).model, rows, 1.0, "topk")["selectionAccuracy"]
        after = measure(trainer.model, rows, 1.0, "topk")["selectionAccuracy"]
        self.assertGreater(after, 0.93)
        self.assertGreater(after, before + 0.2)
        with torch.no_grad():
            depth = trainer.model(rows[:, :-1]).depth
        never = (depth < run.model.num_recursions).all(0).float().mean()
        self.assertLess(float(never), 0.02)
