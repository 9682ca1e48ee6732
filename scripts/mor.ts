import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { openBackend } from '../model/backend';
import type { KvCacheType } from '../model/config';
import { ACCOUNTS } from '../model/cost';
import { MorError } from '../model/errors';
import type { WritingRequest } from '../model/generate';
import { type Analysis, analyze, loadModel, type Model, type ModelFiles } from '../model/model';
import { nodeBackendOptions } from '../model/testing/node-backends';
import type { SelectionRule } from '../model/trace';
import { reportTrace } from '../model/trace-report';
import { generate } from './lib/generate';
import { writeTraceFiles } from './lib/trace-files';

const HELP = `Runs a Mixture-of-Recursions model on a text and says what it did.

  npm run -s mor -- analyze --model <folder> (--text "..." | --ids 1,2,3) [options]
  npm run -s mor -- generate --model <folder> --text "..." [options]

  --model <folder>      holds config.json, tokenizer.json and model.safetensors
  --text <text>         what to run, or to go on from ("" begins a text of its own)
  --rule <rule>         threshold (causal, the default) or topk (looks at the whole text; in generate each token
                        written is a text of its own and goes all the way)
  --kv-cache <name>     recursion_wise or recursive_sharing: runs the model under that cache, also where it was trained
                        with the other one (a mismatch, and marked as one)
  --backend <name>      wasm (the default), cpu or webgpu
  --json                all of it as JSON, alone on standard output
  --help                this text

  analyze
  --ids <1,2,3>         token ids to run instead of a text
  --readouts            also predict after each recursion
  --logits              add the logits, tokens by vocabulary (with --json)
  --trace <file>        also write the run as the page saves and opens it (docs/trace.md)
  --csv <file>          also write it as a table, one row a token

  generate
  --tokens <number>     tokens to write at most (60)
  --temperature <t>     0 takes the likeliest token always, 1 draws as the model says (0.8)
  --top-k <k>           draw from the k likeliest only; 0 for all (40)
  --top-p <p>           draw from the likeliest only that together reach this probability (0.95)
  --seed <number>       the same seed draws the same tokens (1)
  --slide               where the context is full, go on from the newest half of it; without it the text ends there

Costs are counted in three ways: paper (the paper's own), honest (real widths, head and routers; "flops"),
executed (every pair, as plain tensor operations multiply). "kvBytes" counts 4 bytes a number, as the model computes.
`;

/** Each takes the words after its name and gives what is to be printed last. */
const COMMANDS: { readonly [name: string]: (args: string[]) => Promise<string> } = {
  analyze: runAnalyze,
  generate: runGenerate,
};

const COMMON = {
  model: { type: 'string' },
  text: { type: 'string' },
  rule: { type: 'string', default: 'threshold' },
  'kv-cache': { type: 'string' },
  backend: { type: 'string', default: 'wasm' },
  json: { type: 'boolean', default: false },
} as const;

async function main(args: string[]): Promise<string> {
  const [name = '', ...rest] = args;
  if (args.length === 0 || args.includes('--help')) return HELP;
  const command = COMMANDS[name];
  if (!command) {
    const names = Object.keys(COMMANDS).map((each) => `"${each}"`);
    throw usage(`"${name}" is no command; there is ${names.join(' and ')}`);
  }
  return command(rest);
}

async function runAnalyze(args: string[]): Promise<string> {
  const values = parse(args, {
    ...COMMON,
    ids: { type: 'string' },
    logits: { type: 'boolean', default: false },
    readouts: { type: 'boolean', default: false },
    trace: { type: 'string' },
    csv: { type: 'string' },
  });
  const { text, json, logits, trace, csv } = values;
  if ((text === undefined) === (values.ids === undefined)) throw usage('give either --text or --ids');
  const ids = values.ids === undefined ? undefined : readIds(values.ids);
  const rule = readRule(values.rule);
  const kvCache = readKvCache(values['kv-cache']);
  const model = await open(values);
  const { kvCache: trained } = model.config;
  const readouts = values.readouts || trace !== undefined || csv !== undefined;
  const analysis = await analyze(model, { text, ids, rule, kvCache, readouts });
  writeTraceFiles(analysis.trace, text, model, { trace, csv });
  return json ? `${JSON.stringify(report(analysis, trained, logits))}\n` : table(analysis, trained);
}

async function runGenerate(args: string[]): Promise<string> {
  const values = parse(args, {
    ...COMMON,
    tokens: { type: 'string', default: '60' },
    temperature: { type: 'string', default: '0.8' },
    'top-k': { type: 'string', default: '40' },
    'top-p': { type: 'string', default: '0.95' },
    seed: { type: 'string', default: '1' },
    slide: { type: 'boolean', default: false },
  });
  if (values.text === undefined) throw usage('--text is missing');
  const request: WritingRequest = {
    text: values.text,
    rule: readRule(values.rule),
    kvCache: readKvCache(values['kv-cache']),
    temperature: readNumber('--temperature', values.temperature),
    topK: readNumber('--top-k', values['top-k']),
    topP: readNumber('--top-p', values['top-p']),
    seed: readNumber('--seed', values.seed),
    slide: values.slide,
  };
  const tokens = readNumber('--tokens', values.tokens);
  if (!Number.isInteger(tokens) || tokens < 1)
    throw usage(`--tokens is a whole number above 0, not "${tokens}"`);
  return generate(await open(values), request, tokens, values.json);
}

