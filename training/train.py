"""Trains one member of a family.

    python3 -m training.train --config training/configs/nano/mor-expert.json --data DIR --steps 2000
    torchrun --nproc_per_node 4 -m training.train --config ... --data DIR --steps 2000

State lives in `<work>/<family>/runs/<id>/`: `state.pt` (resumed from if there), `before_cooldown.pt`, from which a longer
run can go on (copy it to `state.pt`), and `log.jsonl`. A resumed run follows the loss curve of an uninterrupted one.
"""

import argparse
import json
import os
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any, ContextManager, Dict, List, Optional

import torch
import torch.distributed as dist
from torch import Tensor

from training import data, state
from training.config import RunConfig, TrainConfig
from training.losses import losses
from training.model import MoR
from training.schedule import cooldown_start, learning_rate
from training.sharing import check_sharing

LOG_EVERY = 10
DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}
"""What products are computed in; weights, sums, norms, softmax and routers are float32 in any case."""
DEFAULT_WORK = Path(__file__).parent / ".work"


def make_optimizer(model: MoR, config: TrainConfig) -> torch.optim.AdamW:
    """AdamW, no decay on norms; an auxiliary router learns `aux_router_lr_factor` times as fast (spec 2.4)."""
    groups: Dict[str, List[Tensor]] = {"matrices": [], "norms": [], "aux_routers": []}
    for name, parameter in model.named_parameters():
        kind = "aux_routers" if "aux_routers" in name else "norms" if parameter.dim() == 1 else "matrices"
        groups[kind].append(parameter)
    factor = {"aux_routers": config.aux_router_lr_factor}
    return torch.optim.AdamW(
        [{"params": parameters, "lr_factor": factor.get(kind, 1.0),
          "weight_decay": 0.0 if kind == "norms" else config.weight_decay}
         for kind, parameters in groups.items() if parameters],
        lr=config.peak_lr, betas=(0.9, 0.95), weight_decay=config.weight_decay)


