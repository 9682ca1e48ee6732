"""Parity fixtures: what this implementation computes, for another one to be held against.

    python3 -m training.fixtures random --out model/fixtures
    python3 -m training.fixtures trained --models public/models/nano --out model/fixtures
    python3 -m training.fixtures mismatched --out model/fixtures

`<out>/random/<name>/` holds a small random model and its cases, `<out>/trained/<id>/` the cases of a shipped checkpoint
(its stored weights in float32), `<out>/mismatched/<name>/` cases of a model of `<out>/random` run under the cache that is
not its own, which each case names. `cases.json` says what was decided, `expected.safetensors` holds each case's float32
logits (T, V) under the case's name. `<out>/tokenizer-cases.json` holds strings and their ids.
No decision of a case is closer to its boundary than MARGIN, so that rounding cannot turn it.
"""

import argparse
import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any, Dict, List, Optional

import torch
import torch.nn.functional as F

from training import checkpoint, safetensors
from training.cache import Tokens
from training.config import ModelConfig, Routing
from training.model import MoR, Output
from training.routing import Decision, capacity, rules_of
from training.tokenizer import Tokenizer

MARGIN = 1e-3
"""In the unit of what is compared: logits under expert-choice, probabilities under token-choice, u under random."""
SHORT, LONG = 12, 64
"""Tokens of the cases of random models."""
MISMATCHED = ("mor-expert", "mor-token-shared")
WITH_LONG_CASE = ("vanilla", "mor-expert", "mor-expert-r4", "mor-expert-shared", "mor-token", "mor-random")

SHAPE = dict(vocab_size=256, max_position_embeddings=64, hidden_size=32, intermediate_size=24,
             num_attention_heads=4, num_key_value_heads=2)
EXPERT = dict(type="expert", alpha=0.1, activation="sigmoid")
TOKEN = dict(type="token", alpha=1.0, activation="softmax")
RANDOM = dict(type="random", alpha=0.1, seed=17)

SENTENCES = [
    "The cat sat on the mat.",
    "<|endoftext|>Once upon a time, a dog",
    "\"Do not cry,\" said Anna.",
    "He ran until it was dark.",
    "Tim had a big red ball.",
    "The moon was high.",
    "Mom smiled and said,",
    "She saw a small bird.",
]
CASES_EACH = 2

STRINGS = [
    "", " ", "  ", "\n", "\n\n", " \n \n", "\t\tx", "a", " a", "  a", "   a  b   ", "Once upon a time", " leading and trailing ",
    "The cat sat on the mat.", "it's we're I'll you've he'd I'm don't DON'T", "\"Stop!\" he said -- 'no'...", "3 1415 1,000.50 7th",
    "caf\u00e9 na\u00efve \u00dcber \u0141\u00f3d\u017a", "cafe\u0301", "\u65e5\u672c\u8a9e\u306e\u6587 \u4e2d\u6587\uff0c\ud55c\uad6d\uc5b4",
    "\U0001f600 \U0001f469\u200d\U0001f4bb\U0001f1eb\U0001f1ee\u2764\ufe0f", "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u0661\u0662\u0663", "\u0000\u0001\u001f\u007f\u0085\u00a0x",
    "x\u00b2 \u00bd \u2167 \u0968", "under_score __init__ a_1", "a\u2028b\u2029c\u3000d\ufeffe", "line one\nline two\r\nline three",
    "<|endoftext|>", "one<|endoftext|>two", " <|endoftext|> <|endoftext|>", "<|endoftext", "\u00c3\u00a9\ufffd",
    "def f(x):\n    return x ** 2  # square", "https://example.org/a?b=c&d=%20e", "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35 \u0928\u092e\u0938\u094d\u0924\u0947",
]


