"""Held-out text: loss, depths, routers and token classes in one pass a rule, through `training.evaluate`."""

from typing import Dict, List

from torch import Tensor

from training.evaluate import Meter, bytes_a_token, measure
from training.evaluation.bootstrap import interval
from training.evaluation.classes import DepthMeter
from training.evaluation.routers import RouterMeter
from training.evaluation.schema import HeldOut
from training.model import MoR, Output
from training.routing import rules_of
from training.tokenizer import Tokenizer

WINDOW_DECIMALS = 4


class WindowMeter(Meter):
    """Mean loss of each window, in nats a token."""

    def __init__(self) -> None:
        self.nats: List[float] = []

    def add(self, rows: Tensor, output: Output, nats: Tensor) -> None:
        self.nats += nats.double().mean(1).tolist()


def measure_held_out(model: MoR, tokenizer: Tokenizer, windows: Tensor) -> Dict[str, HeldOut]:
    """windows (n, context + 1) under each rule that differs for the model.

    The interval treats windows as independent; those of one long tale are not quite, so it is on the narrow side.
    """
    density, config, results = bytes_a_token(windows, tokenizer), model.config, {}
    for rule in rules_of(config):
        losses, depths = WindowMeter(), DepthMeter(tokenizer, windows, config.num_recursions)
        router = RouterMeter(config, windows.shape[1] - 1, rule) if config.routing.type != "none" else None
        measured = measure(model, windows, density, rule, [m for m in (losses, depths, router) if m])
        low, high = interval(losses.nats)
        results[rule] = HeldOut(**measured, windows=len(windows), windowNats=[round(x, WINDOW_DECIMALS) for x in losses.nats],
                                natsLow=low, natsHigh=high, router=router.result() if router else None,
                                depthByClass=depths.result())
    return results
