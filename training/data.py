"""A folder of text files to windows of token ids, in an order that is the same for every member of a family.

Files are `<corpus>.train.txt`, `<corpus>.valid.txt` or the same with `.xz`; a file without `.train` or `.valid` in its
name counts as training text. A document ends with a line `<|endoftext|>`.
Documents are shuffled once by the seed, joined by the end-of-text id and cut to windows; attention crosses documents
and nothing is padded (spec 6). What is derived from the text is kept in a work folder, never beside the text.
"""

import hashlib
import lzma
from pathlib import Path
from random import Random
from typing import List, Sequence

import numpy as np
import torch

from training.tokenizer import END_OF_TEXT, END_OF_TEXT_ID, Tokenizer, count_words, train


def find_files(folder: Path, corpora: Sequence[str], split: str) -> List[Path]:
    """The files of the named corpora; of every corpus in the folder if none is named."""
    found = []
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.txt.xz")]):
        name = path.name.split(".txt")[0]
        corpus, dot, tail = name.rpartition(".")
        if not dot or tail not in ("train", "valid"):
            corpus, tail = name, "train"
        if tail == split and (not corpora or corpus in corpora):
            found.append(path)
    if not found:
        raise FileNotFoundError(f"no {split} text of {list(corpora) or 'any corpus'} in {folder}")
    return found


def read_documents(path: Path) -> List[str]:
    """The documents of one file, without the line that ends them."""
    raw = path.read_bytes()
    text = (lzma.decompress(raw) if path.suffix == ".xz" else raw).decode("utf-8")
    return [document for document in (part.strip("\n") for part in text.split(END_OF_TEXT)) if document]


def tokenizer_for(folder: Path, corpora: Sequence[str], vocab_size: int, work: Path) -> Tokenizer:
    """The family's tokenizer, trained on its training text on first use and kept in the work folder."""
    path = work / "tokenizer.json"
    if not path.exists():
        documents = (d for file in find_files(folder, corpora, "train") for d in read_documents(file))
        work.mkdir(parents=True, exist_ok=True)
        Tokenizer(train(count_words(documents), vocab_size)).save(path)
    return Tokenizer.load(path)


def token_stream(files: Sequence[Path], tokenizer: Tokenizer, seed: int, work: Path) -> np.ndarray:
    """(n,) uint16 ids: all documents, shuffled by the seed, each followed by the end-of-text id. Cached."""
    key = hashlib.sha256(repr([seed, [(f.name, f.stat().st_size) for f in files], tokenizer.merges]).encode())
    path = work / f"tokens-{key.hexdigest()[:16]}.npy"
    if not path.exists():
        documents = [d for file in files for d in read_documents(file)]
        Random(seed).shuffle(documents)
        ids: List[int] = []
        for document in documents:
            ids.extend(tokenizer.encode(document))
            ids.append(END_OF_TEXT_ID)
        work.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".tmp.npy")
        np.save(unfinished, np.array(ids, dtype=np.uint16))
        unfinished.rename(path)
    return np.load(path, mmap_mode="r")


class Windows:
    """Windows of `context` inputs and their next tokens, endless: each pass over the text is shuffled anew by the seed."""

    def __init__(self, stream: np.ndarray, context: int, seed: int):
        self.stream, self.context, self.seed = stream, context, seed
        self.count = (len(stream) - 1) // context
        if self.count < 1:
            raise ValueError(f"the text has {len(stream)} tokens: too few for one window of {context}")
        self._epoch, self._order = -1, np.empty(0, dtype=np.int64)

    def index(self, n: int) -> int:
        """Which window comes n-th (0-based) in the endless order."""
        epoch, place = divmod(n, self.count)
        if epoch != self._epoch:
            self._epoch = epoch
            self._order = np.random.RandomState((self.seed * 1_000_003 + epoch) % 2**32).permutation(self.count)
        return int(self._order[place])

    def batch(self, first: int, size: int) -> torch.Tensor:
        """(size, context + 1) int64: windows number first .. first + size - 1 of the endless order."""
        starts = [self.index(n) * self.context for n in range(first, first + size)]
        rows = np.stack([self.stream[s : s + self.context + 1] for s in starts])
        return torch.from_numpy(rows.astype(np.int64))
