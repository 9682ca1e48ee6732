"""Runs the experiments of a folder by priority, and writes a row as each ends.

    python3 -m training.experiments --experiments training/experiments/nano --data DIR --workers 2 --minutes 120

Train the family first: the experiments use its tokenizer, its tokens and, where they have no budget of their own, its number of
steps. What the time does not suffice for has no row; the same command goes on where this one stopped.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import List, Optional, Set

from training import state
from training.experiments.experiment import Experiment, load_experiments
from training.experiments.row import RESULTS, row_path
from training.family import parse_deadline, say, worker_environment
from training.train import DEFAULT_WORK

SAVE_EVERY = 100
"""Steps between checkpoints: what a stop at the deadline costs at most."""


class Runner:
    """Workers that take the next experiment without a row until all have one or the time is over."""

    def __init__(self, args: argparse.Namespace, deadline: float):
        self.args, self.deadline = args, deadline
        self.experiments = load_experiments(args.experiments)
        self.steps: int = args.steps or self._family_steps()
        self.taken: Set[str] = set()
        self.failed: List[str] = []
        self.lock = threading.Lock()

    def _family_steps(self) -> int:
        plan = self.args.work / self.experiments[0].run.family / "plan.json"
        if not plan.exists():
            raise FileNotFoundError(f"no {plan}: train the family first, or give --steps")
        return json.loads(plan.read_text())["total_steps"]

    def go(self) -> None:
        workers = [threading.Thread(target=self._work) for _ in range(self.args.workers)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        missing = [e.run.id for e in self.experiments if not self._has_row(e)]
        say(f"{len(self.experiments) - len(missing)} of {len(self.experiments)} rows" +
            (f"; missing: {', '.join(missing)}" if missing else ""))
        if self.failed:
            raise RuntimeError(f"failed: {', '.join(self.failed)}; see output.log in their run folders")

    def _work(self) -> None:
        while True:
            with self.lock:
                experiment = self._next()
                if experiment is None:
                    return
                self.taken.add(experiment.run.id)
            try:
                self._run(experiment)
            except subprocess.TimeoutExpired:
                say(f"{experiment.run.id} stopped by the deadline")
            except subprocess.CalledProcessError:
                self.failed.append(experiment.run.id)
                say(f"{experiment.run.id} failed")

    def _next(self) -> Optional[Experiment]:
        """The first without a row that no worker has taken and whose start is there."""
        if time.time() >= self.deadline:
            return None
        return next((e for e in self.experiments
                     if e.run.id not in self.taken and not self._has_row(e) and self._can_start(e)), None)

    def _has_row(self, experiment: Experiment) -> bool:
        return row_path(self.args.out, experiment.run.family, experiment.run.id).exists()

    def _folder(self, member: str) -> Path:
        return state.run_folder(self.args.work, self.experiments[0].run.family, member)

    def _can_start(self, experiment: Experiment) -> bool:
        return experiment.after is None or (self._folder(experiment.after) / "before_cooldown.pt").exists()

    def _run(self, experiment: Experiment) -> None:
        """Trains to the end, measures, writes the row."""
        folder, began = self._folder(experiment.run.id), time.time()
        if experiment.after and not (folder / "state.pt").exists():
            go_on_from(self._folder(experiment.after), folder)
        common = ["--config", str(experiment.path), "--data", str(self.args.data), "--work", str(self.args.work)]
        common += ["--device", self.args.device] if self.args.device else []
        self._call(folder, ["training.train", *common, "--steps", str(experiment.steps(self.steps)),
                            "--save-every", str(SAVE_EVERY)])
        self._call(folder, ["training.experiments.row", *common, "--out", str(self.args.out), "--limit", str(self.args.limit)])
        say(f"{experiment.run.id} done in {time.time() - began:.0f} s")

    def _call(self, folder: Path, command: List[str]) -> None:
        """One Python module to its end, or to the deadline."""
        folder.mkdir(parents=True, exist_ok=True)
        with open(folder / "output.log", "ab") as out:
            subprocess.run([sys.executable, "-m", *command], stdout=out, stderr=out, env=worker_environment(), check=True,
                           timeout=max(1.0, self.deadline - time.time()))


def go_on_from(shorter: Path, folder: Path) -> None:
    """Starts a run folder from the state that a shorter run had before its cool-down."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(shorter / "log.jsonl", folder / "log.jsonl")
    shutil.copyfile(shorter / "before_cooldown.pt", folder / "state.tmp")
    os.replace(folder / "state.tmp", folder / "state.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--experiments", type=Path, required=True, help="folder of the experiments")
    parser.add_argument("--data", type=Path, required=True, help="folder of *.txt or *.txt.xz")
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK, help="folder for token files and training state")
    parser.add_argument("--out", type=Path, default=RESULTS, help="folder of the rows")
    parser.add_argument("--workers", type=int, default=2, help="processes, one CPU thread each")
    parser.add_argument("--steps", type=int, help="of a run without a budget; if not given the family's")
    parser.add_argument("--limit", type=int, default=0, help="held-out windows a set to measure on; all if 0")
    parser.add_argument("--device", help="when not chosen by itself")
    end = parser.add_mutually_exclusive_group(required=True)
    end.add_argument("--minutes", type=float, help="time to train in")
    end.add_argument("--deadline", help="HH:MM by this machine's clock")
    args = parser.parse_args()
    Runner(args, parse_deadline(args.deadline, args.minutes)).go()


if __name__ == "__main__":
    main()
