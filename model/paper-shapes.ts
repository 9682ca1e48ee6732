import type { ModelConfig } from './config';
import { defaultCapacities } from './config';

/** A base size of the paper (spec 1.2). */
export interface PaperShape {
  readonly id: string;
  readonly numHiddenLayers: number;
  readonly hiddenSize: number;
  readonly numAttentionHeads: number;
  readonly numKeyValueHeads: number;
  readonly intermediateSize: number;
}

/** The paper's base models, smallest first. */
export const PAPER_SHAPES: readonly PaperShape[] = [
  shape('135M', 30, 576, 9, 3, 1536),
  shape('360M', 32, 960, 15, 5, 2560),
  shape('730M', 26, 1536, 24, 8, 4096),
  shape('1.7B', 24, 2048, 32, 32, 8192),
];

/** Vocabulary and context of the paper's models (spec 1.1). */
export const PAPER_VOCABULARY = 49_152;
export const PAPER_CONTEXT = 2_048;

/** The vanilla model of a base size; other layer counts are the paper's when a base does not divide (spec 1.3). */
export function paperVanilla(shape: PaperShape, numHiddenLayers = shape.numHiddenLayers): ModelConfig {
  return {
    hiddenSize: shape.hiddenSize,
    intermediateSize: shape.intermediateSize,
    numHiddenLayers,
    numAttentionHeads: shape.numAttentionHeads,
    numKeyValueHeads: shape.numKeyValueHeads,
    headDim: 64,
    rmsNormEps: 1e-5,
    ropeTheta: 10_000,
    vocabSize: PAPER_VOCABULARY,
    maxPositionEmbeddings: PAPER_CONTEXT,
    tieWordEmbeddings: true,
    numRecursions: 1,
    sharing: 'none',
    kvCache: 'full',
    routing: {
      type: 'none',
      router: 'linear',
      activation: 'sigmoid',
      alpha: 0.1,
      capacities: [],
      gating: 'weighted',
      auxRouter: false,
      gateEveryRecursion: false,
      seed: 0,
    },
  };
}

/** Layers with which a base size recurs: the nearest number upwards that divides, as the paper's main runs add layers. */
export function recursedLayers(shape: PaperShape, numRecursions: number): number {
  return 2 + Math.ceil((shape.numHiddenLayers - 2) / numRecursions) * numRecursions;
}

/** The MoR model of a base size: Middle-Cycle, expert-choice, linear router (spec 2.3). */
export function paperMor(
  shape: PaperShape,
  numRecursions: number,
  kvCache: 'recursion_wise' | 'recursive_sharing' = 'recursion_wise',
): ModelConfig {
  const vanilla = paperVanilla(shape, recursedLayers(shape, numRecursions));
  return {
    ...vanilla,
    numRecursions,
    sharing: 'middle_cycle',
    kvCache,
    routing: { ...vanilla.routing, type: 'expert', capacities: defaultCapacities(numRecursions) },
  };
}

/** The recursive model of a base size: the same layers, every token through all of them. */
export function paperRecursive(shape: PaperShape, numRecursions: number): ModelConfig {
  const vanilla = paperVanilla(shape, recursedLayers(shape, numRecursions));
  return { ...vanilla, numRecursions, sharing: 'middle_cycle' };
}

function shape(
  id: string,
  numHiddenLayers: number,
  hiddenSize: number,
  numAttentionHeads: number,
  numKeyValueHeads: number,
  intermediateSize: number,
): PaperShape {
  return { id, numHiddenLayers, hiddenSize, numAttentionHeads, numKeyValueHeads, intermediateSize };
}
