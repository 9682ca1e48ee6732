import { readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type BackendName, openBackend } from '../model/backend';
import { ACCOUNTS } from '../model/cost';
import { MorError } from '../model/errors';
import { type Analysis, analyze, loadModel, type ModelFiles } from '../model/model';
import { nodeBackendOptions } from '../model/testing/node-backends';
import type { SelectionRule } from '../model/trace';
import { reportTrace } from '../model/trace-report';

const HELP = `Runs a Mixture-of-Recursions model on a text and says what it did.

  npm run -s mor -- analyze --model <folder> (--text "..." | --ids 1,2,3) [options]

  --model <folder>      holds config.json, tokenizer.json and model.safetensors
  --text <text>         what to run
  --ids <1,2,3>         token ids to run instead of a text
  --rule <rule>         threshold (causal, the default) or topk (looks at the whole text)
  --backend <name>      wasm (the default), cpu or webgpu
  --readouts            also predict after each recursion
  --logits              add the logits, tokens by vocabulary (with --json)
  --json                the whole trace as JSON, alone on standard output
  --help                this text

Costs are counted in three ways: paper (the paper's own), honest (real widths, head and routers; "flops"),
executed (what the kernels here multiply). "kvBytes" counts 4 bytes a number, as the model computes.
`;

interface Options {
  readonly model: string;
  readonly text: string | undefined;
  readonly ids: number[] | undefined;
  readonly rule: SelectionRule;
  readonly backend: BackendName;
  readonly logits: boolean;
  readonly readouts: boolean;
  readonly json: boolean;
}

async function main(args: string[]): Promise<string> {
  const options = readOptions(args);
  if (options === 'help') return HELP;
  const files = readFolder(options.model);
  const backend = await openBackend(options.backend, await nodeBackendOptions(options.backend));
  const model = loadModel(backend, modelId(options.model), files);
  const analysis = await analyze(model, options);
  return options.json ? `${JSON.stringify(report(analysis, options.logits))}\n` : table(analysis);
}

function readOptions(args: string[]): Options | 'help' {
  const { values, positionals } = parse(args);
  if (values.help || args.length === 0) return 'help';
  if (positionals.join() !== 'analyze')
    throw usage(`"${positionals.join(' ')}" is no command; there is "analyze"`);
  if (values.model === undefined) throw usage('--model is missing');
  if ((values.text === undefined) === (values.ids === undefined)) throw usage('give either --text or --ids');
  return {
    model: resolve(values.model),
    text: values.text,
    ids: values.ids === undefined ? undefined : readIds(values.ids),
    rule: oneOf('--rule', values.rule, ['threshold', 'topk']),
    backend: oneOf('--backend', values.backend, ['wasm', 'cpu', 'webgpu']),
    logits: values.logits,
    readouts: values.readouts,
    json: values.json,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        model: { type: 'string' },
        text: { type: 'string' },
        ids: { type: 'string' },
        rule: { type: 'string', default: 'threshold' },
        backend: { type: 'string', default: 'wasm' },
        logits: { type: 'boolean', default: false },
        readouts: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw usage((error as Error).message);
  }
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

function report({ trace, logits }: Analysis, withLogits: boolean): object {
  if (!withLogits) return reportTrace(trace);
  const { vocabSize } = trace.config;
  const row = (t: number) => Array.from(logits.subarray(t * vocabSize, (t + 1) * vocabSize));
  return { ...reportTrace(trace), logits: trace.tokens.map((_, t) => row(t)) };
}

function table({ trace }: Analysis): string {
  const rows = trace.tokens.map(({ id, text }, t) => {
    const nll = t === 0 ? '' : trace.nll[t - 1]!.toFixed(3);
    const depth = trace.config.numRecursions > 1 ? String(trace.depth[t]) : '';
    return [String(t), String(id), JSON.stringify(text), depth, nll];
  });
  const { flopsByAccount, kvEntries, kvBytes } = reportTrace(trace);
  const flops = ACCOUNTS.map((account) => `${account} ${(flopsByAccount[account].total / 1e6).toFixed(1)} M`);
  return [
    `${trace.model} on ${trace.backend}${trace.adapter ? ` (${trace.adapter})` : ''}, rule ${trace.rule}`,
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
