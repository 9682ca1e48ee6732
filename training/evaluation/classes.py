"""Depth and loss by classes of tokens (spec 8.3: depth follows how hard the next token is). B windows, T tokens, V vocabulary."""

from typing import Dict, List, Sequence

import torch
from torch import Tensor

from training.evaluate import Meter
from training.evaluation.schema import DepthByClass, DepthClass
from training.model import Output
from training.tokenizer import END_OF_TEXT_ID, Tokenizer

KINDS = ("word start", "word continuation", "punctuation", "white space", "end of text", "other")
START, CONTINUATION, PUNCTUATION, WHITE_SPACE, END, OTHER = range(len(KINDS))
RANKS = (10, 100, 500)
"""Last ranks of the frequency bands; one more band holds the rest."""
LOSSES = (0.5, 1.0, 2.0, 4.0, 6.0)
"""Nats at which the bands of the next token's loss end, the last open."""
UNKNOWN = -1
"""Class of a token that is not counted."""


class Kinds:
    """What a token is, by itself and by the token before it."""

    def __init__(self, tokenizer: Tokenizer):
        texts = [tokenizer.decode([i]) for i in range(tokenizer.vocab_size)]
        self.alone = torch.tensor([kind_alone(i, text) for i, text in enumerate(texts)])
        self.opens = torch.tensor([text[:1].isspace() for text in texts])
        self.ends_in_word = torch.tensor([text[-1:].isalnum() for text in texts])

    def of(self, ids: Tensor) -> Tensor:
        """ids (B, T + 1) to the kinds (B, T) of ids[:, 1:]. A word goes on where its token neither begins with a space nor
        follows anything but a letter or a digit: "un|happy", "don|'t"."""
        kinds = self.alone[ids[:, 1:]]
        goes_on = (kinds == START) & ~self.opens[ids[:, 1:]] & self.ends_in_word[ids[:, :-1]]
        return torch.where(goes_on, torch.full_like(kinds, CONTINUATION), kinds)


def kind_alone(id: int, text: str) -> int:
    """START for every token with a letter or a digit; OTHER for a part of a character."""
    if id == END_OF_TEXT_ID:
        return END
    if "\ufffd" in text:
        return OTHER
    if any(character.isalnum() for character in text):
        return START
    return WHITE_SPACE if text.isspace() else PUNCTUATION


def frequency_bands(windows: Tensor, vocab_size: int) -> Tensor:
    """(V,) band of each id by its rank among the inputs windows[:, :-1], the lower id first on a tie."""
    counts = torch.bincount(windows[:, :-1].flatten(), minlength=vocab_size)
    rank = torch.empty_like(counts)
    rank[counts.sort(descending=True, stable=True).indices] = torch.arange(1, vocab_size + 1)
    return torch.bucketize(rank, torch.tensor(RANKS))


class Tally:
    """Tokens by class and depth, and their loss."""

    def __init__(self, names: Sequence[str], num_recursions: int):
        self.names, self.n = names, num_recursions
        self.tokens = torch.zeros(len(names), num_recursions, dtype=torch.long)
        self.nats = torch.zeros(len(names), dtype=torch.double)

    def add(self, classes: Tensor, depth: Tensor, nats: Tensor) -> None:
        """Three of one shape, on the CPU."""
        known = classes != UNKNOWN
        c, size = classes[known], len(self.names)
        self.tokens += torch.bincount(c * self.n + depth[known] - 1, minlength=size * self.n).view(size, self.n)
        self.nats += torch.bincount(c, weights=nats[known].double(), minlength=size)

    def result(self) -> List[DepthClass]:
        steps, classes = torch.arange(1, self.n + 1), []
        for name, by_depth, nats in zip(self.names, self.tokens, self.nats):
            total = int(by_depth.sum())
            if total:
                classes.append(DepthClass(name=name, tokens=total, meanDepth=int((by_depth * steps).sum()) / total,
                                          share=[int(x) / total for x in by_depth], natsPerToken=float(nats) / total))
        return classes


def band_names(edges: Sequence[float], first: float, step: float) -> List[str]:
    """"1-10", "11-100", "101-": each band begins a step after the one before ends."""
    begins = [first, *(edge + step for edge in edges)]
    return [f"{begin:g}-{end}" for begin, end in zip(begins, [*(f"{edge:g}" for edge in edges), ""])]


class DepthMeter(Meter):
    """Depths and losses of every pass of a set under one rule, divided four ways."""

    def __init__(self, tokenizer: Tokenizer, windows: Tensor, num_recursions: int):
        """windows (n, T + 1): all that will be seen, for the ranks."""
        self.kinds, self.bands = Kinds(tokenizer), frequency_bands(windows, tokenizer.vocab_size)
        names = {"token": KINDS, "nextToken": KINDS, "frequency": band_names(RANKS, 1, 1), "nextLoss": band_names(LOSSES, 0, 0)}
        self.tallies = {name: Tally(of, num_recursions) for name, of in names.items()}

    def add(self, rows: Tensor, output: Output, nats: Tensor) -> None:
        rows, depth, nats = rows.cpu(), output.depth.cpu(), nats.cpu()
        following = self.kinds.of(rows)
        unknown = torch.full_like(following[:, :1], UNKNOWN)  # what stands before the window is not seen
        classes: Dict[str, Tensor] = {
            "token": torch.cat([unknown, following[:, :-1]], 1), "nextToken": following,
            "frequency": self.bands[rows[:, :-1]], "nextLoss": torch.bucketize(nats, torch.tensor(LOSSES), right=True)}
        for name, tally in self.tallies.items():
            tally.add(classes[name], depth, nats)

    def result(self) -> DepthByClass:
        return DepthByClass(**{name: tally.result() for name, tally in self.tallies.items()})  # type: ignore[misc]
