"""Writes `docs/models.md` from the cards of the shipped checkpoints, and from nothing else.

    python3 -m training.report --models public/models --out docs/models.md
"""

import argparse
import json
from pathlib import Path
from typing import Any, Dict, List

MAIN_SET = "tinystories.valid"


def row(card: Dict[str, Any]) -> List[str]:
    """One member, a cell a column of HEADER."""
    losses = card["heldOut"].get(MAIN_SET) or next(iter(card["heldOut"].values()))
    parameters, forward = card["parameters"], card["forwardFlopsPerToken"]
    return [f"`{card['id']}`", f"{parameters['uniqueNonEmbedding']:,}", f"{parameters['total']:,}", f"{card['tokens']:,}",
            f"{card['trainingFlops']:.3g}", f"{forward['honest']:,.0f}", f"{forward['paper']:,.0f}",
            f"{losses['topk']['natsPerToken']:.4f}", f"{losses['threshold']['natsPerToken']:.4f}",
            f"{losses['topk']['meanDepth']:.2f} / {losses['threshold']['meanDepth']:.2f}", accuracy(losses["topk"])]


def accuracy(measures: Dict[str, Any]) -> str:
    return f"{100 * measures['selectionAccuracy']:.1f} %" if "selectionAccuracy" in measures else ""


HEADER = ["model", "unique non-embedding parameters", "all parameters", "tokens", "training FLOPs", "forward FLOPs a token",
          "same, the paper's accounting", "loss, top-k", "loss, threshold", "mean depth, top-k / threshold", "selection accuracy"]


def table(rows: List[List[str]]) -> List[str]:
    """Lines of a Markdown table, the first row its head, columns padded to their widest cell."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    rows = [rows[0], ["-" * width for width in widths], *rows[1:]]
    return ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]


def section(family: Dict[str, Any], cards: List[Dict[str, Any]]) -> str:
    """A family's heading, table and provenance."""
    first = cards[0]
    main = MAIN_SET if MAIN_SET in first["heldOut"] else next(iter(first["heldOut"]))
    states = sorted({card["state"] for card in cards})
    return "\n".join([
        f"## {family['name']}", "",
        f"Context {family['context']}, vocabulary {family['vocabSize']:,}. State: {'; '.join(states)}.",
        f"Losses in nats a token on `{main}`, {first['heldOut'][main]['topk']['tokens']:,} tokens. Top-k looks at the whole window,",
        "as training does; threshold decides each token by itself, as generation does. Selection accuracy: how often the two agree.",
        "", *table([HEADER, *map(row, cards)]), "",
        f"Data: {'; '.join(d['title'] + ' (' + d['licence'] + ')' for d in first['data'])}.",
        f"Made by `{first['command']}`, seed {first['seed']}, PyTorch {first['torch']}, {first['hardware']}.", "",
    ])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--models", type=Path, default=Path("public/models"))
    parser.add_argument("--out", type=Path, default=Path("docs/models.md"))
    args = parser.parse_args()
    families = json.loads((args.models / "index.json").read_text())["families"]
    sections = [section(f, [json.loads((args.models / m["path"] / "card.json").read_text()) for m in f["members"]])
                for f in families]
    intro = "# The shipped models\n\nWritten by `python3 -m training.report` from the models' cards. Not to be edited.\n\n"
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(intro + "\n".join(sections))


if __name__ == "__main__":
    main()
