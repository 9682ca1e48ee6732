"""Log-likelihoods of the ends of token sequences, in batches. B rows, T tokens, V vocabulary."""

from collections import defaultdict
from typing import Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple

import torch

from training.model import MoR

BATCH_TOKENS = 4096
"""Tokens of a forward pass, padding among them."""
PADDING = 0


class Row(NamedTuple):
    ids: Tuple[int, ...]
    scored: int
    """The last so many ids are scored, given those before; at least one id comes before."""


class Likelihood(NamedTuple):
    nats: float
    """Sum of ln p over the scored ids."""
    greedy: bool
    """Whether each scored id was the likeliest one at its place."""


@torch.no_grad()
def log_likelihoods(model: MoR, rows: Sequence[Row], rule: str) -> List[Likelihood]:
    """One a row, in order. Rows with equal inputs, as when choices differ in their last token, share a pass."""
    sharing: Dict[Tuple[int, ...], List[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        sharing[row.ids[:-1]].append(i)
    found: List[Optional[Likelihood]] = [None] * len(rows)
    for batch in batches(sorted(sharing, key=lambda ids: (len(ids), ids)), pad=rule != "topk"):
        for i, likelihood in _score(model, batch, [[(i, rows[i]) for i in sharing[ids]] for ids in batch], rule):
            found[i] = likelihood
    return found  # type: ignore[return-value]


def batches(inputs: Sequence[Tuple[int, ...]], pad: bool) -> Iterator[List[Tuple[int, ...]]]:
    """Inputs sorted by length, cut to passes of at most BATCH_TOKENS; without padding a pass has one length only.

    Padding at the end changes nothing under a causal rule; under top-k it would compete, and the capacity is a share of the
    length.
    """
    batch: List[Tuple[int, ...]] = []
    for ids in inputs:
        if batch and ((len(batch) + 1) * len(ids) > BATCH_TOKENS or (not pad and len(ids) != len(batch[0]))):
            yield batch
            batch = []
        batch.append(ids)
    if batch:
        yield batch


def _score(model: MoR, batch: List[Tuple[int, ...]], wanted: List[List[Tuple[int, Row]]],
           rule: str) -> Iterator[Tuple[int, Likelihood]]:
    """The rows of one pass: their number and their likelihood. wanted: the rows of each input."""
    device = next(model.parameters()).device
    width = max(map(len, batch))
    padded = torch.tensor([[*ids, *[PADDING] * (width - len(ids))] for ids in batch], device=device)
    logits = model(padded, rule).logits
    owners = [(place, i, row) for place, rows in enumerate(wanted) for i, row in rows]
    places = [(place, at) for place, _, row in owners for at in range(len(row.ids) - 1 - row.scored, len(row.ids) - 1)]
    targets = torch.tensor([id for _, _, row in owners for id in row.ids[-row.scored:]], device=device)
    which, at = torch.tensor(places, device=device).T
    of_targets = logits[which, at].float().log_softmax(-1)  # (targets, V)
    nats = of_targets.gather(1, targets[:, None])[:, 0].double().cpu()
    likeliest = (of_targets.argmax(-1) == targets).cpu()
    end = 0
    for _, i, row in owners:
        begin, end = end, end + row.scored
        yield i, Likelihood(float(nats[begin:end].sum()), bool(likeliest[begin:end].all()))
