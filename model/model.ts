import type { Backend } from './backend';
import { readCheckpoint } from './checkpoint';
import { type KvCacheType, type ModelConfig, parseConfig, servedConfig } from './config';
import { MorError } from './errors';
import { textPassOf } from './forward-text';
import { type HeldWeights, HOLD } from './held-weights';
import { mean, nextTokenNll } from './nll';
import { readouts } from './readouts';
import { createTokenizer, type Tokenizer } from './tokenizer';
import { type AttentionTrace, type SelectionRule, type Token, TRACE_VERSION, type Trace } from './trace';

/** The bytes of the files of a model's folder. */
export interface ModelFiles {
  readonly 'config.json': Uint8Array;
  readonly 'tokenizer.json': Uint8Array;
  readonly 'model.safetensors': Uint8Array;
}

/** A loaded model. Owns its weights on its backend. */
export interface Model {
  readonly id: string;
  readonly config: ModelConfig;
  /** Stored parameters, embeddings counted once. */
  readonly parameters: number;
  readonly tokenizer: Tokenizer;
  readonly weights: HeldWeights;
  readonly backend: Backend;
  dispose(): void;
}

/** What to run. Exactly one of `text` and `ids`. */
export interface Input {
  readonly text?: string | undefined;
  readonly ids?: readonly number[] | undefined;
  readonly rule: SelectionRule;
  /** A cache other than the one the model was trained with. */
  readonly kvCache?: KvCacheType | undefined;
}

export interface AnalyzeRequest extends Input {
  /** Also predict after each recursion. */
  readonly readouts?: boolean | undefined;
}

export interface Analysis {
  readonly trace: Trace;
  /** (tokens, vocabSize) */
  readonly logits: Float32Array;
}

/**
 * Checks the files and puts the model on the backend. Throws E-CONFIG, E-TOKENIZER, E-WEIGHTS-*.
 * @param hold `uploadWeights` makes tensors on any backend, for the plain tfjs form alone
 */
export function loadModel(backend: Backend, id: string, files: ModelFiles, hold = HOLD[backend.name]): Model {
  const config = parseConfig(readJson(files['config.json']));
  const tokenizer = createTokenizer(readJson(files['tokenizer.json']));
  const arrays = readCheckpoint(files['model.safetensors'], config);
  const weights = hold(arrays, config, backend);
  const parameters = [...arrays.values()].reduce((sum, { numbers }) => sum + numbers.length, 0);
  return { id, config, parameters, tokenizer, weights, backend, dispose: () => weights.dispose() };
}

/** One forward pass over a text. Tokens beyond the model's context are left off. Throws E-TEXT-EMPTY, E-INPUT. */
export async function analyze(model: Model, request: AnalyzeRequest): Promise<Analysis> {
  const { backend } = model;
  const { tokens, ids, truncated, config } = prepare(model, request);
  const start = performance.now();
  const run = await textPassOf(model).forward(model, config, ids, request.rule);
  try {
    const ms = performance.now() - start;
    const { logits } = run;
    const marks = await Promise.all(run.marks);
    const nll = nextTokenNll(logits, ids, config.vocabSize);
    const trace: Trace = {
      version: TRACE_VERSION,
      model: model.id,
      config,
      parameters: model.parameters,
      backend: backend.name,
      adapter: backend.adapter,
      rule: request.rule,
      tokens,
      truncated,
      depth: run.depth,
      recursions: run.recursions.map((recursion, r) => ({
        ...recursion,
        ms: recursion.selected.length > 0 ? marks[r + 1]! - marks[r]! : 0,
      })),
      passes: run.passes,
      readouts: request.readouts ? await readouts(run, config.vocabSize) : [],
      nll,
      loss: mean(nll),
      ms,
    };
    return { trace, logits };
  } finally {
    run.dispose();
  }
}

/** Attention probabilities of one unrolled layer, 0-based. Throws as `analyze` does. */
export async function attention(
  model: Model,
  request: Input & { readonly layer: number },
): Promise<AttentionTrace> {
  const { ids, config } = prepare(model, request);
  if (!(request.layer >= 0 && request.layer < config.numHiddenLayers)) {
    throw inputError(`There is no layer ${request.layer}; the model has ${config.numHiddenLayers}.`);
  }
  return textPassOf(model).attention(model, config, ids, request.rule, request.layer);
}

interface Prepared {
  readonly config: ModelConfig;
  readonly tokens: readonly Token[];
  readonly ids: Int32Array;
  readonly truncated: number;
}

function prepare(model: Model, { text, ids: given, kvCache }: Input): Prepared {
  const config = servedConfig(model.config, kvCache);
  const encoded = given ? [] : model.tokenizer.encode(text ?? '');
  checkIds(given ?? encoded.map(({ id }) => id), config.vocabSize);
  const every = given ? given.map((id) => model.tokenizer.token(id)) : encoded;
  const tokens = every.slice(0, config.maxPositionEmbeddings);
  return {
    config,
    tokens,
    ids: Int32Array.from(tokens, ({ id }) => id),
    truncated: every.length - tokens.length,
  };
}

/** undefined where it is not JSON; the reader of the file says so in its own words. */
function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function checkIds(ids: readonly number[], vocabSize: number): void {
  if (ids.length === 0) {
    throw new MorError('E-TEXT-EMPTY', 'There is no text to run.', 'Type at least one character.');
  }
  const outside = ids.find((id) => !(Number.isInteger(id) && id >= 0 && id < vocabSize));
  if (outside !== undefined) {
    throw inputError(`There is no token ${outside}; ids are 0 to ${vocabSize - 1}.`);
  }
}

function inputError(message: string): MorError {
  return new MorError('E-INPUT', message, 'Correct the request and run it again.');
}