function parse<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw usage((error as Error).message);
  }
}

async function open(values: { readonly model?: string; readonly backend: string }): Promise<Model> {
  if (values.model === undefined) throw usage('--model is missing');
  const folder = resolve(values.model);
  const name = oneOf('--backend', values.backend, ['wasm', 'cpu', 'webgpu']);
  const files = readFolder(folder);
  return loadModel(await openBackend(name, await nodeBackendOptions(name)), modelId(folder), files);
}

function readRule(value: string): SelectionRule {
  return oneOf('--rule', value, ['threshold', 'topk']);
}

function readKvCache(value: string | undefined): KvCacheType | undefined {
  if (value === undefined) return undefined;
  return oneOf<KvCacheType>('--kv-cache', value, ['recursion_wise', 'recursive_sharing']);
}

function readNumber(option: string, value: string): number {
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number)) throw usage(`${option} is a number, not "${value}"`);
  return number;
}

function readIds(list: string): number[] {
  const words = list.split(',').map((word) => word.trim());
  const wrong = words.find((word) => !/^\d+$/.test(word));
  if (wrong !== undefined) throw usage(`--ids takes whole numbers with commas between them, not "${wrong}"`);
  return words.map(Number);
}

function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((each) => each === value);
  if (found === undefined) throw usage(`${option} is one of ${known.join(', ')}, not "${value}"`);
  return found;
}

function usage(what: string): MorError {
  return new MorError(
    'E-INPUT',
    `The command cannot be read: ${what}.`,
    'npm run -s mor -- --help shows how.',
  );
}

function readFolder(folder: string): ModelFiles {
  const file = (name: keyof ModelFiles): Uint8Array => {
    try {
      return new Uint8Array(readFileSync(join(folder, name)));
    } catch (cause) {
      throw new MorError(
        name === 'model.safetensors' ? 'E-WEIGHTS-MISSING' : 'E-MODEL-UNKNOWN',
        `${join(folder, name)} cannot be read: ${(cause as Error).message}.`,
        'Name a folder that holds config.json, tokenizer.json and model.safetensors.',
        { cause },
      );
    }
  };
  return {
    'config.json': file('config.json'),
    'tokenizer.json': file('tokenizer.json'),
    'model.safetensors': file('model.safetensors'),
  };
}

/** A shipped model's manifest id, `nano/mor-expert`; otherwise the folder's name. */
function modelId(folder: string): string {
  const family = dirname(folder);
  return basename(dirname(family)) === 'models'
    ? `${basename(family)}/${basename(folder)}`
    : basename(folder);
}

function report({ trace, logits }: Analysis, trained: KvCacheType, withLogits: boolean): object {
  if (!withLogits) return reportTrace(trace, trained);
  const { vocabSize } = trace.config;
  const row = (t: number) => Array.from(logits.subarray(t * vocabSize, (t + 1) * vocabSize));
  return { ...reportTrace(trace, trained), logits: trace.tokens.map((_, t) => row(t)) };
}

function table({ trace }: Analysis, trained: KvCacheType): string {
  const rows = trace.tokens.map(({ id, text }, t) => {
    const nll = t === 0 ? '' : trace.nll[t - 1]!.toFixed(3);
    const depth = trace.config.numRecursions > 1 ? String(trace.depth[t]) : '';
    return [String(t), String(id), JSON.stringify(text), depth, nll];
  });
  const { flopsByAccount, kvEntries, kvBytes, cacheMismatch } = reportTrace(trace, trained);
  const flops = ACCOUNTS.map((account) => `${account} ${(flopsByAccount[account].total / 1e6).toFixed(1)} M`);
  return [
    `${trace.model} on ${trace.backend}${trace.adapter ? ` (${trace.adapter})` : ''}, rule ${trace.rule}`,
    ...(cacheMismatch
      ? [`mismatch: trained with ${cacheMismatch.trained}, run with ${cacheMismatch.served}`]
      : []),
    '',
    ...columns([['token', 'id', 'text', 'depth', 'nats'], ...rows]),
    '',
    `loss        ${trace.loss === null ? 'none: a single token' : `${trace.loss.toFixed(4)} nats a token`}`,
    `FLOPs       ${flops.join(', ')}`,
    `KV cache    ${kvEntries} entries, ${kvBytes} bytes in float32`,
    `parameters  ${trace.parameters}`,
    `time        ${trace.ms.toFixed(1)} ms`,
    ...trace.recursions.map(
      ({ recursion, candidates, selected }) =>
        `recursion ${recursion} ${selected.length} of ${candidates.length} tokens`,
    ),
    ...(trace.truncated > 0 ? [`${trace.truncated} tokens beyond the context were left off`] : []),
    '',
  ].join('\n');
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}

/** Dawn keeps Node alive, so the process ends itself, once what it wrote is out. */
function end(stream: NodeJS.WriteStream, text: string, status: number): void {
  stream.write(text, () => process.exit(status));
}

main(process.argv.slice(2)).then(
  (output) => end(process.stdout, output, 0),
  (error: unknown) => {
    const { code, message, remedy } =
      error instanceof MorError
        ? error
        : new MorError(
            'E-INTERNAL',
            error instanceof Error ? (error.stack ?? error.message) : String(error),
            'Report this.',
          );
    end(process.stderr, `${code}: ${message}\n${remedy}\n`, 2);
  },
);
