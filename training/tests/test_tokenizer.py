"""The tokenizer: there and back, and the file's form."""

import json
import tempfile
import unittest
from collections import Counter
from pathlib import Path

from training.fixtures import STRINGS
from training.tests.synthetic import WORDS
from training.tokenizer import END_OF_TEXT, END_OF_TEXT_ID, Tokenizer, count_words, train, word_pattern


class Words(unittest.TestCase):
    def test_gpt2s_cuts(self) -> None:
        cuts = {"it's  fine": ["it", "'s", " ", " fine"], "a\n\nb": ["a", "\n", "\n", "b"], "x  ": ["x", "  "],
                " 12ab!?": [" 12", "ab", "!?"], "\u00e9t\u00e9 _a": ["\u00e9t\u00e9", " _", "a"], "\u65e5\u672c\uff01": ["\u65e5\u672c", "\uff01"]}
        for text, words in cuts.items():
            self.assertEqual(word_pattern().findall(text), words)


class RoundTrip(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.tokenizer = Tokenizer(train(count_words([" ".join(WORDS * 3)]), 300))

    def test_the_merges_of_a_known_corpus(self) -> None:
        self.assertEqual(train(Counter({"aab": 3, "ab": 2}), 259), [("a", "b"), ("a", "ab")])

    def test_decoding_gives_the_text_back(self) -> None:
        for text in STRINGS:
            self.assertEqual(self.tokenizer.decode(self.tokenizer.encode(text)), text)

    def test_the_special_token(self) -> None:
        self.assertEqual(self.tokenizer.encode(f"a{END_OF_TEXT}"), [*self.tokenizer.encode("a"), END_OF_TEXT_ID])

    def test_the_file(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tokenizer.json"
            self.tokenizer.save(path)
            self.assertEqual(Tokenizer.load(path).tokens, self.tokenizer.tokens)
            written = json.loads(path.read_text())
        self.assertEqual(sorted(written["model"]["vocab"].values()), list(range(300)))
        self.assertEqual(written["added_tokens"][0]["id"], written["model"]["vocab"][END_OF_TEXT])
