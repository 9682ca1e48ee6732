"""Models and texts that the tests make up."""

from pathlib import Path
from random import Random
from typing import Dict, Iterator, Tuple

import torch

from training.config import RunConfig, load_family
from training.fixtures import random_models, randomise
from training.model import MoR

CONFIGS = Path(__file__).parents[1] / "configs"
WORDS = "the a cat dog bird sat ran saw flew on under to mat tree house moon and then".split()


def toy_family() -> Dict[str, RunConfig]:
    return {run.id: run for run in load_family(CONFIGS / "toy")}


def random_family(seed: int = 3) -> Iterator[Tuple[str, MoR]]:
    """Every fixture model with random weights: the family and what else a config can say."""
    for name, config in random_models().items():
        yield name, randomise(MoR(config), seed)


def random_ids(rows: int, length: int, vocab_size: int = 256, seed: int = 0) -> torch.Tensor:
    return torch.randint(0, vocab_size, (rows, length), generator=torch.Generator().manual_seed(seed))


def write_text(folder: Path, documents: int = 120) -> Path:
    """A folder with `made.train.txt` and `made.valid.txt`: random sentences, and some longer made-up words."""
    random = Random(5)
    for split, count in (("train", documents), ("valid", documents // 4)):
        stories = [
            "\n".join(" ".join(random.choice(WORDS) for _ in range(random.randint(4, 9))) + random.choice([".", "!", "?"])
                      for _ in range(random.randint(3, 8)))
            for _ in range(count)]
        (folder / f"made.{split}.txt").write_text("".join(story + "\n<|endoftext|>\n" for story in stories))
    return folder
