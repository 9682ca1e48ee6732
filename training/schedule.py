"""The trapezoid: linear warm-up, constant, linear cool-down (spec 6)."""

from typing import Optional

from training.config import TrainConfig


def cooldown_start(config: TrainConfig, total_steps: int) -> int:
    """The first step of the cool-down."""
    return total_steps - round(config.cooldown_fraction * total_steps)


def learning_rate(config: TrainConfig, step: int, total_steps: Optional[int]) -> float:
    """Rate of a 0-based step. Without a total the constant phase has no end."""
    if step < config.warmup_steps:
        return config.peak_lr * (step + 1) / config.warmup_steps
    if total_steps is None or step < cooldown_start(config, total_steps):
        return config.peak_lr
    start = cooldown_start(config, total_steps)
    done = (step - start + 1) / (total_steps - start)
    return config.peak_lr * (1 - (1 - config.final_lr_fraction) * done)
