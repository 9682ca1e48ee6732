"""Continues a text with a shipped checkpoint, one token after another through the cache.

    python3 -m training.generate --model public/models/nano/mor-expert --text "Once upon a time"
"""

import argparse
from pathlib import Path
from typing import Iterator, List, Tuple

import torch

from training import checkpoint
from training.cache import KVCache
from training.model import MoR, Output
from training.tokenizer import END_OF_TEXT_ID, Tokenizer


class Decoder:
    """A model with the cache of what it has read. Under "threshold" it gives what a full pass gives; under "topk" it
    cannot: with one token at hand the top-k is that token, and it goes to full depth (spec 2.5)."""

    def __init__(self, model: MoR, rule: str = "threshold"):
        self.model, self.rule, self.cache, self.position = model, rule, KVCache(), 0

    @torch.no_grad()
    def feed(self, ids: List[int]) -> Output:
        """Reads the next ids; the output has a row for each of them."""
        output = self.model(torch.tensor([ids]), self.rule, self.cache, self.position)
        self.position += len(ids)
        return output


def generate(model: MoR, ids: List[int], tokens: int, temperature: float, seed: int) -> Iterator[Tuple[int, int]]:
    """(id, depth it was predicted with) of each new token, until the end of the text or of the context."""
    random, decoder = torch.Generator().manual_seed(seed), Decoder(model)
    for _ in range(min(tokens, model.config.max_position_embeddings - len(ids))):
        output = decoder.feed(ids)
        logits = output.logits[0, -1]
        ids = [int(torch.multinomial((logits / temperature).softmax(-1), 1, generator=random)) if temperature
               else int(logits.argmax())]
        if ids[0] == END_OF_TEXT_ID:
            return
        yield ids[0], int(output.depth[0, -1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--text", default="Once upon a time")
    parser.add_argument("--tokens", type=int, default=100)
    parser.add_argument("--temperature", type=float, default=0.7, help="0 takes the likeliest")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    torch.set_num_threads(1)
    tokenizer = Tokenizer.load(args.model / "tokenizer.json")
    steps = list(generate(checkpoint.load(args.model), tokenizer.encode(args.text), args.tokens, args.temperature, args.seed))
    print(args.text + tokenizer.decode(i for i, _ in steps))
    print("depths:", *(depth for _, depth in steps))


if __name__ == "__main__":
    main()
