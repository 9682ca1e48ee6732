"""Scored sets as items: each a few candidates, a text to be scored after another, and which of them is right.

A set is `<name>.jsonl` (`mmlu`: a folder of CSV files), in a folder or in a tar file. `sets.json` says how each is read.
"""

import csv
import hashlib
import io
import json
import tarfile
from pathlib import Path
from random import Random
from typing import Any, Callable, Dict, List, NamedTuple, Tuple

SETS: Dict[str, Dict[str, Any]] = json.loads((Path(__file__).parent / "sets.json").read_text())
"""By name: `format` (a key of READERS), `prompt` put after the question, `headline`, and `topk`: score by top-k as well."""
PHENOMENA: Dict[str, str] = {
    paradigm: phenomenon
    for phenomenon, paradigms in json.loads((Path(__file__).parent / "blimp.json").read_text()).items()
    for paradigm in paradigms}
"""BLiMP's 67 paradigms to its 12 phenomena (Warstadt et al. 2020, table 4)."""
SHUFFLE_SEED = 0


class Candidate(NamedTuple):
    context: str
    continuation: str
    """With the space before it, if there is one; this part is scored."""


class Item(NamedTuple):
    candidates: Tuple[Candidate, ...]
    """One where a word is to be guessed, else two or more to choose from."""
    gold: int
    group: str = ""


def read_sets(source: Path) -> Dict[str, Dict[str, bytes]]:
    """The files of each known set, by the set's name, from a folder or a tar file."""
    found: Dict[str, Dict[str, bytes]] = {}

    def take(name: str, read: Callable[[], bytes]) -> None:
        parts = Path(name).parts
        of_set = parts[0] if len(parts) > 1 else Path(name).stem
        if of_set in SETS and parts[-1].endswith((".jsonl", "_test.csv")):
            found.setdefault(of_set, {})[name] = read()

    if source.is_dir():
        for path in sorted(source.rglob("*")):
            take(str(path.relative_to(source)), path.read_bytes)
    else:
        with tarfile.open(source) as archive:
            for member in archive:
                if member.isfile():
                    take(str(Path(member.name)), archive.extractfile(member).read)  # type: ignore[union-attr]
    return found


def digest(files: Dict[str, bytes]) -> str:
    """SHA-256 over a set's files in the order of their names."""
    return hashlib.sha256(b"".join(name.encode() + b"\0" + files[name] for name in sorted(files))).hexdigest()


def read_items(name: str, files: Dict[str, bytes]) -> List[Item]:
    about = SETS[name]
    return READERS[about["format"]]([files[file] for file in sorted(files)], about.get("prompt", ""))


def shuffled(items: List[Item], limit: int) -> List[Item]:
    """The first `limit` of a seeded shuffle, all if 0."""
    order = list(range(len(items)))
    Random(SHUFFLE_SEED).shuffle(order)
    return [items[i] for i in order[:limit or None]]


def _lines(files: List[bytes]) -> List[Dict[str, Any]]:
    return [json.loads(line) for file in files for line in file.decode("utf-8").splitlines() if line]


def read_choices(files: List[bytes], prompt: str) -> List[Item]:
    """Question and answers; the answer follows the prompt after one space."""
    return [Item(tuple(Candidate(line["query"].rstrip() + prompt, " " + choice) for choice in line["choices"]), line["gold"])
            for line in _lines(files)]


def read_options(files: List[bytes], prompt: str) -> List[Item]:
    """The same end after each of two beginnings: Trinh and Le's partial scoring of Winograd schemas."""
    return [Item(tuple(Candidate(option, " " + line["continuation"]) for option in line["context_options"]), line["gold"])
            for line in _lines(files)]


def read_pairs(files: List[bytes], prompt: str) -> List[Item]:
    """BLiMP: which of two sentences is the likelier as a whole."""
    return [Item((Candidate("", line["good"]), Candidate("", line["bad"])), 0, PHENOMENA[line["uid"]])
            for line in _lines(files)]


def read_word(files: List[bytes], prompt: str) -> List[Item]:
    """LAMBADA: the last word of a passage."""
    return [Item((Candidate(line["context"].rstrip(), " " + line["continuation"]),), 0) for line in _lines(files)]


def read_mmlu(files: List[bytes], prompt: str) -> List[Item]:
    """MMLU as continuation: the answers' texts are scored, not their letters."""
    rows = [row for file in files for row in csv.reader(io.StringIO(file.decode("utf-8")))]
    return [Item(tuple(Candidate(f"Question: {question.strip()}{prompt}", " " + choice) for choice in choices), "ABCD".index(gold))
            for question, *choices, gold in rows]


READERS: Dict[str, Callable[[List[bytes], str], List[Item]]] = {
    "choices": read_choices, "options": read_options, "pairs": read_pairs, "word": read_word, "mmlu": read_mmlu}
