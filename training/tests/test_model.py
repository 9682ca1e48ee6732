"""The forward pass: acceptance tests (a), (d), (e), (f), (g) of spec 9.2."""

import unittest
from dataclasses import replace
from unittest import mock

import torch

from training.cache import KVCache, Tokens
from training.config import Routing
from training.fixtures import randomise, random_models, rules_of
from training.generate import Decoder
from training.layers import MASKED, QUERY_BLOCK, Rotation, attend_by_formula, attend_causally
from training.model import MoR, _Pass
from training.sharing import cache_slot, check_sharing
from training.tests.synthetic import random_family, random_ids

LENGTH = 24


class CausalAttention(unittest.TestCase):
    def test_blocks_of_queries_give_the_masked_whole_and_its_gradients(self) -> None:
        length = 2 * QUERY_BLOCK + 22
        torch.manual_seed(5)
        inputs = [torch.randn(2, heads, length, 8, requires_grad=True) for heads in (4, 2, 2)]
        mask = torch.full((length, length), MASKED).triu(1)
        y, whole = attend_causally(*inputs), attend_by_formula(*inputs, mask)
        torch.testing.assert_close(y, whole, rtol=0, atol=1e-6)
        towards = torch.randn_like(y)
        for grad, expected in zip(torch.autograd.grad(y, inputs, towards), torch.autograd.grad(whole, inputs, towards)):
            torch.testing.assert_close(grad, expected, rtol=0, atol=1e-5)


class PlainTransformer(unittest.TestCase):
    """(a)"""

    def test_one_recursion_whose_result_is_the_block_is_the_plain_transformer(self) -> None:
        vanilla = randomise(MoR(random_models()["vanilla"]), 1)
        config = replace(vanilla.config, sharing="middle_cycle", kv_cache="recursion_wise",
                         routing=Routing(type="expert", gating="additive"))
        routed = randomise(MoR(config), 2)
        routed.load_state_dict(vanilla.state_dict(), strict=False)
        ids, block = random_ids(2, LENGTH), _Pass.block
        with torch.no_grad(), mock.patch.object(_Pass, "block", lambda run, r, h, tokens: block(run, r, h, tokens) - h):
            torch.testing.assert_close(routed(ids).logits, vanilla(ids).logits, rtol=0, atol=1e-5)

    @torch.no_grad()
    def test_the_gate_multiplies_the_whole_block_and_the_input_is_added(self) -> None:
        vanilla = randomise(MoR(random_models()["vanilla"]), 1)
        routing = Routing(type="expert", alpha=0.1)
        routed = randomise(MoR(replace(vanilla.config, sharing="middle_cycle", kv_cache="recursion_wise", routing=routing)), 2)
        routed.load_state_dict(vanilla.state_dict(), strict=False)
        ids = random_ids(1, LENGTH)
        everyone = Tokens(torch.arange(LENGTH)[None], None)

        def layer(i: int, h: torch.Tensor) -> torch.Tensor:
            return vanilla.layers[i](h, everyone, Rotation.at(everyone.position, vanilla.config), KVCache(), i, True)

        h1 = layer(0, vanilla.embed_tokens(ids))
        gate = 0.1 * routed.choice.routers[0](h1).sigmoid()
        h2 = layer(3, h1 + gate * layer(2, layer(1, h1)))
        expected = vanilla.norm(h2) @ vanilla.embed_tokens.weight.T
        torch.testing.assert_close(routed(ids).logits, expected, rtol=0, atol=1e-5)


class Positions(unittest.TestCase):
    """(d)"""

    @torch.no_grad()
    def test_a_token_alone_has_the_key_it_has_among_all(self) -> None:
        model = randomise(MoR(random_models()["mor-expert"]), 0)
        everyone = Tokens(torch.arange(LENGTH)[None], None)
        h = torch.randn(1, LENGTH, model.config.hidden_size, generator=torch.Generator().manual_seed(0))
        run = _Pass(model, everyone, 0, KVCache(), "threshold")
        run.layer(1, h, everyone)
        full = run.cache.read(1)
        for place in (0, 7, LENGTH - 1):
            alone = Tokens(torch.tensor([[place]]), None)
            run = _Pass(model, everyone, 0, KVCache(), "threshold")
            run.layer(1, h[:, [place]], alone)
            torch.testing.assert_close(run.cache.read(1).key[:, :, 0], full.key[:, :, place], rtol=0, atol=1e-6)


