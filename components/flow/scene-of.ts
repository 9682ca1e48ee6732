import { blockLayers, forwardPlan } from '../../model/sharing';
import type { Trace } from '../../model/trace';
import type { Costed } from '../cost/comparison';
import { words } from '../ui/format';
import type { FlowFacts } from './describe';
import { layoutLong } from './scene/long';
import { layoutRound } from './scene/round';
import type { Scene } from './scene/scene';

/** The picture of a run, drawn from its config; where it recurs, with the road of another model under it. */
export function sceneOf(trace: Trace, flow: FlowFacts, beside: Costed | null, width: number): Scene {
  const plan = forwardPlan(trace.config);
  const texts = trace.tokens.map((token) => token.text);
  const names = (layers: readonly { readonly stored: number }[]) =>
    layers.map(({ stored }) => `layer ${stored}`);
  if (plan.recursions.length === 0) return layoutLong({ width, texts, layers: names(plan.prologue) });
  return layoutRound({
    width,
    texts,
    before: names(plan.prologue),
    block: names(plan.recursions[0] ?? []),
    after: names(plan.epilogue),
    timeline: flow.timeline,
    stores: trace.config.kvCache === 'recursive_sharing' ? 1 : trace.config.numRecursions,
    beside: beside && [...beside.run.passes.map((pass) => `layer ${pass.layer}`), 'head'],
  });
}

/** `layer 2` for an unrolled layer: the name of the weights it uses. */
export function layerNames(trace: Trace): (layer: number) => string {
  const stored = new Map(trace.passes.map((pass) => [pass.layer, pass.stored]));
  return (layer) => `layer ${stored.get(layer) ?? layer}`;
}

/** “one block of two layers, as many laps as a token needs”; of the vanilla model “eight different layers, …”. */
export function titleOf({ config }: Trace): string {
  if (config.sharing === 'none') return everyLayer(config.numHiddenLayers);
  const laps =
    config.routing.type === 'none'
      ? `${words(config.numRecursions)} laps for every token`
      : 'as many laps as a token needs';
  const layers = blockLayers(config);
  return `one block of ${words(layers)} layer${layers === 1 ? '' : 's'}, ${laps}`;
}

/** What is said of a model without recursion. */
export function everyLayer(layers: number): string {
  return `every token through ${words(layers)} different layers`;
}
