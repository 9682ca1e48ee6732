import { blockLayers, forwardPlan } from '../../model/sharing';
import type { Trace } from '../../model/trace';
import type { Costed } from '../cost/comparison';
import type { FlowFacts } from './describe';
import { layoutScene } from './scene/layout';
import type { Scene } from './scene/scene';

/** The picture of a run, drawn from its config, with the road of another model under it. */
export function sceneOf(trace: Trace, flow: FlowFacts, beside: Costed | null, width: number): Scene {
  const plan = forwardPlan(trace.config);
  const names = (layers: readonly { readonly stored: number }[]) =>
    layers.map(({ stored }) => `layer ${stored}`);
  return layoutScene({
    width,
    texts: trace.tokens.map((token) => token.text),
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

/** “MoR: one block of two layers, as many laps as a token needs”. */
export function titleOf(trace: Trace, laps: string): string {
  const layers = blockLayers(trace.config);
  return `one block of ${layers === 1 ? 'one layer' : `${layers} layers`}, ${laps}`;
}
