"""Members against the baselines, item by item: much finer than two intervals side by side."""

import json
from pathlib import Path
from typing import Dict, List, Optional

import numpy as np

from training.evaluation import bootstrap, records
from training.evaluation.bootstrap import estimate
from training.evaluation.schema import VERSION, Comparison, Comparisons, Estimate, Evaluation, SetScore
from training.evaluation.scoring import unpack

FILE = "comparisons.json"
BASELINES = ("vanilla", "recursive", "mor-expert")
RULE = "threshold"


def compare(member: Evaluation, baseline: Evaluation) -> Comparison:
    """Over the sets of which both saw the same windows or items."""
    nats: Dict[str, Estimate] = {}
    for name in member["heldOut"]:
        ours, theirs = (e["heldOut"][name][RULE]["windowNats"] if name in e["heldOut"] else [] for e in (member, baseline))
        if len(ours) == len(theirs):
            nats[name] = estimate(np.subtract(ours, theirs))
    theirs_by_set = {score["set"]: score for score in baseline["scores"]}
    headline = {score["set"]: estimate(_right(score) - _right(theirs_by_set[score["set"]])) for score in member["scores"]
                if _size(score) == _size(theirs_by_set.get(score["set"]))}
    return {"member": member["id"], "baseline": baseline["id"], "natsPerToken": nats, "headline": headline}


def _size(score: Optional[SetScore]):
    return score and (score["items"], score["of"])


def _right(score: SetScore) -> np.ndarray:
    return unpack(score["rules"][RULE]["right"], score["items"])


def compare_all(members: List[Evaluation]) -> Comparisons:
    """Each pair once."""
    by_id = {member["id"]: member for member in members}
    return {"version": VERSION, "bootstrap": bootstrap.SETTINGS,
            "comparisons": [compare(member, by_id[baseline]) for i, baseline in enumerate(BASELINES) if baseline in by_id
                            for member in members if member["id"] not in BASELINES[:i + 1]]}


def write(folder: Path) -> None:
    """Reads every member's file in the folder."""
    members = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json")) if path.name != FILE]
    records.write_json(folder / FILE, records.rounded(compare_all(members)))
