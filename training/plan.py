"""What can be trained on some hardware in some time: FLOPs and expected seconds of every run, and what of it fits.

    python3 -m training.plan --profile h100-1day
    python3 -m training.plan --profile h100-30min --data DIR --run
    python3 -m training.plan --profile h100-1day --utilisation 0.1

A CPU's rate is measured: the median over the shipped models that were trained on one. An H100's is assumed: its peak times
`--utilisation`, which for models as small as these is low. Of the time, SHARE is planned with; the rest is for tokenising, measuring
and exporting. What has been done (an experiment's row, a member's steps) is not planned again. The commands that do it are printed
below the plan, and `--run` runs them; both runners keep to the time, whatever the true rate is, and go on when called again. Run it
from the repository's root.
"""

import argparse
import json
import shlex
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import List, NamedTuple, Optional, Set, Tuple

from training import flops, state
from training.config import RunConfig, load_family
from training.experiments.experiment import Experiment, load_experiments, tokens_per_step
from training.experiments.row import FAMILY, RESULTS, row_path
from training.schedule import cooldown_start
from training.train import DEFAULT_WORK

HERE = Path("training")
MODELS = Path("public/models")
H100_PEAK = 989.4e12
"""FLOPs a second, bfloat16, dense: NVIDIA's data sheet of the H100 SXM."""
UTILISATION = 0.03
"""Assumed, not measured: eager PyTorch on models of 1 to 40 million parameters waits for kernels to start."""
SHARE = 0.85
LEAST = 0.3
"""A family is trained for less than planned, but not for less than this share of it."""
DEEP = ("recursive", "mor-expert", "mor-token")
"""Members whose loss is measured at every depth."""
SLICES = 4
"""Turns a member takes: each costs the start of a process."""


@dataclass
class Profile:
    seconds: float
    workers: int
    device: str
    work: List[Tuple[str, str]]
    """("family" or "experiments", name), by priority."""


PROFILES = {
    "cpu-2h": Profile(7200, 2, "cpu", [("family", "nano"), ("experiments", "nano")]),
    "h100-30min": Profile(1800, 1, "cuda", [("family", "small"), ("experiments", "small")]),
    "h100-1day": Profile(86400, 1, "cuda", [("family", "small"), ("experiments", "small"), ("family", "base"),
                                               ("experiments", "base")]),
}


class Cost(NamedTuple):
    """Training FLOPs of a run, honest accounting."""

    id: str
    whole: float
    left: float
    """What is still to be spent: less than the whole if it has been begun, or if it goes on from another run."""


@dataclass
class Item:
    """One run, or all runs of a family, which share what time there is."""

    kind: str
    name: str
    """Of the family or the folder of experiments."""
    runs: List[Cost]
    after: str = ""
    """What must be there before an experiment: the run that it goes on from, or its family."""

    @property
    def left(self) -> float:
        return sum(run.left for run in self.runs)


def cpu_rate(models: Path) -> float:
    """Training FLOPs a second of one worker, by the cards of shipped models: honest accounting, median."""
    cards = [json.loads(path.read_text()) for path in sorted(models.glob("*/*/card.json"))]
    rates = [c["trainingFlops"] / c["tokens"] * c["tokensPerSecond"] for c in cards if c["hardware"].startswith("CPU")]
    if not rates:
        raise FileNotFoundError(f"no card in {models} of a model trained on a CPU: nothing to take the rate from")
    return statistics.median(rates)


def family_item(folder: Path, work: Path) -> Item:
    """The members' planned steps, less what each has done."""
    planned = json.loads((folder / "family.json").read_text())["planned_steps"]
    runs = load_family(folder)
    total = total_steps(work / runs[0].family) or planned

    def cost(run: RunConfig) -> Cost:
        saved = state.load(state.run_folder(work, run.family, run.id) / "state.pt")
        done = min(total, saved["step"]) if saved else 0
        return Cost(run.id, *(flops.training_flops(run.model, steps * tokens_per_step(run)) for steps in (total, total - done)))

    return Item("family", folder.name, [cost(run) for run in runs])


def total_steps(folder: Path) -> Optional[int]:
    """What the family's plan has set, if it has."""
    plan = folder / "plan.json"
    return json.loads(plan.read_text())["total_steps"] if plan.exists() else None


def own_steps(experiment: Experiment, others: List[Experiment], family_steps: int) -> int:
    """Steps that are not those of the run that it goes on from."""
    steps = experiment.steps(family_steps)
    before = next((e for e in others if e.run.id == experiment.after), None)
    return steps if before is None else steps - cooldown_start(before.run.train, before.steps(family_steps))


def experiment_items(folder: Path, work: Path, results: Path) -> List[Item]:
    """Each an item; one that has a row is done."""
    experiments = load_experiments(folder)
    source = folder / json.loads((folder / "family.json").read_text())["extends"]
    planned = json.loads((source / "family.json").read_text())["planned_steps"]
    family_steps = total_steps(work / experiments[0].run.family) or planned

    def cost(e: Experiment) -> Cost:
        done = row_path(results, e.run.family, e.run.id).exists()
        whole, own = (flops.training_flops(e.run.model, steps * tokens_per_step(e.run))
                      for steps in (e.steps(family_steps), own_steps(e, experiments, family_steps)))
        return Cost(e.run.id, whole, 0.0 if done else own)

    return [Item("experiments", folder.name, [cost(e)], e.after or FAMILY) for e in experiments]


