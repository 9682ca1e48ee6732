"""The shape of `<member>.json`. Losses are in nats, depths in recursions, shares and accuracies between 0 and 1."""

from typing import Dict, List, Optional, TypedDict

VERSION = 1
"""Of the shape; a reader refuses what it does not know."""


class Estimate(TypedDict):
    """A mean and the ends of its bootstrap interval: how far other items or windows would move it, not another training run."""

    value: float
    low: float
    high: float


class DepthClass(TypedDict):
    """Tokens of one class: how deep they went and what the model lost on the token after each."""

    name: str
    tokens: int
    meanDepth: float
    share: List[float]
    """N_r numbers: the share whose last recursion was 1 .. N_r."""
    natsPerToken: float


class DepthByClass(TypedDict):
    """Each list divides the same tokens by another question; a class without tokens is left out."""

    token: List[DepthClass]
    """By what the token itself is."""
    nextToken: List[DepthClass]
    """By what the token after it is, which is the one it has to predict."""
    frequency: List[DepthClass]
    """By the token's rank in this set, the most frequent first."""
    nextLoss: List[DepthClass]
    """By the loss of the token after it."""


class ScoreHistogram(TypedDict):
    """The router's scores of one recursion's candidates, in equal bins from `low` to `high`."""

    recursion: int
    low: float
    high: float
    selected: List[int]
    others: List[int]


class RouterMeasures(TypedDict):
    load: List[float]
    """N_r numbers: the share of tokens whose last recursion was 1 .. N_r."""
    maxVio: float
    entropy: float
    """Nats; at most ln N_r."""
    deadPositions: float
    """Of the random control it says little: outside training it draws the same score at a position of every text."""
    selectionAccuracyByRecursion: Optional[List[float]]
    """One a recursion from the second on; null unless top-k chose by learned scores."""
    scores: List[ScoreHistogram]


class _HeldOut(TypedDict):
    natsPerToken: float
    natsLow: float
    natsHigh: float
    """Ends of the bootstrap interval of `natsPerToken`, resampled by window."""
    bitsPerByte: float
    tokens: int
    windows: int
    windowNats: List[float]
    """Loss of each window, nats a token, in an order that is the same for every model of the family."""
    meanDepth: float
    reaching: List[float]
    """N_r numbers: the share of tokens that went through recursion 1 .. N_r."""
    router: Optional[RouterMeasures]
    """null for a model without a router."""
    depthByClass: DepthByClass


class HeldOut(_HeldOut, total=False):
    selectionAccuracy: float
    """As in the model's card: over all recursions from the second on."""


class Group(TypedDict):
    items: int
    accuracy: Estimate


class RuleScore(TypedDict):
    causal: bool
    """False under top-k: learned scores compete over the whole sequence, with the tokens to be predicted among them, and random
    ones at least need its length."""
    accuracy: Estimate
    """By the summed log-likelihood; where one word is to be guessed: the share guessed greedily."""
    accuracyNormalised: Optional[Estimate]
    """By the log-likelihood a byte of the choice; null where the set is not scored so."""
    natsPerWord: Optional[Estimate]
    """Loss of the word to be guessed, null elsewhere."""
    groups: Dict[str, Group]
    right: str
    """One bit an item in the set's order, 1 where the headline score counts it as right; hexadecimal, the first item the highest
    bit, zeros at the end."""


class SetScore(TypedDict):
    set: str
    title: str
    note: str
    items: int
    of: int
    """Items in the set; the first `items` of one seeded shuffle were scored, the same for every model."""
    truncated: int
    """Items longer than the model's context, their beginning cut off."""
    chance: float
    """What guessing gets on these items."""
    headline: str
    """"accuracy" or "accuracyNormalised": which of the two the paper would report."""
    rules: Dict[str, RuleScore]


class Bootstrap(TypedDict):
    level: float
    resamples: int
    seed: int


class Weights(TypedDict):
    sha256: str
    bytes: int


class Evaluation(TypedDict):
    version: int
    id: str
    family: str
    weights: Weights
    context: int
    """Tokens of a held-out window, and the most that an item may have."""
    rules: List[str]
    """Selection rules that differ for this model; where there is one, every sequence was run once."""
    measures: int
    """Version of the code that computed the numbers (`records.MEASURES`)."""
    command: str
    hardware: str
    torch: str
    date: str
    """UTC day of the last number."""
    bootstrap: Bootstrap
    heldOut: Dict[str, Dict[str, HeldOut]]
    """By set, then by rule."""
    scores: List[SetScore]


class Comparison(TypedDict):
    """A member less a baseline on the same windows and items, both under threshold: intervals of the paired differences."""

    member: str
    baseline: str
    natsPerToken: Dict[str, Estimate]
    """By held-out set; below 0 the member is better."""
    headline: Dict[str, Estimate]
    """By scored set, accuracy; above 0 the member is better."""


class Comparisons(TypedDict):
    """`comparisons.json`, made from the members' files alone."""

    version: int
    bootstrap: Bootstrap
    comparisons: List[Comparison]
