import * as v from 'valibot';
import { MorError } from './errors';

/** Which stored layer each unrolled one uses (spec 1.3). */
export type Sharing = 'none' | 'cycle' | 'sequence' | 'middle_cycle' | 'middle_sequence';
/** What is kept of each recursion's keys and values (spec 4). */
export type KvCacheType = 'full' | 'recursion_wise' | 'recursive_sharing';

/** A model run under another cache than the one it was trained with. */
export interface CacheMismatch {
  readonly trained: KvCacheType;
  readonly served: KvCacheType;
}

/** Null where a model runs as it was trained. */
export function cacheMismatch(trained: KvCacheType, served: KvCacheType): CacheMismatch | null {
  return trained === served ? null : { trained, served };
}

/** Who decides how deep a token goes; `none` where every one goes all the way. */
export type RoutingType = 'none' | 'expert' | 'token' | 'random';
/** The router's network: one matrix, or an MLP of twice or four times the model's width (spec 2.3). */
export type RouterType = 'linear' | 'mlp' | 'wide_mlp';

/** Who goes on to the next recursion, and with what gate (spec 2 and 3). Fields a routing does not use hold their defaults. */
export interface RoutingConfig {
  readonly type: RoutingType;
  readonly router: RouterType;
  readonly activation: 'sigmoid' | 'softmax' | 'tanh';
  /** Factor on the activation, so on every gate. */
  readonly alpha: number;
  /** Fraction of the tokens each recursion takes under top-k, one a recursion; empty without routing. */
  readonly capacities: readonly number[];
  /** `weighted` multiplies the block's output by the gate, `additive` adds it as it is. */
  readonly gating: 'weighted' | 'additive';
  /** Expert-choice: a second router decides under the threshold rule (spec 2.4). */
  readonly auxRouter: boolean;
  /** Token-choice: gate every recursion as the paper's eq. 2.2 does, not only a token's last (spec 3.2). */
  readonly gateEveryRecursion: boolean;
  /** Random control: seed of the scores (training/README.md, "Random scores"). */
  readonly seed: number;
}

/** The shape of a model: `config.json` in camelCase, checked. */
export interface ModelConfig {
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  /** Unrolled layers. */
  readonly numHiddenLayers: number;
  readonly numAttentionHeads: number;
  readonly numKeyValueHeads: number;
  readonly headDim: number;
  readonly rmsNormEps: number;
  readonly ropeTheta: number;
  readonly vocabSize: number;
  readonly maxPositionEmbeddings: number;
  readonly tieWordEmbeddings: boolean;
  /** 1 for a model without recursion. */
  readonly numRecursions: number;
  readonly sharing: Sharing;
  readonly kvCache: KvCacheType;
  readonly routing: RoutingConfig;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));

const routingFile = v.object({
  type: v.optional(v.picklist(['none', 'expert', 'token', 'random']), 'none'),
  router: v.optional(v.picklist(['linear', 'mlp', 'wide_mlp']), 'linear'),
  activation: v.optional(v.picklist(['sigmoid', 'softmax', 'tanh'])),
  alpha: v.optional(positive, 0.1),
  capacities: v.optional(v.array(v.pipe(v.number(), v.gtValue(0), v.maxValue(1)))),
  gating: v.optional(v.picklist(['weighted', 'additive']), 'weighted'),
  aux_router: v.optional(v.boolean(), false),
  gate_every_recursion: v.optional(v.boolean(), false),
  seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffffff)), 0),
});

const configFile = v.object({
  hidden_size: count,
  intermediate_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  num_key_value_heads: v.nullish(count),
  head_dim: v.nullish(count),
  rms_norm_eps: v.optional(positive, 1e-6),
  rope_theta: v.optional(positive, 10000),
  vocab_size: count,
  max_position_embeddings: v.optional(count, 2048),
  tie_word_embeddings: v.optional(v.boolean(), false),
  hidden_act: v.optional(v.string(), 'silu'),
  attention_bias: v.optional(v.boolean(), false),
  mlp_bias: v.optional(v.boolean(), false),
  rope_scaling: v.nullish(v.unknown()),
  num_recursions: v.optional(count, 1),
  sharing: v.optional(v.picklist(['none', 'cycle', 'sequence', 'middle_cycle', 'middle_sequence']), 'none'),
  kv_cache: v.optional(v.picklist(['full', 'recursion_wise', 'recursive_sharing']), 'full'),
  routing: v.optional(routingFile, { type: 'none' }),
});

