import type { BackendName } from '../../model/backend';
import type { KvCacheType, ModelConfig } from '../../model/config';
import {
  type LayerPass,
  type Readout,
  type RecursionTrace,
  TRACE_VERSION,
  type Trace,
} from '../../model/trace';
import type { RunRequest } from '../engine';
import { parseManifest } from '../manifest';

/**
 * Traces for tests and for building components without a model: the right shapes and the right sums, invented numbers.
 * Nothing of this is ever shown to a visitor.
 */

const SHAPE = { vocabSize: 2048, context: 256, layers: 8 } as const;
const ALTERNATIVES = 5;

/** A manifest of the nano family as the trainer writes it, with invented sizes and hashes. */
export function fakeManifest() {
  const member = (id: string, routing: string, cache: string, recursions: number, parameters = 700_000) => ({
    id,
    path: `nano/${id}`,
    routing,
    cache,
    recursions,
    parameters,
    files: Object.fromEntries(
      ['config.json', 'model.safetensors', 'tokenizer.json', 'card.json'].map((name) => [
        name,
        { bytes: 1000, sha256: '0'.repeat(64) },
      ]),
    ),
  });
  return parseManifest({
    version: 1,
    families: [
      {
        id: 'nano',
        name: 'Nano',
        context: SHAPE.context,
        vocabSize: SHAPE.vocabSize,
        members: [
          member('vanilla', 'none', 'full', 1, 1_700_000),
          member('recursive', 'none', 'full', 3),
          member('mor-expert', 'expert', 'recursion_wise', 3),
          member('mor-expert-r2', 'expert', 'recursion_wise', 2),
          member('mor-expert-r4', 'expert', 'recursion_wise', 4),
          member('mor-expert-shared', 'expert', 'recursive_sharing', 3),
          member('mor-token', 'token', 'recursion_wise', 3),
          member('mor-token-shared', 'token', 'recursive_sharing', 3),
          member('mor-random', 'random', 'recursion_wise', 3),
        ],
      },
    ],
  });
}

/** Words with the blank before them, and single marks. */
export function fakeTokens(text: string) {
  return (text.match(/ ?[\p{L}\p{N}]+|./gsu) ?? []).map((piece) => ({
    id: Math.floor(draw(piece) * SHAPE.vocabSize),
    text: piece,
  }));
}

/** The trace of any text by a model of `fakeManifest`: the same one for the same request. */
export function fakeTrace(request: Omit<RunRequest, 'lane'>, backend: BackendName = 'cpu'): Trace {
  const config = fakeConfig(request.model, request.kvCache);
  const all = fakeTokens(request.text);
  const tokens = all.slice(0, SHAPE.context);
  const n = tokens.length;
  const routed = config.routing.type !== 'none';
  // As expert-choice does under top-k, a token of an invented text looks at the text's end.
  const ahead = config.routing.type === 'expert' && request.rule === 'topk' ? tokens.at(-1)?.text : '';
  const depth = Int32Array.from(tokens, (token, t) =>
    routed
      ? 1 + Math.floor(draw(`${token.text}${t}${config.routing.type}${ahead}`) * config.numRecursions)
      : config.numRecursions,
  );
  const wrong = config.kvCache === fakeConfig(request.model).kvCache ? 1 : 1.25;
  const nll = Float32Array.from(
    tokens.slice(1),
    (token, t) => wrong * (1 + 4 * draw(`nll${token.text}${t}`)),
  );
  const looped = config.numRecursions > 1;
  const afters = request.readouts
    ? [...(looped ? range(config.numRecursions).map((r) => r + 1) : []), null]
    : [];
  return {
    version: TRACE_VERSION,
    model: request.model,
    config,
    parameters: config.sharing === 'none' ? 1_700_000 : 700_000,
    backend,
    adapter: null,
    rule: request.rule,
    tokens,
    truncated: all.length - n,
    depth,
    recursions: looped ? range(config.numRecursions).map((r) => fakeRecursion(config, depth, r + 1)) : [],
    passes: fakePasses(config, depth),
    readouts: afters.map((after) => fakeReadout(n, after)),
    nll,
    loss: nll.length === 0 ? null : nll.reduce((sum, each) => sum + each, 0) / nll.length,
    ms: 5,
  };
}

