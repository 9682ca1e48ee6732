"""Items from a small grammar of our own: sentences with the right and the wrong verb, and beginnings with a few endings."""

from random import Random
from typing import List

from training.evaluation.items import Candidate, Item

SEED = 0
PEOPLE = (("Tom", "he"), ("Anna", "she"), ("Ben", "he"), ("Lily", "she"), ("Max", "he"), ("Sara", "she"))
ANIMALS = ("dog", "cat", "bird", "frog", "bear", "rabbit", "duck", "cow")
ADJECTIVES = ("big", "small", "happy", "old", "brown", "funny")
PLACES = ("near the river", "in the garden", "under the tree", "by the house", "on the hill")
VERBS = (("runs", "run"), ("sleeps", "sleep"), ("sings", "sing"), ("plays", "play"), ("jumps", "jump"), ("hides", "hide"))
AUXILIARIES = (("is", "are"), ("was", "were"), ("has been", "have been"))
FEELINGS = {"hungry": "ate some bread", "tired": "went to bed", "cold": "put on a warm coat", "thirsty": "drank a cup of water",
            "sad": "began to cry", "dirty": "took a bath", "scared": "ran away", "bored": "asked for a story"}
ENDINGS = 3
"""Choices of an item with a beginning."""


def verb_item(random: Random) -> Item:
    """One number for noun and verb, against two."""
    noun, adjective, place, plural = (random.choice(of) for of in (ANIMALS, ADJECTIVES, PLACES, (False, True)))
    who = f"The {adjective} {noun}{'s' if plural else ''}"
    right, wrong = (f"{who} {form} {place}." for form in random.choice(VERBS + AUXILIARIES)[::-1 if plural else 1])
    return Item((Candidate("", right), Candidate("", wrong)), 0)


def ending_item(random: Random) -> Item:
    """What somebody did, by how they felt."""
    (name, pronoun), feelings = random.choice(PEOPLE), random.sample(sorted(FEELINGS), ENDINGS)
    gold = random.randrange(ENDINGS)
    context = f"{name} was very {feelings[gold]}, so {pronoun}"
    return Item(tuple(Candidate(context, f" {FEELINGS[feeling]}.") for feeling in feelings), gold)


def grammar_items(of_each: int) -> List[Item]:
    """Distinct items, `of_each` of both kinds in turn."""
    random, items = Random(SEED), []
    for make in (verb_item, ending_item):
        kind: List[Item] = []
        while len(kind) < of_each:
            item = make(random)
            if item not in kind:
                kind.append(item)
        items.append(kind)
    return [item for pair in zip(*items) for item in pair]