def random_models() -> Dict[str, ModelConfig]:
    """The family at toy scale, and what else a config can say."""

    def model(layers: int, recursions: int, sharing: str, cache: str, routing: Dict[str, Any]) -> ModelConfig:
        return ModelConfig(**SHAPE, num_hidden_layers=layers, num_recursions=recursions, sharing=sharing,
                           kv_cache=cache, routing=Routing(**routing))

    def middle(routing: Dict[str, Any], cache: str = "recursion_wise") -> ModelConfig:
        return model(8, 3, "middle_cycle", cache, routing)

    none: Dict[str, Any] = {"type": "none"}
    return {
        "vanilla": model(4, 1, "none", "full", none),
        "recursive": middle(none, "full"),
        "recursive-shared": middle(none, "recursive_sharing"),
        "recursive-cycle": model(6, 3, "cycle", "full", none),
        "recursive-sequence": model(6, 3, "sequence", "full", none),
        "recursive-sequence-shared": model(6, 3, "sequence", "recursive_sharing", none),
        "recursive-middle-sequence": model(8, 3, "middle_sequence", "full", none),
        "mor-expert": middle(EXPERT),
        "mor-expert-r2": model(6, 2, "middle_cycle", "recursion_wise", EXPERT),
        "mor-expert-r4": model(10, 4, "middle_cycle", "recursion_wise", EXPERT),
        "mor-expert-shared": middle(EXPERT, "recursive_sharing"),
        "mor-expert-cycle": model(6, 3, "cycle", "recursion_wise", EXPERT),
        "mor-expert-cycle-shared": model(6, 3, "cycle", "recursive_sharing", EXPERT),
        "mor-expert-mlp": middle({**EXPERT, "router": "mlp"}),
        "mor-expert-wide-mlp": middle({**EXPERT, "router": "wide_mlp"}),
        "mor-expert-tanh": middle({**EXPERT, "activation": "tanh"}),
        "mor-expert-additive": middle({**EXPERT, "gating": "additive"}),
        "mor-expert-aux-router": middle({**EXPERT, "aux_router": True}),
        "mor-token": middle(TOKEN),
        "mor-token-shared": middle(TOKEN, "recursive_sharing"),
        "mor-token-mlp": middle({**TOKEN, "router": "mlp"}),
        "mor-token-sigmoid": middle({**TOKEN, "activation": "sigmoid", "alpha": 0.1}),
        "mor-token-every-recursion": middle({**TOKEN, "gate_every_recursion": True}),
        "mor-random": middle(RANDOM),
        "mor-random-shared": middle(RANDOM, "recursive_sharing"),
    }


def randomise(model: MoR, seed: int) -> MoR:
    """Weights large enough that layers matter, norms differ from 1 and routers send tokens to every depth."""
    random = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() == 1:
                parameter.uniform_(0.5, 1.5, generator=random)
            elif "routers" in name:
                parameter.normal_(0, 4 / parameter.shape[1] ** 0.5, generator=random)
            else:
                parameter.normal_(0, 0.1, generator=random)
    return model.eval()


def margin(config: ModelConfig, output: Output, rule: str, length: int) -> float:
    """How far the closest decision of a one-row output was from going the other way."""
    closest = float("inf")
    if output.assignment is not None and config.num_recursions > 1:
        best = output.assignment.probabilities.topk(2, -1).values
        return float((best[..., 0] - best[..., 1]).min())
    for r, (_, decision) in enumerate(output.recursions[1:], start=2):
        value = decision.scores if decision.logits is None else decision.logits
        if rule == "topk":
            k, ordered = capacity(config.routing.capacities[r - 1], length), value[0].sort(descending=True).values
            distances = ordered[k - 1] - ordered[k] if k < len(ordered) else torch.tensor(float("inf"))
        elif decision.logits is None:
            distances = (value - (1 - config.routing.capacities[r - 1] / config.routing.capacities[r - 2])).abs()
        else:
            distances = (value if decision.aux_logits is None else decision.aux_logits).abs()
        if distances.numel():
            closest = min(closest, float(distances.min()))
    return closest


def describe_recursion(candidates: Tokens, decision: Decision) -> Dict[str, Any]:
    """Of one row without padding: positions, and for each candidate its logit, score and gate (used if selected)."""
    described = {"candidates": candidates.position[0].tolist(),
                 "selected": candidates.position[0][decision.selected[0]].tolist(),
                 "logits": None if decision.logits is None else decision.logits[0].tolist(),
                 "scores": decision.scores[0].tolist(), "gates": decision.gates[0].tolist()}
    if decision.aux_logits is not None:
        described["auxLogits"] = decision.aux_logits[0].tolist()
    return described


@torch.no_grad()
def make_case(model: MoR, name: str, ids: List[int], rule: str, text: Optional[str], expected: Dict[str, torch.Tensor]):
    """The case as JSON, its logits put under its name; None if a decision is too close."""
    output = model(torch.tensor([ids]), rule)
    if margin(model.config, output, rule, len(ids)) < MARGIN:
        return None
    expected[name] = output.logits[0]
    case = {"name": name, "rule": rule, "ids": ids, "depth": output.depth[0].tolist(),
            "nll": float(F.cross_entropy(output.logits[0, :-1], torch.tensor(ids[1:]))),
            "recursions": [describe_recursion(*recursion) for recursion in output.recursions]}
    return {**case, "text": text} if text is not None else case


