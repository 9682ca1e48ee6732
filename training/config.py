"""What a model is and how it is trained: read from JSON and checked once, here.

A family is a folder: `family.json` holds what its members share, `<id>.json` what makes each member itself. A folder may
extend a family (`"extends": folder` in its `family.json`): each of its members is `like` one of that family but for what it says.
A model's part is written to the checkpoint as `config.json` (Hugging Face's Llama keys and ours).
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Dict, List

SHARING = ("none", "cycle", "sequence", "middle_cycle", "middle_sequence")
KV_CACHE = ("full", "recursion_wise", "recursive_sharing")
ROUTING = ("none", "expert", "token", "random")
ROUTERS = ("linear", "mlp", "wide_mlp")
ACTIVATIONS = {"expert": ("sigmoid", "tanh"), "token": ("softmax", "sigmoid")}


class ConfigError(ValueError):
    """A configuration that does not describe a model."""


def check(holds: bool, sentence: str) -> None:
    if not holds:
        raise ConfigError(sentence)


def default_capacities(num_recursions: int) -> List[float]:
    """c_r = (N_r - r + 1) / N_r: the fractions of perfectly balanced token-choice (spec 2.1)."""
    return [(num_recursions - r) / num_recursions for r in range(num_recursions)]


@dataclass
class Routing:
    """Who goes on to the next recursion, and with what gate. Keys as in `config.json`."""

    type: str = "none"
    router: str = "linear"
    activation: str = "sigmoid"
    alpha: float = 0.1
    capacities: List[float] = field(default_factory=list)
    gating: str = "weighted"
    aux_router: bool = False
    """Expert-choice: a second router on detached states decides under the threshold rule (spec 2.4)."""
    gate_every_recursion: bool = False
    """Token-choice: gate each recursion as the paper's eq. 2.2 does, not only a token's last (spec 3.2)."""
    seed: int = 0
    """Random control: seed of the evaluation scores, `training/README.md` "Random scores"."""

    def to_json(self) -> Dict[str, Any]:
        if self.type == "none":
            return {"type": "none"}
        keys = ["type", "alpha", "capacities", "gating"]
        if self.type in ("expert", "token"):
            keys += ["router", "activation"]
        keys += {"expert": ["aux_router"], "token": ["gate_every_recursion"], "random": ["seed"]}[self.type]
        return {key: getattr(self, key) for key in keys}


@dataclass
class ModelConfig:
    """The shape of a model. `num_hidden_layers` counts unrolled layers (spec 1.3)."""

    vocab_size: int
    max_position_embeddings: int
    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int
    rms_norm_eps: float = 1e-5
    rope_theta: float = 10000.0
    num_recursions: int = 1
    sharing: str = "none"
    kv_cache: str = "full"
    routing: Routing = field(default_factory=Routing)

    def __post_init__(self) -> None:
        r = self.routing
        check(self.sharing in SHARING, f"sharing is one of {SHARING}, not {self.sharing!r}")
        check(self.kv_cache in KV_CACHE, f"kv_cache is one of {KV_CACHE}, not {self.kv_cache!r}")
        check(r.type in ROUTING, f"routing.type is one of {ROUTING}, not {r.type!r}")
        check(self.hidden_size % (2 * self.num_attention_heads) == 0, "the head size must be a whole even number")
        check(self.num_attention_heads % self.num_key_value_heads == 0, "query heads must divide into key-value heads")
        check(self.sharing != "none" or self.num_recursions == 1, "without sharing nothing recurs")
        check(self.recursed_layers % self.num_recursions == 0, "the recursed layers must divide by num_recursions")
        if r.type == "none":
            return
        check(self.sharing in ("cycle", "middle_cycle"), "routing is defined for cycle and middle_cycle only")
        check(self.kv_cache != "full", "a routed model keeps recursion_wise or recursive_sharing")
        check(r.gating in ("weighted", "additive"), f"unknown gating {r.gating!r}")
        if not r.capacities:
            r.capacities = default_capacities(self.num_recursions)
        check(len(r.capacities) == self.num_recursions, "one capacity a recursion")
        check(r.capacities[0] == 1 and sorted(r.capacities, reverse=True) == r.capacities and r.capacities[-1] > 0,
              "capacities start at 1 and never rise")
        if r.type in ACTIVATIONS:
            check(r.router in ROUTERS, f"router is one of {ROUTERS}, not {r.router!r}")
            check(r.activation in ACTIVATIONS[r.type], f"{r.type} routing does not know {r.activation!r}")

    @property
    def head_dim(self) -> int:
        return self.hidden_size // self.num_attention_heads

    @property
    def has_ends(self) -> bool:
        """Whether the first and the last layer stand outside the recursion."""
        return self.sharing.startswith("middle")

    @property
    def recursed_layers(self) -> int:
        """Unrolled layers inside the recursion: b * N_r."""
        return self.num_hidden_layers - (2 if self.has_ends else 0)

    @property
    def block_layers(self) -> int:
        """b, layers a recursion block."""
        return self.recursed_layers // self.num_recursions

    @staticmethod
    def from_json(raw: Dict[str, Any]) -> "ModelConfig":
        known = {key: raw[key] for key in ModelConfig.__dataclass_fields__ if key in raw and key != "routing"}
        return ModelConfig(**known, routing=Routing(**raw.get("routing", {})))

    def to_json(self) -> Dict[str, Any]:
        """`config.json`: a plain Llama reader finds its keys, a MoR reader the rest."""
        own = {**asdict(self), "routing": self.routing.to_json()}
        return {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_act": "silu", **own,
                "head_dim": self.head_dim, "tie_word_embeddings": True, "attention_bias": False, "mlp_bias": False,
                "bos_token_id": 0, "eos_token_id": 0}


@dataclass
class TrainConfig:
    """How a model is trained (spec 6)."""

    seed: int = 17
    """Of the weights and of the draws of random routing."""
    data_seed: int = 17
    """Of the order of documents and windows: equal seeds, equal tokens in equal order."""
    batch_windows: int = 8
    """Windows of the context length an optimizer step, over all processes."""
    peak_lr: float = 4e-3
    final_lr_fraction: float = 0.02
    warmup_steps: int = 100
    cooldown_fraction: float = 0.3
    weight_decay: float = 0.1
    clip_norm: float = 1.0
    aux_loss: float = 0.001
    """Expert-choice: weight of the summed BCE; the paper's code in effect uses 0.016 (spec 2.8)."""
    aux_router_lr_factor: float = 10.0
    balance_loss: float = 0.1
    z_loss: float = 0.0
    """Weight of the mean squared logsumexp of the router's logits; token-choice 1e-5, expert-choice off."""


@dataclass
class RunConfig:
    """One member of a family."""

    id: str
    family: str
    corpora: List[str]
    model: ModelConfig
    train: TrainConfig

    @staticmethod
    def load(path: Path) -> "RunConfig":
        """Reads `<id>.json` over the `family.json` beside it, and both over what they extend."""
        family, own = json.loads((path.parent / "family.json").read_text()), json.loads(path.read_text())
        layers = [family, own]
        if "extends" in family:
            source = path.parent / family["extends"]
            family = json.loads((source / "family.json").read_text())
            layers = [family, json.loads((source / f"{own['like']}.json").read_text()), own]
        model, train = ({key: value for layer in layers for key, value in layer.get(part, {}).items()}
                        for part in ("model", "train"))
        return RunConfig(id=path.stem, family=family["family"], corpora=family["corpora"],
                         model=ModelConfig.from_json(model), train=TrainConfig(**train))


def load_family(folder: Path) -> List[RunConfig]:
    """Every member of the family in a folder, in the order that `family.json` names them."""
    return [RunConfig.load(folder / f"{member}.json") for member in json.loads((folder / "family.json").read_text())["members"]]
