"""Byte-level BPE: train it on a corpus, save it as a Hugging Face `tokenizer.json`, encode and decode.

A text is cut into words by GPT-2's pattern, a word is spelled in bytes, and the most frequent neighbouring
pairs are merged into longer tokens. Ids: 0 is `<|endoftext|>`, 1..256 the bytes, then one id a merge.
"""

import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Dict, Iterable, List, Tuple

END_OF_TEXT = "<|endoftext|>"
END_OF_TEXT_ID = 0

# JavaScript's \s, so that Python and the browser cut the same words.
WHITESPACE = "\\t-\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"


def byte_alphabet() -> List[str]:
    """(256,) the printable character that stands for each byte: GPT-2's table."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    table, spare = [""] * 256, 256
    for byte in range(256):
        if byte in printable:
            table[byte] = chr(byte)
        else:
            table[byte] = chr(spare)
            spare += 1
    return table


def _category_ranges(initial: str) -> str:
    """The inside of a regular-expression class: every code point whose Unicode category starts with `initial`."""
    ranges: List[Tuple[int, int]] = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code))[0] == initial:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1] = (ranges[-1][0], code)
            else:
                ranges.append((code, code))
    return "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in ranges)


@lru_cache(maxsize=1)
def word_pattern() -> "re.Pattern[str]":
    """GPT-2's pretokenizer. The standard library has no \\p{L} and \\p{N}: they are spelled out as ranges."""
    letter, number = _category_ranges("L"), _category_ranges("N")
    return re.compile(
        f"'s|'t|'re|'ve|'m|'ll|'d| ?[{letter}]+| ?[{number}]+| ?[^{WHITESPACE}{letter}{number}]+"
        f"|[{WHITESPACE}]+(?![^{WHITESPACE}])|[{WHITESPACE}]+"
    )


def count_words(documents: Iterable[str]) -> Counter:
    """How often each word of the pretokenizer occurs."""
    pattern, counts = word_pattern(), Counter()
    for document in documents:
        counts.update(pattern.findall(document))
    return counts


def train(word_counts: Counter, vocab_size: int) -> List[Tuple[str, str]]:
    """Learns the merges, most frequent pair first; ties go to the pair that sorts first, so a run can be repeated.

    Works on distinct words with their counts, and after a merge recounts only the words that held the pair.
    """
    alphabet = byte_alphabet()
    words = [[alphabet[b] for b in word.encode()] for word in sorted(word_counts)]
    counts = [word_counts[word] for word in sorted(word_counts)]
    pair_counts: Counter = Counter()
    where: Dict[Tuple[str, str], set] = defaultdict(set)
    for i, word in enumerate(words):
        for pair in zip(word, word[1:]):
            pair_counts[pair] += counts[i]
            where[pair].add(i)

    merges: List[Tuple[str, str]] = []
    while len(merges) < vocab_size - 257:
        if not pair_counts:
            raise ValueError(f"the corpus has too few distinct pairs for a vocabulary of {vocab_size}")
        best = min(pair_counts, key=lambda pair: (-pair_counts[pair], pair))
        merges.append(best)
        for i in where.pop(best):
            for pair in zip(words[i], words[i][1:]):
                pair_counts[pair] -= counts[i]
                if pair_counts[pair] <= 0:
                    del pair_counts[pair]
            words[i] = merge_pair(words[i], best)
            for pair in zip(words[i], words[i][1:]):
                pair_counts[pair] += counts[i]
                where[pair].add(i)
        pair_counts.pop(best, None)
    return merges


def merge_pair(word: List[str], pair: Tuple[str, str]) -> List[str]:
    """Joins every occurrence of the pair, from left to right."""
    out: List[str] = []
    i = 0
    while i < len(word):
        if i + 1 < len(word) and word[i] == pair[0] and word[i + 1] == pair[1]:
            out.append(pair[0] + pair[1])
            i += 2
        else:
            out.append(word[i])
            i += 1
    return out


class Tokenizer:
    """Text to ids and back, from a list of merges."""

    def __init__(self, merges: List[Tuple[str, str]]):
        self.merges = merges
        self.rank = {pair: i for i, pair in enumerate(merges)}
        self.alphabet = byte_alphabet()
        self.tokens = [END_OF_TEXT, *self.alphabet, *(a + b for a, b in merges)]
        self.ids = {token: i for i, token in enumerate(self.tokens)}
        self.byte_of = {char: byte for byte, char in enumerate(self.alphabet)}
        self._known: Dict[str, List[int]] = {}

    @property
    def vocab_size(self) -> int:
        return len(self.tokens)

    def encode(self, text: str) -> List[int]:
        """Ids of a text; the literal `<|endoftext|>` becomes the special id."""
        ids: List[int] = []
        for n, part in enumerate(text.split(END_OF_TEXT)):
            if n:
                ids.append(END_OF_TEXT_ID)
            for word in word_pattern().findall(part):
                ids.extend(self._encode_word(word))
        return ids

    def _encode_word(self, word: str) -> List[int]:
        if word not in self._known:
            pieces = [self.alphabet[b] for b in word.encode("utf-8")]
            while len(pieces) > 1:
                pair = min(zip(pieces, pieces[1:]), key=lambda p: self.rank.get(p, len(self.merges)))
                if pair not in self.rank:
                    break
                pieces = merge_pair(pieces, pair)
            self._known[word] = [self.ids[piece] for piece in pieces]
        return self._known[word]

    def decode(self, ids: Iterable[int]) -> str:
        """Text of ids; bytes that are no valid UTF-8 become U+FFFD."""
        raw = bytearray()
        for i in ids:
            token = self.tokens[i]
            raw += token.encode() if i == END_OF_TEXT_ID else bytes(self.byte_of[char] for char in token)
        return raw.decode("utf-8", errors="replace")

    def save(self, path: Path) -> None:
        """Writes Hugging Face's `tokenizer.json`."""
        byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
        special = {"id": END_OF_TEXT_ID, "content": END_OF_TEXT, "single_word": False, "lstrip": False,
                   "rstrip": False, "normalized": False, "special": True}
        path.write_text(json.dumps({
            "version": "1.0", "truncation": None, "padding": None, "added_tokens": [special],
            "normalizer": None, "pre_tokenizer": byte_level, "post_processor": None, "decoder": byte_level,
            "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None,
                      "end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": False, "vocab": self.ids,
                      "merges": [f"{a} {b}" for a, b in self.merges]},
        }, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")

    @staticmethod
    def load(path: Path) -> "Tokenizer":
        merges = json.loads(path.read_text(encoding="utf-8"))["model"]["merges"]
        return Tokenizer([tuple(merge.split(" ")) for merge in merges])