class Decoding(unittest.TestCase):
    """(e)"""

    def test_decoding_equals_the_full_pass_under_threshold(self) -> None:
        ids = random_ids(1, LENGTH)
        for name, model in random_family():
            with self.subTest(name), torch.no_grad():
                full, decoder = model(ids, "threshold"), Decoder(model)
                steps = [decoder.feed([token]) for token in ids[0].tolist()]
                torch.testing.assert_close(torch.cat([s.logits for s in steps], 1), full.logits, rtol=0, atol=2e-5)
                self.assertEqual([int(s.depth) for s in steps], full.depth[0].tolist())

    def test_a_prompt_may_be_read_in_pieces(self) -> None:
        ids = random_ids(1, LENGTH)
        for name, model in random_family():
            with self.subTest(name), torch.no_grad():
                decoder = Decoder(model)
                pieces = [decoder.feed(part.tolist()).logits for part in ids[0].split(9)]
                torch.testing.assert_close(torch.cat(pieces, 1), model(ids, "threshold").logits, rtol=0, atol=2e-5)

    def test_under_top_k_it_does_not(self) -> None:
        ids = random_ids(1, LENGTH)
        for name, model in random_family():
            if "topk" in rules_of(model.config):
                with self.subTest(name), torch.no_grad():
                    decoder = Decoder(model, "topk")
                    steps = [decoder.feed([token]) for token in ids[0].tolist()]
                    self.assertEqual({int(s.depth) for s in steps}, {model.config.num_recursions})
                    difference = torch.cat([s.logits for s in steps], 1) - model(ids, "topk").logits
                    self.assertGreater(float(difference.abs().max()), 1e-2)

    def test_a_later_token_changes_nothing_before_it_under_threshold(self) -> None:
        ids = random_ids(1, LENGTH)
        changed = ids.clone()
        changed[0, -1] = (changed[0, -1] + 1) % 256
        for name, model in random_family():
            with self.subTest(name), torch.no_grad():
                a, b = model(ids, "threshold"), model(changed, "threshold")
                torch.testing.assert_close(a.logits[:, :-1], b.logits[:, :-1], rtol=0, atol=1e-5)

    def test_rows_of_a_batch_do_not_meet(self) -> None:
        ids = random_ids(4, LENGTH)
        for name, model in random_family():
            for rule in rules_of(model.config):
                with self.subTest(name, rule=rule), torch.no_grad():
                    alone = torch.cat([model(row[None], rule).logits for row in ids])
                    torch.testing.assert_close(model(ids, rule).logits, alone, rtol=0, atol=2e-5)


class Caches(unittest.TestCase):
    """(f), (g)"""

    @torch.no_grad()
    def test_a_slot_holds_who_was_there(self) -> None:
        ids = random_ids(1, LENGTH)
        for name, model in random_family():
            with self.subTest(name):
                config, cache = model.config, KVCache()
                depth = model(ids, "threshold", cache).depth[0]
                for layer in range(config.num_hidden_layers):
                    inner = layer - int(config.has_ends)
                    recursed = config.routing.type != "none" and 0 <= inner < config.recursed_layers
                    recursion = 1 + inner // config.block_layers if recursed else 1
                    slot, writes = cache_slot(config, layer)
                    if writes:
                        stored = cache.slots[slot].tokens.position[0].tolist() if slot in cache.slots else []
                        self.assertEqual(stored, torch.nonzero(depth >= recursion).flatten().tolist())

    def test_sharing_keeps_one_block_of_slots(self) -> None:
        config, cache = random_models()["mor-expert-shared"], KVCache()
        randomise(MoR(config), 0)(random_ids(1, LENGTH), "threshold", cache)
        self.assertEqual(sorted(cache.slots), [0, 1, 2, 3])

    @torch.no_grad()
    def test_gathered_queries_give_what_all_queries_give(self) -> None:
        model = randomise(MoR(random_models()["mor-expert-shared"]), 0)
        everyone, some = Tokens(torch.arange(LENGTH)[None], None), torch.tensor([[1, 4, 5, 17, 23]])
        h = torch.randn(1, LENGTH, model.config.hidden_size, generator=torch.Generator().manual_seed(0))
        run = _Pass(model, everyone, 0, KVCache(), "threshold")
        run.block(1, h, everyone)
        full, gathered = run.block(2, h, everyone), run.block(2, h[:, some[0]], Tokens(some, None))
        torch.testing.assert_close(gathered, full[:, some[0]], rtol=0, atol=1e-6)

    def test_layers_are_shared_as_the_config_says(self) -> None:
        for name, model in random_family():
            with self.subTest(name):
                check_sharing(model.config, model.unrolled())