def all_items(profile: Profile, work: Path, results: Path) -> List[Item]:
    items: List[Item] = []
    for kind, name in profile.work:
        items += ([family_item(HERE / "configs" / name, work)] if kind == "family"
                  else experiment_items(HERE / "experiments" / name, work, results))
    return items


def pick(items: List[Item], rate: float, seconds: float) -> List[float]:
    """Seconds for each item, 0 where it does not fit or is done. `rate`: FLOPs a second of all workers.

    In order, each gets what it needs; a family may get less. What comes after something that does not fit does not either.
    """
    remaining, given = seconds, []
    skipped: Set[Tuple[str, str]] = set()
    for item in items:
        wanted = item.left / rate
        fits = wanted <= remaining or (item.kind == "family" and remaining >= LEAST * wanted)
        if not fits or (item.name, item.after) in skipped:
            skipped.update((item.name, FAMILY if item.kind == "family" else run.id) for run in item.runs)
            wanted = 0.0
        given.append(min(wanted, remaining))
        remaining -= given[-1]
    return given


def verdict(run: Cost, item: Item, seconds: float, rate: float) -> str:
    if run.left == 0:
        return "done"
    share = seconds * rate / item.left
    return "no" if share == 0 else "yes" if share > 0.999 else f"{share:.0%}"


def lines(items: List[Item], given: List[float], rate: float) -> List[str]:
    """The plan as text: a line a run. Seconds are of what is left of it."""
    found = [f"{'what':<18} {'run':<30} {'FLOPs':>9} {'left':>9} {'seconds':>8}  fits"]
    found += [f"{item.name + ' ' + item.kind:<18} {run.id:<30} {run.whole:>9.2e} {run.left:>9.2e} {run.left / rate:>8.0f}  "
              + verdict(run, item, seconds, rate) for item, seconds in zip(items, given) for run in item.runs]
    return [*found, f"fits: {sum(given):.0f} s; all that is left: {sum(item.left for item in items) / rate:.0f} s"]


def commands(profile: Profile, items: List[Item], given: List[float], args: argparse.Namespace) -> List[List[str]]:
    """The runners' command lines, as Python modules with arguments; what a card quotes names no folder of this machine."""
    common = ["--data", str(args.data), "--work", str(args.work)]
    found: List[List[str]] = []
    for kind, name in profile.work:
        seconds = sum(s for item, s in zip(items, given) if (item.kind, item.name) == (kind, name))
        if seconds == 0:
            continue
        spent = ["--workers", str(profile.workers), "--device", profile.device, "--minutes", f"{seconds / 60:.1f}"]
        if kind == "experiments":
            found.append(["training.experiments", "--experiments", str(HERE / "experiments" / name), *common, *spent])
            continue
        configs = HERE / "configs" / name
        planned = json.loads((configs / "family.json").read_text())["planned_steps"]
        turn = planned * tokens_per_step(load_family(configs)[0]) // SLICES
        train = ["training.family", "--configs", str(configs), *spent, "--slice-tokens", str(turn)]
        found += [[*train, *common],
                  ["training.export", "--configs", str(configs), *common, "--out", str(MODELS), "--device", profile.device,
                   "--command", f"python3 -m {' '.join(train)} --data DIR"],
                  ["training.quantize", "--configs", str(configs), "--models", str(MODELS), *common, "--device", profile.device],
                  ["training.experiments.row", "--cards", str(MODELS / name)],
                  ["training.experiments.depth", "--configs", str(configs), "--models", str(MODELS / name), "--members",
                   *DEEP, *common, "--device", profile.device]]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--profile", choices=PROFILES, required=True)
    parser.add_argument("--utilisation", type=float, default=UTILISATION, help="of an H100's peak, for its profiles")
    parser.add_argument("--data", type=Path, help="folder of *.txt or *.txt.xz")
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--run", action="store_true", help="run what fits; without it the commands are only printed")
    args = parser.parse_args()
    profile = PROFILES[args.profile]
    cpu = profile.device == "cpu"
    rate = profile.workers * (cpu_rate(MODELS) if cpu else H100_PEAK * args.utilisation)
    items = all_items(profile, args.work, RESULTS)
    given = pick(items, rate, SHARE * profile.seconds)
    source = "measured: the shipped models' cards" if cpu else f"assumed: {args.utilisation:.0%} of {H100_PEAK:.3g}"
    print(f"{args.profile}: {rate:.3g} FLOPs/s over {profile.workers} worker(s) ({source}); "
          f"{SHARE:.0%} of {profile.seconds:.0f} s planned with")
    print("\n".join(lines(items, given, rate)))
    if args.run and args.data is None:
        parser.error("--run needs --data")
    args.data = args.data or Path("DIR")
    for command in commands(profile, items, given, args):
        print(f"python3 -m {shlex.join(command)}", flush=True)
        if args.run:
            subprocess.run([sys.executable, "-m", *command], check=True)


if __name__ == "__main__":
    main()
