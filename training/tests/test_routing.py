"""Who is selected, and the random control's scores."""

import unittest

import torch

from training.config import ModelConfig, RunConfig, Routing
from training.fixtures import random_models, randomise
from training.losses import balance_loss, losses
from training.model import MoR
from training.routing import capacity, random_scores, random_selection, top_k
from training.tests.synthetic import CONFIGS, random_ids


class TopK(unittest.TestCase):
    def test_the_earlier_token_wins_a_tie(self) -> None:
        self.assertEqual(top_k(torch.tensor([[1.0, 2.0, 1.0, 1.0]]), 2).tolist(), [[True, True, False, False]])

    def test_capacities_of_the_paper(self) -> None:
        self.assertEqual([capacity(c, 2048) for c in (1.0, 2 / 3, 1 / 3)], [2048, 1365, 682])
        self.assertEqual(capacity(1 / 3, 1), 1)

    @torch.no_grad()
    def test_each_recursion_takes_its_capacity_of_the_survivors(self) -> None:
        for name in ("mor-expert", "mor-expert-r4", "mor-random"):
            model = randomise(MoR(random_models()[name]), 0)
            output = model(random_ids(3, 30))
            for r, (candidates, decision) in enumerate(output.recursions):
                self.assertEqual(decision.selected.sum(1).tolist(), [capacity(model.config.routing.capacities[r], 30)] * 3)
                self.assertTrue((candidates.position.diff() > 0).all())


class Random(unittest.TestCase):
    def test_the_published_values(self) -> None:
        for r, p, h in ((1, 0, 1247202762), (1, 1, 1211263296), (2, 0, 2628288438), (2, 255, 3203506339), (3, 7, 3914379491)):
            self.assertEqual(float(random_scores(17, r, torch.tensor([p]))), (h >> 8) / 2**24)

    def test_the_threshold_rule_keeps_the_capacities_on_average(self) -> None:
        routing, position = Routing(type="random", capacities=[1.0, 2 / 3, 1 / 3]), torch.arange(30000)[None]
        for r, share in ((2, 2 / 3), (3, 1 / 2)):
            chosen = random_selection(routing, r, random_scores(3, r, position), 30000, "threshold")
            self.assertAlmostEqual(float(chosen.float().mean()), share, delta=0.01)

    @torch.no_grad()
    def test_evaluation_repeats_and_training_does_not(self) -> None:
        model, ids = randomise(MoR(random_models()["mor-random"]), 0), random_ids(1, 20)
        self.assertTrue(torch.equal(model(ids).logits, model(ids).logits))
        model.train()
        self.assertFalse(torch.equal(model(ids).logits, model(ids).logits))


class Token(unittest.TestCase):
    @torch.no_grad()
    def test_depth_is_the_likeliest_and_only_the_last_recursion_is_gated(self) -> None:
        model = randomise(MoR(random_models()["mor-token"]), 0)
        output = model(random_ids(2, 20))
        self.assertTrue(torch.equal(output.depth, output.assignment.logits.argmax(-1) + 1))
        for r, (candidates, decision) in enumerate(output.recursions, start=1):
            depth = output.depth.gather(1, candidates.position)
            self.assertTrue((decision.gates[depth > r] == 1).all())
            self.assertTrue((decision.gates[depth == r] == decision.scores[depth == r]).all())

    @torch.no_grad()
    def test_a_uniform_router_is_balanced(self) -> None:
        model = randomise(MoR(random_models()["mor-token"]), 0)
        model.choice.routers[0].weight.zero_()
        self.assertAlmostEqual(float(balance_loss(model(random_ids(2, 30)))), 1.0, places=5)


class Losses(unittest.TestCase):
    def test_every_router_learns(self) -> None:
        run = RunConfig.load(CONFIGS / "toy" / "mor-expert.json")
        for routing in (Routing(type="expert", aux_router=True), Routing(type="expert", router="mlp"),
                        Routing(type="token", activation="softmax", alpha=1.0)):
            config = ModelConfig.from_json({**run.model.to_json(), "routing": vars(routing)})
            model, ids = randomise(MoR(config), 0), random_ids(2, 33)
            terms = losses(model(ids[:, :-1]), ids[:, 1:], config, run.train)
            terms["total"].backward()
            for name, parameter in model.named_parameters():
                self.assertIsNotNone(parameter.grad, name)

    def test_the_auxiliary_router_does_not_move_the_model(self) -> None:
        config = random_models()["mor-expert-aux-router"]
        model, ids = randomise(MoR(config), 0), random_ids(2, 33)
        run = RunConfig.load(CONFIGS / "toy" / "mor-expert.json")
        losses(model(ids[:, :-1]), ids[:, 1:], config, run.train)["aux_router"].backward()
        self.assertTrue(all((p.grad is None) == ("aux_routers" not in n) for n, p in model.named_parameters()))
