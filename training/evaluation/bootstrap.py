"""Means with a seeded percentile bootstrap interval (Efron, 1979)."""

from typing import Sequence, Tuple

import numpy as np

from training.evaluation.schema import Bootstrap, Estimate

LEVEL, RESAMPLES, SEED = 0.95, 2000, 0
SETTINGS: Bootstrap = {"level": LEVEL, "resamples": RESAMPLES, "seed": SEED}


def interval(values: Sequence[float]) -> Tuple[float, float]:
    """Ends of the interval of the mean of `values`: quantiles of the means of RESAMPLES draws with replacement.

    Where all values are equal, as when no item is right, the interval is that value and says nothing.
    """
    array = np.asarray(values, dtype=np.float64)
    random = np.random.RandomState(SEED)
    means = [array[random.randint(0, len(array), len(array))].mean() for _ in range(RESAMPLES)]
    low, high = np.percentile(means, [50 * (1 - LEVEL), 50 * (1 + LEVEL)])
    return float(low), float(high)


def estimate(values: Sequence[float]) -> Estimate:
    low, high = interval(values)
    return {"value": float(np.mean(np.asarray(values, dtype=np.float64))), "low": low, "high": high}