class Trainer:
    """A model, its optimizer and the step it has reached."""

    def __init__(self, run: RunConfig, windows: data.Windows, device: str = "cpu", dtype: str = "float32",
                 rank: int = 0, world: int = 1):
        self.run, self.windows, self.device, self.dtype = run, windows, device, dtype
        self.rank, self.world = rank, world
        if run.train.batch_windows % world:
            raise ValueError(f"{run.train.batch_windows} windows a step do not divide among {world} processes")
        torch.manual_seed(run.train.seed)
        self.model = MoR(run.model).to(device)
        check_sharing(run.model, self.model.unrolled())
        self.optimizer = make_optimizer(self.model, run.train)
        self.step = 0
        self.seconds = 0.0
        self.steps_in: Dict[str, int] = {}
        """Steps done in each dtype."""

    @property
    def tokens_per_step(self) -> int:
        return self.run.train.batch_windows * self.windows.context

    def train_step(self, total_steps: Optional[int]) -> Dict[str, float]:
        """One optimizer step; returns the loss terms in nats. Nothing of it depends on where the run was cut."""
        config = self.run.train
        began = time.monotonic()
        torch.manual_seed((config.seed * 1_000_003 + self.step) * self.world + self.rank)
        share = config.batch_windows // self.world
        rows = self.windows.batch(self.step * config.batch_windows + self.rank * share, share).to(self.device)
        self.model.train()
        with self._precision():
            terms = losses(self.model(rows[:, :-1]), rows[:, 1:], self.run.model, config)
        terms["total"].backward()
        if self.world > 1:
            self._average_gradients()
        rate = learning_rate(config, self.step, total_steps)
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["lr_factor"]
        for group in self._clip_groups():
            torch.nn.utils.clip_grad_norm_(group, config.clip_norm)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        self.steps_in[self.dtype] = self.steps_in.get(self.dtype, 0) + 1
        report = {name: float(term.detach()) for name, term in terms.items()}
        self.seconds += time.monotonic() - began
        return {**report, "lr": rate}

    def _precision(self) -> ContextManager[Any]:
        if self.dtype == "float32":
            return nullcontext()
        return torch.autocast(self.device.split(":")[0], dtype=DTYPES[self.dtype])

    def _clip_groups(self) -> List[List[Tensor]]:
        """The auxiliary routers are clipped on their own."""
        groups = self.optimizer.param_groups
        return [[p for g in groups if g["lr_factor"] == 1.0 for p in g["params"]],
                [p for g in groups if g["lr_factor"] != 1.0 for p in g["params"]]]

    def _average_gradients(self) -> None:
        parameters = list(self.model.parameters())
        flat = torch.cat([torch.zeros_like(p).flatten() if p.grad is None else p.grad.flatten() for p in parameters])
        dist.all_reduce(flat)
        for p, grad in zip(parameters, (flat / self.world).split([p.numel() for p in parameters])):
            p.grad = grad.view_as(p)

    def state(self, total_steps: Optional[int]) -> Dict[str, Any]:
        return {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(), "step": self.step,
                "tokens": self.step * self.tokens_per_step, "seconds": self.seconds, "total_steps": total_steps,
                "config": self.run.model.to_json(), "torch": str(torch.__version__), "device": self.device,
                "steps_in": self.steps_in}

    def resume(self, saved: Dict[str, Any]) -> None:
        self.model.load_state_dict(saved["model"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.step, self.seconds, self.steps_in = saved["step"], saved["seconds"], state.steps_in(saved)


def keep_log(path: Path, step: int) -> None:
    """Drops lines of steps that a resumed run will do again."""
    if path.exists():
        lines = [line for line in path.read_text().splitlines() if json.loads(line)["step"] <= step]
        path.write_text("".join(line + "\n" for line in lines))


def run_steps(trainer: Trainer, folder: Path, until: int, total: Optional[int], save_every: int) -> None:
    """Steps from where the trainer is to `until`, with log, progress line and checkpoints."""
    first, seconds_before = trainer.step, trainer.seconds
    keep_log(folder / "log.jsonl", trainer.step)
    while trainer.step < until:
        if total is not None and trainer.step == cooldown_start(trainer.run.train, total) and trainer.rank == 0:
            state.save(folder / "before_cooldown.pt", trainer.state(None))
        terms = trainer.train_step(total)
        if terms["total"] != terms["total"]:
            raise FloatingPointError(f"{trainer.run.id}: the loss is not a number at step {trainer.step}")
        if trainer.rank == 0 and (trainer.step % LOG_EVERY == 0 or trainer.step == until):
            speed = (trainer.step - first) * trainer.tokens_per_step / (trainer.seconds - seconds_before)
            left = (until - trainer.step) * trainer.tokens_per_step / speed
            line = {"step": trainer.step, "tokens": trainer.step * trainer.tokens_per_step, **terms,
                    "tokens_per_second": speed}
            with open(folder / "log.jsonl", "a") as log:
                log.write(json.dumps(line) + "\n")
            print(f"{trainer.run.id} step {trainer.step}/{until} loss {terms['lm']:.4f} lr {terms['lr']:.2e} "
                  f"{speed:.0f} tokens/s, {left:.0f} s left", flush=True)
        if trainer.rank == 0 and (trainer.step % save_every == 0 or trainer.step == until):
            state.save(folder / "state.pt", trainer.state(total))


def open_windows(run: RunConfig, folder: Path, work: Path) -> data.Windows:
    """The family's training text as windows; every member gets the same."""
    tokenizer = data.tokenizer_for(folder, run.corpora, run.model.vocab_size, work / run.family)
    files = data.find_files(folder, run.corpora, "train")
    stream = data.token_stream(files, tokenizer, run.train.data_seed, work / run.family)
    return data.Windows(stream, run.model.max_position_embeddings, run.train.data_seed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--config", type=Path, required=True, help="<family>/<id>.json")
    parser.add_argument("--data", type=Path, required=True, help="folder of *.txt or *.txt.xz")
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK, help="folder for token files and training state")
    parser.add_argument("--steps", type=int, help="steps of the whole run, cool-down included; without it the rate stays")
    parser.add_argument("--until", type=int, help="stop, with the state saved, at this step")
    parser.add_argument("--save-every", type=int, default=200, help="steps between checkpoints")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--dtype", choices=DTYPES, help="of products; bfloat16 on CUDA and float32 on CPU, when not chosen")
    parser.add_argument("--threads", type=int, default=1, help="CPU threads")
    parser.add_argument("--compile", action="store_true", help="torch.compile (PyTorch 2 on CUDA)")
    args = parser.parse_args()
    if args.steps is None and args.until is None:
        parser.error("give --steps, --until or both")

    torch.set_num_threads(args.threads)
    rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    device = args.device
    if world > 1:
        dist.init_process_group("nccl" if device.startswith("cuda") else "gloo")
        if device.startswith("cuda"):
            device = f"cuda:{os.environ['LOCAL_RANK']}"
            torch.cuda.set_device(device)

    run = RunConfig.load(args.config)
    if rank == 0:
        open_windows(run, args.data, args.work)  # so that only one process makes the files
    if world > 1:
        dist.barrier()
    dtype = args.dtype or ("bfloat16" if device.startswith("cuda") else "float32")
    trainer = Trainer(run, open_windows(run, args.data, args.work), device, dtype, rank, world)
    folder = state.run_folder(args.work, run.family, run.id)
    folder.mkdir(parents=True, exist_ok=True)
    saved = state.load(folder / "state.pt", device)
    if saved is not None:
        trainer.resume(saved)
    if args.compile:
        for layer in trainer.model.layers:
            layer.mlp.forward = torch.compile(layer.mlp.forward, dynamic=True)
    run_steps(trainer, folder, args.until or args.steps, args.steps, args.save_every)


if __name__ == "__main__":
    main()
