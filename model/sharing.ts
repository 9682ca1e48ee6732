import type { ModelConfig } from './config';

/** One unrolled layer and the stored layer whose weights it uses, both 0-based. */
export interface PlannedLayer {
  readonly layer: number;
  readonly stored: number;
}

/** The order in which a forward pass meets its layers. */
export interface ForwardPlan {
  /** Layers before the recursion; a model without recursion has all of its layers here. */
  readonly prologue: readonly PlannedLayer[];
  /** The shared block, once a recursion. */
  readonly recursions: readonly (readonly PlannedLayer[])[];
  /** Layers after the recursion. */
  readonly epilogue: readonly PlannedLayer[];
}

/** Whether the first and the last layer stand outside the recursion. */
export function hasEnds(config: ModelConfig): boolean {
  return config.sharing === 'middle_cycle' || config.sharing === 'middle_sequence';
}

/** b: layers of one recursion; 0 in a model without recursion. */
export function blockLayers(config: ModelConfig): number {
  if (config.sharing === 'none') return 0;
  return (config.numHiddenLayers - (hasEnds(config) ? 2 : 0)) / config.numRecursions;
}

/** The stored layer behind an unrolled layer, both 0-based (spec 1.3). */
export function storedLayer(config: ModelConfig, layer: number): number {
  const block = blockLayers(config);
  switch (config.sharing) {
    case 'none':
      return layer;
    case 'cycle':
      return layer % block;
    case 'sequence':
      return Math.floor(layer / config.numRecursions);
    default: {
      if (layer === 0) return 0;
      if (layer === config.numHiddenLayers - 1) return block + 1;
      const inner = layer - 1;
      return (
        1 + (config.sharing === 'middle_cycle' ? inner % block : Math.floor(inner / config.numRecursions))
      );
    }
  }
}

/** How many layers are stored. */
export function storedLayers(config: ModelConfig): number {
  if (config.sharing === 'none') return config.numHiddenLayers;
  return blockLayers(config) + (hasEnds(config) ? 2 : 0);
}

/** Every unrolled layer, in order. */
export function plannedLayers(config: ModelConfig): PlannedLayer[] {
  return Array.from({ length: config.numHiddenLayers }, (_, layer) => ({
    layer,
    stored: storedLayer(config, layer),
  }));
}

/** The plan of the forward pass. Under the sequence strategies recursion r is the r-th run of b unrolled layers. */
export function forwardPlan(config: ModelConfig): ForwardPlan {
  const all = plannedLayers(config);
  const layers = (from: number, to: number): PlannedLayer[] => all.slice(from, to);
  const last = config.numHiddenLayers;
  if (config.sharing === 'none') return { prologue: layers(0, last), recursions: [], epilogue: [] };
  const ends = hasEnds(config) ? 1 : 0;
  const block = blockLayers(config);
  return {
    prologue: layers(0, ends),
    recursions: Array.from({ length: config.numRecursions }, (_, r) =>
      layers(ends + r * block, ends + (r + 1) * block),
    ),
    epilogue: layers(last - ends, last),
  };
}