/** Reads a parsed `config.json`; a plain Hugging Face Llama config is a vanilla model. Throws E-CONFIG. */
export function parseConfig(json: unknown): ModelConfig {
  const parsed = v.safeParse(configFile, json);
  if (!parsed.success) throw configError(describeIssue(parsed.issues[0]));
  const file = parsed.output;
  const heads = file.num_attention_heads;
  const { type } = file.routing;
  const config: ModelConfig = {
    hiddenSize: file.hidden_size,
    intermediateSize: file.intermediate_size,
    numHiddenLayers: file.num_hidden_layers,
    numAttentionHeads: heads,
    numKeyValueHeads: file.num_key_value_heads ?? heads,
    headDim: file.head_dim ?? file.hidden_size / heads,
    rmsNormEps: file.rms_norm_eps,
    ropeTheta: file.rope_theta,
    vocabSize: file.vocab_size,
    maxPositionEmbeddings: file.max_position_embeddings,
    tieWordEmbeddings: file.tie_word_embeddings,
    numRecursions: file.num_recursions,
    sharing: file.sharing,
    kvCache: file.kv_cache,
    routing: {
      type,
      router: file.routing.router,
      activation: file.routing.activation ?? (type === 'token' ? 'softmax' : 'sigmoid'),
      alpha: file.routing.alpha,
      capacities: type === 'none' ? [] : (file.routing.capacities ?? defaultCapacities(file.num_recursions)),
      gating: file.routing.gating,
      auxRouter: file.routing.aux_router,
      gateEveryRecursion: file.routing.gate_every_recursion,
      seed: file.routing.seed,
    },
  };
  const unsupported = [
    file.hidden_act !== 'silu' && `hidden_act "${file.hidden_act}" (only silu)`,
    file.attention_bias && 'attention_bias',
    file.mlp_bias && 'mlp_bias',
    file.rope_scaling != null && 'rope_scaling',
  ].find(Boolean);
  if (unsupported) throw configError(`it asks for ${unsupported}, which this model does not have`);
  checkConfig(config);
  return config;
}

/** c_r = (N_r - r + 1) / N_r: the shares of perfectly balanced token-choice (spec 2.1). */
export function defaultCapacities(numRecursions: number): number[] {
  return Array.from({ length: numRecursions }, (_, r) => (numRecursions - r) / numRecursions);
}

/** Throws E-CONFIG where the numbers contradict one another. Also for a config changed in memory. */
export function checkConfig(c: ModelConfig): void {
  const hasEnds = c.sharing.startsWith('middle');
  const recursed = c.numHiddenLayers - (hasEnds ? 2 : 0);
  const { routing } = c;
  const rules: [holds: boolean, sentence: string][] = [
    [Number.isInteger(c.headDim / 2), `the head size ${c.headDim} must be a whole even number`],
    [
      c.numAttentionHeads % c.numKeyValueHeads === 0,
      `${c.numAttentionHeads} query heads do not divide into ${c.numKeyValueHeads} key-value heads`,
    ],
    [
      (c.sharing === 'none') === (c.numRecursions === 1),
      `sharing "${c.sharing}" does not go with num_recursions ${c.numRecursions}`,
    ],
    [
      recursed > 0 && recursed % c.numRecursions === 0,
      `${recursed} recursed layers do not divide into ${c.numRecursions} recursions`,
    ],
    [
      c.sharing !== 'none' || c.kvCache === 'full',
      `kv_cache "${c.kvCache}" needs a model whose layers recur, and in this one none does`,
    ],
  ];
  if (routing.type !== 'none') {
    const falls = routing.capacities.every((share, r) => r === 0 || share <= routing.capacities[r - 1]!);
    rules.push(
      [
        c.sharing === 'cycle' || c.sharing === 'middle_cycle',
        `routing is defined for cycle and middle_cycle sharing, not "${c.sharing}"`,
      ],
      [c.kvCache !== 'full', 'a routed model keeps recursion_wise or recursive_sharing, not a full cache'],
      [
        routing.capacities.length === c.numRecursions,
        `${routing.capacities.length} capacities for ${c.numRecursions} recursions`,
      ],
      [routing.capacities[0] === 1 && falls, 'the capacities must start at 1 and never rise'],
      [
        routing.type !== 'expert' || routing.activation !== 'softmax',
        'expert-choice takes sigmoid or tanh, not softmax',
      ],
      [
        routing.type !== 'token' || routing.activation !== 'tanh',
        'token-choice takes softmax or sigmoid, not tanh',
      ],
    );
  }
  const broken = rules.find(([holds]) => !holds);
  if (broken) throw configError(broken[1]);
}

/** The config that runs: the model's own but for the cache, where another is asked for. Throws E-CONFIG. */
export function servedConfig(config: ModelConfig, kvCache: KvCacheType | undefined): ModelConfig {
  if (kvCache === undefined) return config;
  const served = { ...config, kvCache };
  checkConfig(served);
  return served;
}

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const key = v.getDotPath(issue);
  if (key === null) return 'it is not a JSON object';
  return issue.received === 'undefined'
    ? `"${key}" is missing`
    : `"${key}" cannot be ${issue.received}${issue.expected ? ` (expected ${issue.expected})` : ''}`;
}

function configError(what: string): MorError {
  return new MorError(
    'E-CONFIG',
    `The model's config.json cannot be used: ${what}.`,
    "Use a folder written by this project's trainer, or a plain Llama checkpoint in Hugging Face's format.",
  );
}
