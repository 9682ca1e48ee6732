"""Trains every member of a family on the same tokens in the same order, within a given time.

    python3 -m training.family --configs training/configs/nano --data DIR --workers 2 --minutes 100

The members take turns in slices, so that they stay near-equal in tokens at every moment. While the rate is constant the
end stays open; from the measured speeds it is estimated when the cool-down of all must begin for everything to end in
time. Then one total is set for every member and all cool down to it. Killed, it goes on where it was.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Dict, List, Optional

from training import state
from training.config import RunConfig, load_family
from training.train import DEFAULT_WORK, DTYPES, open_windows

SAFETY = 0.95
"""Share of the time left that is planned with."""
FIRST_GUESS = 0.5
"""Seconds a step, before any slice was measured."""
NEWEST = 0.25
"""Weight of the newest slice in a member's seconds a step: the machine may be busy for a while with something else."""


@dataclass
class Member:
    run: RunConfig
    step: int
    """Steps done and saved."""
    seconds_per_step: float
    target: int = 0
    """Step at which its running slice ends."""
    began: float = 0.0
    process: Optional["subprocess.Popen[bytes]"] = None

    @property
    def reach(self) -> int:
        """Steps done once its running slice ends."""
        return self.target if self.process else self.step

    def seconds_left(self, now: float) -> float:
        """Of its running slice."""
        if not self.process:
            return 0.0
        return max(0.0, (self.target - self.step) * self.seconds_per_step - (now - self.began))


def affordable_steps(members: List[Member], now: float, deadline: float, workers: int) -> float:
    """Steps that every member can still do before the deadline, once the running slices have ended."""
    worker_seconds = SAFETY * (deadline - now) * workers - sum(m.seconds_left(now) for m in members)
    return worker_seconds / sum(m.seconds_per_step for m in members)


def fixed_total(level: int, more: float, slice_steps: int, cooldown_fraction: float) -> Optional[int]:
    """None if, with every member at `level`, another slice of constant rate fits before the cool-down.

    Otherwise the total: level + more, or what a cool-down that begins at `level` needs, if that is later.
    """
    if level + slice_steps <= (1 - cooldown_fraction) * (level + more):
        return None
    return max(int(level + more), round(level / (1 - cooldown_fraction)))


class Family:
    """Members, workers and the plan, which is kept in `plan.json`."""

    def __init__(self, args: argparse.Namespace, deadline: float):
        self.args, self.deadline = args, deadline
        runs = load_family(args.configs)
        self.folder = args.work / runs[0].family
        self.fraction = runs[0].train.cooldown_fraction
        self.members = [Member(run, self._saved_step(run), FIRST_GUESS) for run in runs]
        self.slice_steps = max(1, args.slice_tokens // open_windows(runs[0], args.data, args.work).context
                               // runs[0].train.batch_windows)
        plan = self.folder / "plan.json"
        self.total: Optional[int] = json.loads(plan.read_text())["total_steps"] if plan.exists() else None

    def _saved_step(self, run: RunConfig) -> int:
        saved = state.load(state.run_folder(self.args.work, run.family, run.id) / "state.pt")
        return saved["step"] if saved else 0

    def go(self) -> None:
        """Runs slices until every member has the total."""
        while self.total is None or any(m.step < self.total for m in self.members):
            while sum(m.process is not None for m in self.members) < self.args.workers:
                member = self._next()
                if member is None:
                    break
                self._start(member)
            self._wait()
        say(f"done: every member has {self.total} steps")

    def _next(self) -> Optional[Member]:
        """The idle member that is furthest behind; among equals the slowest, so that the workers end together."""
        idle = [m for m in self.members if m.process is None and (self.total is None or m.step < self.total)]
        if not idle:
            return None
        member = min(idle, key=lambda m: (m.step, -m.seconds_per_step))
        level = max(m.reach for m in self.members)
        if self.total is None and member.step == level and min(m.reach for m in self.members) == level:
            self._plan(level)
        return member

    def _plan(self, level: int) -> None:
        """Before a new round: is there time for it?"""
        if level == 0:
            return
        more = affordable_steps(self.members, time.time(), self.deadline, self.args.workers)
        self.total = fixed_total(level, more, self.slice_steps, self.fraction)
        if self.total is not None:
            (self.folder / "plan.json").write_text(json.dumps({"total_steps": self.total}) + "\n")
        say(f"level {level} steps, time for {more:.0f} more, " +
                  ("another round" if self.total is None else f"total set to {self.total}"))

    def _start(self, member: Member) -> None:
        level = max(m.reach for m in self.members)
        member.target = level if member.step < level else level + self.slice_steps
        member.target = min(member.target, member.step + self.slice_steps, self.total or sys.maxsize)
        command = [sys.executable, "-m", "training.train", "--config", str(self.args.configs / f"{member.run.id}.json"),
                   "--data", str(self.args.data), "--work", str(self.args.work), "--until", str(member.target)]
        if self.total is not None:
            command += ["--steps", str(self.total)]
        for name in ("device", "dtype"):
            if getattr(self.args, name):
                command += [f"--{name}", getattr(self.args, name)]
        log = state.run_folder(self.args.work, member.run.family, member.run.id) / "output.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with open(log, "ab") as out:
            member.process = subprocess.Popen(command, stdout=out, stderr=out, env=worker_environment())
        member.began = time.time()

    def _wait(self) -> None:
        """Until one slice ends."""
        while True:
            for member in self.members:
                if member.process and member.process.poll() is not None:
                    self._finish(member)
                    return
            time.sleep(0.2)

    def _finish(self, member: Member) -> None:
        if member.process.returncode:
            raise RuntimeError(f"{member.run.id}: its slice failed; see output.log in its run folder")
        spent, steps = time.time() - member.began, member.target - member.step
        member.seconds_per_step += NEWEST * (spent / steps - member.seconds_per_step)
        member.step, member.process = member.target, None
        say(f"{member.run.id} at step {member.step}, {spent / steps:.3f} s a step")


def worker_environment() -> Dict[str, str]:
    """Of a process with one CPU thread. glibc keeps freed memory in huge pages: a tenth faster than giving it back each step."""
    return {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
            "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}


def say(sentence: str) -> None:
    """Prints a line with the time of day."""
    print(f"{datetime.now():%H:%M:%S} {sentence}", flush=True)


def parse_deadline(clock: Optional[str], minutes: Optional[float]) -> float:
    """Seconds since the epoch of the next HH:MM, or of so many minutes from now."""
    now = datetime.now()
    if clock is None:
        return (now + timedelta(minutes=minutes)).timestamp()
    hour, minute = map(int, clock.split(":"))
    end = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return (end if end > now else end + timedelta(days=1)).timestamp()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--configs", type=Path, required=True, help="folder of the family")
    parser.add_argument("--data", type=Path, required=True, help="folder of *.txt or *.txt.xz")
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK, help="folder for token files and training state")
    parser.add_argument("--workers", type=int, default=2, help="processes, one CPU thread each")
    parser.add_argument("--slice-tokens", type=int, default=262_144, help="tokens a member trains at a time")
    parser.add_argument("--device", help="device of every member, when not chosen by itself")
    parser.add_argument("--dtype", choices=DTYPES, help="of every member's products, when not chosen by itself")
    end = parser.add_mutually_exclusive_group(required=True)
    end.add_argument("--minutes", type=float, help="time to train in")
    end.add_argument("--deadline", help="HH:MM by this machine's clock")
    args = parser.parse_args()
    Family(args, parse_deadline(args.deadline, args.minutes)).go()


if __name__ == "__main__":
    main()