/** The config of a model of `fakeManifest`, under another cache where one is given; any other model is a vanilla one. */
export function fakeConfig(model: string, kvCache?: KvCacheType): ModelConfig {
  const { routing, cache, recursions } = fakeManifest()
    .families.flatMap((family) => family.members)
    .find((member) => member.path === model) ?? { routing: 'none', cache: 'full', recursions: 1 };
  return {
    hiddenSize: 128,
    intermediateSize: 352,
    numHiddenLayers: recursions === 4 ? 10 : SHAPE.layers,
    numAttentionHeads: 4,
    numKeyValueHeads: 2,
    headDim: 32,
    rmsNormEps: 1e-6,
    ropeTheta: 10_000,
    vocabSize: SHAPE.vocabSize,
    maxPositionEmbeddings: SHAPE.context,
    tieWordEmbeddings: true,
    numRecursions: recursions,
    sharing: recursions > 1 ? 'middle_cycle' : 'none',
    kvCache: kvCache ?? cache,
    routing: {
      type: routing,
      router: 'linear',
      activation: routing === 'token' ? 'softmax' : 'sigmoid',
      alpha: routing === 'token' ? 1 : 0.1,
      capacities: routing === 'none' ? [] : range(recursions).map((r) => (recursions - r) / recursions),
      gating: 'weighted',
      auxRouter: false,
      gateEveryRecursion: false,
      seed: 0,
    },
  };
}

function fakeRecursion(config: ModelConfig, depth: Int32Array, recursion: number): RecursionTrace {
  const { type, alpha } = config.routing;
  const positions = range(depth.length);
  const candidates = Int32Array.from(positions.filter((t) => depth[t]! >= recursion - 1));
  const selected = Int32Array.from(positions.filter((t) => depth[t]! >= recursion));
  const routed = type !== 'none';
  const logit = (t: number) => {
    const size = 0.1 + 3 * draw(`logit${t}${recursion}`);
    return depth[t]! >= recursion ? size : -size;
  };
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  const decides = routed && type === 'expert' && recursion > 1;
  return {
    recursion,
    candidates,
    routerLogits: Float32Array.from(routed ? candidates : [], logit),
    scores: Float32Array.from(routed ? candidates : [], (t) => sigmoid(logit(t))),
    threshold: decides ? 0.5 : null,
    selected,
    gates: Float32Array.from(routed ? selected : [], (t) => alpha * sigmoid(logit(t))),
    ms: 1,
  };
}

function fakePasses(config: ModelConfig, depth: Int32Array): LayerPass[] {
  const n = depth.length;
  const whole = (layer: number, stored: number): LayerPass => ({
    layer,
    stored,
    recursion: null,
    queries: n,
    keys: n,
    kvWritten: n,
    kvRead: (n * (n + 1)) / 2,
  });
  const { numHiddenLayers: layers, numRecursions } = config;
  if (config.sharing === 'none') return range(layers).map((layer) => whole(layer, layer));
  const block = (layers - 2) / numRecursions;
  const looped = range(numRecursions).flatMap((r) => {
    const positions = range(n).filter((t) => depth[t]! > r);
    const q = positions.length;
    const reused = config.kvCache === 'recursive_sharing' && r > 0;
    return range(block).map((j) => ({
      layer: 1 + r * block + j,
      stored: 1 + j,
      recursion: r + 1,
      queries: q,
      keys: reused ? n : q,
      kvWritten: reused ? 0 : q,
      kvRead: reused ? positions.reduce((sum, t) => sum + t + 1, 0) : (q * (q + 1)) / 2,
    }));
  });
  return [whole(0, 0), ...looped, whole(layers - 1, block + 1)];
}

function fakeReadout(n: number, afterRecursion: number | null): Readout {
  const k = ALTERNATIVES;
  return {
    afterRecursion,
    k,
    ids: Int32Array.from(range(n * k), (i) => Math.floor(draw(`id${i}${afterRecursion}`) * SHAPE.vocabSize)),
    probabilities: Float32Array.from(range(n * k), (i) => 0.4 / 2 ** (i % k)),
  };
}

/** A number in [0, 1) that depends on the key alone (FNV-1a). */
export function draw(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