def write_cases(folder: Path, cases: List[Dict[str, Any]], expected: Dict[str, torch.Tensor]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cases.json").write_text(json.dumps({"version": 1, "cases": cases}, separators=(",", ":")) + "\n")
    safetensors.save(folder / "expected.safetensors", expected)


def write_random(folder: Path, name: str, config: ModelConfig, dtype: torch.dtype) -> None:
    """A random model and its cases; the first seed whose decisions are all clear."""
    lengths = [("short", SHORT)] + ([("long", LONG)] if name in WITH_LONG_CASE else [])
    for seed in range(1000):
        checkpoint.save(folder, randomise(MoR(config), seed), dtype)
        model, random = checkpoint.load(folder), torch.Generator().manual_seed(seed)
        cases, expected = [], {}
        for label, length in lengths:
            ids = torch.randint(0, config.vocab_size, (length,), generator=random).tolist()
            cases += [make_case(model, f"{label}-{rule}", ids, rule, None, expected) for rule in rules_of(config)]
        varied = config.routing.type == "none" or all(case and len(set(case["depth"])) > 1 for case in cases)
        if all(cases) and varied:
            write_cases(folder, cases, expected)
            return
    raise RuntimeError(f"{name}: no seed gives clear decisions")


def write_trained(folder: Path, out: Path) -> None:
    """Cases of a shipped checkpoint: the first sentences whose decisions are clear under every rule."""
    model, tokenizer = checkpoint.load(folder), Tokenizer.load(folder / "tokenizer.json")
    kept, kept_expected = [], {}
    for number, text in enumerate(SENTENCES):
        expected: Dict[str, torch.Tensor] = {}
        cases = [make_case(model, f"sentence-{number}-{rule}", tokenizer.encode(text), rule, text, expected)
                 for rule in rules_of(model.config)]
        if all(cases) and len(kept) < CASES_EACH:
            kept += cases
            kept_expected.update(expected)
    if not kept:
        raise RuntimeError(f"{folder.name}: no sentence gives clear decisions")
    write_cases(out, kept, kept_expected)


def write_mismatched(folder: Path, out: Path) -> None:
    """Cases of a random model under the other cache: the first ids whose decisions are clear under every rule."""
    own = checkpoint.load(folder)
    cache = "recursion_wise" if own.config.kv_cache == "recursive_sharing" else "recursive_sharing"
    model = MoR(dataclasses.replace(own.config, kv_cache=cache)).eval()
    model.load_state_dict(own.state_dict())
    for seed in range(1000):
        random, expected = torch.Generator().manual_seed(seed), {}
        ids = torch.randint(0, own.config.vocab_size, (SHORT,), generator=random).tolist()
        cases = [make_case(model, f"{cache}-{rule}", ids, rule, None, expected) for rule in rules_of(own.config)]
        if all(cases):
            write_cases(out, [{**case, "kvCache": cache} for case in cases if case], expected)
            return
    raise RuntimeError(f"{folder.name}: no ids give clear decisions")


def write_tokenizer_cases(tokenizer: Tokenizer, path: Path) -> None:
    cases = [{"text": text, "ids": tokenizer.encode(text)} for text in STRINGS]
    path.write_text(json.dumps({"version": 1, "cases": cases}, separators=(",", ":")) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=["random", "trained", "mismatched"])
    parser.add_argument("--models", type=Path, help="folder of exported members")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    shutil.rmtree(args.out / args.what, ignore_errors=True)
    if args.what == "random":
        for name, config in random_models().items():
            write_random(args.out / "random" / name, name, config, torch.float32)
        for name, dtype in (("mor-expert-f16", torch.float16), ("mor-expert-bf16", torch.bfloat16)):
            write_random(args.out / "random" / name, name, random_models()["mor-expert"], dtype)
        return
    if args.what == "mismatched":
        for name in MISMATCHED:
            write_mismatched(args.out / "random" / name, args.out / "mismatched" / name)
        return
    if args.models is None:
        parser.error("trained needs --models")
    folders = sorted(path.parent for path in args.models.glob("*/config.json"))
    for folder in folders:
        write_trained(folder, args.out / "trained" / folder.name)
    write_tokenizer_cases(Tokenizer.load(folders[0] / "tokenizer.json"), args.out / "tokenizer-cases.json")


if __name__ == "__main__":
    main()
