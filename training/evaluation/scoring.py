"""Accuracy on a scored set, with its interval and what guessing would get.

The paper reports accuracy normalised by the choice's length in bytes, but on LAMBADA, WinoGrande and MMLU plain accuracy (spec 6,
paper's appendix B); both are given wherever there are choices of different length.
"""

from typing import Dict, List, NamedTuple, Sequence

import numpy as np

from training.evaluation.bootstrap import estimate
from training.evaluation.items import SETS, Candidate, Item, shuffled
from training.evaluation.likelihood import Likelihood, Row, log_likelihoods
from training.evaluation.schema import Group, RuleScore, SetScore
from training.model import MoR
from training.routing import rules_of
from training.tokenizer import END_OF_TEXT_ID, Tokenizer


class Encoded(NamedTuple):
    row: Row
    bytes: int
    """UTF-8 bytes of the continuation, the space before it not among them."""
    truncated: bool


def encode(candidate: Candidate, tokenizer: Tokenizer, context: int) -> Encoded:
    """After an end of text, as a document begins in training; at most context + 1 ids, the last ones."""
    continuation = tokenizer.encode(candidate.continuation)
    ids = [END_OF_TEXT_ID, *tokenizer.encode(candidate.context), *continuation]
    kept = ids[-(context + 1):]
    row = Row(tuple(kept), min(len(continuation), len(kept) - 1))
    return Encoded(row, len(candidate.continuation.lstrip().encode()), len(kept) < len(ids))


def choose(nats: Sequence[float], sizes: Sequence[int]) -> int:
    """The candidate with the largest log-likelihood a unit of size; the first on a tie."""
    return int(np.argmax([n / size for n, size in zip(nats, sizes)]))


def chance(items: Sequence[Item], rows: Sequence[Sequence[Row]], vocab_size: int) -> float:
    """Mean probability of guessing right: one of the choices, or every token of the word out of the vocabulary."""
    if len(items[0].candidates) == 1:
        return float(np.mean([float(vocab_size) ** -of[0].scored for of in rows]))
    return float(np.mean([1 / len(item.candidates) for item in items]))


def score_set(model: MoR, tokenizer: Tokenizer, name: str, every: List[Item], limit: int) -> SetScore:
    """A set under threshold, and under top-k where that differs and `sets.json` asks for it."""
    about, config = SETS[name], model.config
    items = shuffled(every, limit)
    encoded = [[encode(c, tokenizer, config.max_position_embeddings) for c in item.candidates] for item in items]
    rows = [[e.row for e in of] for of in encoded]
    rules = [rule for rule in rules_of(config) if rule == "threshold" or about["topk"]]
    return {"set": name, "title": about["title"], "note": about["note"], "items": len(items), "of": len(every),
            "truncated": sum(any(e.truncated for e in of) for of in encoded),
            "chance": chance(items, rows, config.vocab_size), "headline": about["headline"],
            "rules": {rule: _score(model, items, encoded, rule, about["headline"]) for rule in rules}}


def _score(model: MoR, items: List[Item], encoded: List[List[Encoded]], rule: str, headline: str) -> RuleScore:
    flat = iter(log_likelihoods(model, [e.row for of in encoded for e in of], rule))
    found = [[next(flat) for _ in of] for of in encoded]
    return summarise(items, found, [[e.bytes for e in of] for of in encoded], rule, headline)


def summarise(items: Sequence[Item], found: Sequence[Sequence[Likelihood]], sizes: Sequence[Sequence[int]], rule: str,
              headline: str) -> RuleScore:
    """found, sizes: for each item one a candidate."""
    word = len(items[0].candidates) == 1
    if word:
        right = [float(of[0].greedy) for of in found]
    else:
        right = [float(choose([x.nats for x in of], [1] * len(of)) == item.gold) for item, of in zip(items, found)]
    normalised = [float(choose([x.nats for x in of], of_sizes) == item.gold)
                  for item, of, of_sizes in zip(items, found, sizes)] if headline == "accuracyNormalised" else None
    return {"causal": rule == "threshold", "accuracy": estimate(right),
            "accuracyNormalised": None if normalised is None else estimate(normalised),
            "natsPerWord": estimate([-of[0].nats for of in found]) if word else None, "groups": by_group(items, right),
            "right": pack(right if normalised is None else normalised)}


def pack(right: Sequence[float]) -> str:
    """Zeros and ones as hexadecimal digits, the first the highest bit, filled up with zeros."""
    return np.packbits(np.asarray(right, dtype=np.uint8)).tobytes().hex()


def unpack(right: str, items: int) -> np.ndarray:
    """(items,) of 0.0 and 1.0: what was packed."""
    return np.unpackbits(np.frombuffer(bytes.fromhex(right), dtype=np.uint8))[:items].astype(np.float64)


def by_group(items: Sequence[Item], right: Sequence[float]) -> Dict[str, Group]:
    """Plain accuracy of each named group, in the order of the names."""
    groups: Dict[str, List[float]] = {}
    for item, value in zip(items, right):
        if item.group:
            groups.setdefault(item.group, []).append(value)
    return {name: {"items": len(groups[name]), "accuracy": estimate(groups[name])} for name in sorted(groups)}
