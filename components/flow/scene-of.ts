import { t } from '../../languages/current';
import { blockLayers, forwardPlan } from '../../model/sharing';
import type { Trace } from '../../model/trace';
import type { Costed } from '../cost/comparison';
import type { FlowFacts } from './describe';
import { layoutLong } from './scene/long';
import { layoutRound } from './scene/round';
import type { Scene } from './scene/scene';

/** The picture of a run, drawn from its config; where it recurs, with the road of another model under it. */
export function sceneOf(trace: Trace, flow: FlowFacts, beside: Costed | null, width: number): Scene {
  const says = t().flow.picture;
  const plan = forwardPlan(trace.config);
  const texts = trace.tokens.map((token) => token.text);
  const names = (layers: readonly { readonly stored: number }[]) =>
    layers.map(({ stored }) => says.layer(stored));
  if (plan.recursions.length === 0) return layoutLong({ width, texts, layers: names(plan.prologue) });
  return layoutRound({
    width,
    texts,
    before: names(plan.prologue),
    block: names(plan.recursions[0] ?? []),
    after: names(plan.epilogue),
    timeline: flow.timeline,
    stores: trace.config.kvCache === 'recursive_sharing' ? 1 : trace.config.numRecursions,
    beside: beside && [...beside.run.passes.map((pass) => says.layer(pass.layer)), says.head],
  });
}

/** The stored layer whose weights an unrolled layer uses. */
export function storedLayers(trace: Trace): (layer: number) => number {
  const stored = new Map(trace.passes.map((pass) => [pass.layer, pass.stored]));
  return (layer) => stored.get(layer) ?? layer;
}

/** “one block of two layers, as many laps as a token needs”; of the vanilla model “eight different layers, …”. */
export function titleOf({ config }: Trace): string {
  const { about } = t().flow;
  if (config.sharing === 'none') return about.everyLayer(config.numHiddenLayers);
  return about.block(blockLayers(config), config.routing.type === 'none' ? config.numRecursions : null);
}
