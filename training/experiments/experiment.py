"""An experiment: a run that is like a member of a family but for what its file says.

A folder of experiments holds `family.json` (`extends`: the family; `questions`: {group: sentence}; `members`: ids by priority;
`steps`, if the family has been trained for longer since: of every run without a budget) and a file a run, for example

    { "like": "mor-expert", "group": "seeds", "train": { "seed": 2 } }
    { "like": "vanilla", "group": "isoflop", "budget_flops": 1e13, "after": "iso-d64-vanilla-5e12", "model": { ... } }

Without `budget_flops` and `steps` a run has as many steps as the family. `after` names a run that is the same but shorter: this one goes
on from its state before the cool-down, where the two do not differ yet.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional

from training.config import RunConfig, check
from training.flops import training_flops


@dataclass
class Experiment:
    path: Path
    run: RunConfig
    like: str
    group: str
    question: str
    """What the group asks, a sentence."""
    changes: Dict[str, Any]
    """What its file says, over the member that it is like: {"train.seed": 2}."""
    budget_flops: Optional[float]
    """Training FLOPs to spend, by the honest accounting."""
    after: Optional[str]
    fixed_steps: Optional[int]
    """Of every run of the folder without a budget, where they are not the family's."""

    def steps(self, family_steps: int) -> int:
        """Of the whole run: what its budget pays for, or as many as all have."""
        if self.budget_flops is not None:
            return affordable_steps(self.run, self.budget_flops)
        return self.fixed_steps or family_steps


def tokens_per_step(run: RunConfig) -> int:
    return run.train.batch_windows * run.model.max_position_embeddings


def affordable_steps(run: RunConfig, budget_flops: float) -> int:
    """Whole optimizer steps nearest to the budget."""
    return max(1, round(budget_flops / training_flops(run.model, tokens_per_step(run))))


def load_experiments(folder: Path) -> List[Experiment]:
    """The experiments of a folder, by priority."""
    family = json.loads((folder / "family.json").read_text())
    found: List[Experiment] = []
    for member in family["members"]:
        path = folder / f"{member}.json"
        own, run = json.loads(path.read_text()), RunConfig.load(path)
        changes = {f"{part}.{key}": value for part in ("model", "train") for key, value in own.get(part, {}).items()}
        after = own.get("after")
        check(after is None or after in [e.run.id for e in found], f"{member} comes after {after}, which is not before it")
        found.append(Experiment(path, run, own["like"], own["group"], family["questions"][own["group"]], changes,
                                own.get("budget_flops"), after, family.get("steps")))
    return found
