import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { decodeTraceFile } from '../model/trace-file';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MODEL = 'public/models/nano/mor-expert';

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function mor(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const command = ['node_modules/tsx/dist/cli.mjs', 'scripts/mor.ts', ...args];
    execFile(process.execPath, command, { cwd: ROOT, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

test('--json prints the versioned trace and nothing else', async () => {
  const { status, stdout } = await mor(
    'analyze',
    '--model',
    MODEL,
    '--text',
    'The cat sat',
    '--json',
    '--logits',
  );
  expect(status).toBe(0);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ version: 1, model: 'nano/mor-expert', backend: 'wasm', rule: 'threshold' });
  const { tokens, depth, nll, nllPerToken, flops, kvBytes, logits } = report;
  expect(tokens.map(({ text }: { text: string }) => text).join('')).toBe('The cat sat');
  expect(depth).toHaveLength(tokens.length);
  const sum = nllPerToken.reduce((total: number, each: number) => total + each, 0);
  expect(nll).toBeCloseTo(sum / (tokens.length - 1), 6);
  expect(flops).toBe(report.flopsByAccount.honest.total);
  expect(kvBytes).toBeGreaterThan(0);
  expect(logits).toHaveLength(tokens.length);
  expect(logits[0]).toHaveLength(report.config.vocabSize);
}, 60_000);

test('without --json it prints a table', async () => {
  const { status, stdout } = await mor('analyze', '--model', MODEL, '--ids', '1,2,3', '--backend', 'cpu');
  expect(status).toBe(0);
  expect(stdout).toContain('nano/mor-expert on cpu, rule threshold');
  expect(stdout).toMatch(/loss +\d+\.\d{4} nats a token/);
}, 60_000);

test('--kv-cache runs a model under the cache it was not trained with, and marks it', async () => {
  const args = ['analyze', '--model', MODEL, '--text', 'The cat sat on the mat'];
  const json = async (...more: string[]) => JSON.parse((await mor(...args, '--json', ...more)).stdout);
  const other = ['--kv-cache', 'recursive_sharing'];
  const [own, same, mismatched, printed, written] = await Promise.all([
    json(),
    json('--kv-cache', 'recursion_wise'),
    json(...other),
    mor(...args, ...other),
    mor('generate', '--model', MODEL, '--text', 'The cat', '--tokens', '2', '--json', ...other),
  ]);
  expect(own.cacheMismatch).toBeNull();
  expect(same).toMatchObject({ nll: own.nll, cacheMismatch: null });
  expect(mismatched.cacheMismatch).toEqual({ trained: 'recursion_wise', served: 'recursive_sharing' });
  expect(mismatched.config.kvCache).toBe('recursive_sharing');
  expect(mismatched.nll).not.toBe(own.nll);
  expect(JSON.parse(written.stdout).cacheMismatch).toEqual(mismatched.cacheMismatch);
  expect(printed.stdout).toContain('mismatch: trained with recursion_wise, run with recursive_sharing');
}, 60_000);

test('--trace and --csv write the run as the page saves it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mor-'));
  const [trace, csv] = [join(folder, 'run.json'), join(folder, 'run.csv')];
  const args = ['--text', 'The cat sat', '--rule', 'topk', '--json', '--kv-cache', 'recursive_sharing'];
  const { status, stdout } = await mor('analyze', '--model', MODEL, ...args, '--trace', trace, '--csv', csv);
  expect(status).toBe(0);
  const report = JSON.parse(stdout);
  const file = decodeTraceFile(JSON.parse(readFileSync(trace, 'utf8')));
  expect(file).toMatchObject({
    link: null,
    settings: {
      text: 'The cat sat',
      routing: 'expert',
      cache: 'recursion-wise',
      servedCache: 'other',
      recursions: 3,
      model: 'nano',
      rule: 'top-k',
    },
    traces: { recursive: null, vanilla: null },
  });
  expect(Array.from(file.traces.mor?.depth ?? [])).toEqual(report.depth);
  const rows = readFileSync(csv, 'utf8').trim().split('\r\n');
  expect(rows).toHaveLength(1 + report.tokens.length);
  expect(rows[2]).toMatch(/^nano\/mor-expert,1,\d+," cat",\d,.*,\d+,[^,]+,0\.\d+$/);
  const nowhere = await mor('analyze', '--model', MODEL, ...args, '--csv', join(folder, 'no', 'such'));
  expect(nowhere).toMatchObject({ status: 2, stdout: '' });
  expect(nowhere.stderr).toContain('cannot be written');
}, 60_000);

test('generate --json writes the text on, and the same with the same seed', async () => {
  const args = [
    'generate',
    '--model',
    MODEL,
    '--text',
    'Once upon a time',
    '--tokens',
    '6',
    '--seed',
    '7',
    '--json',
  ];
  const [one, other] = await Promise.all([mor(...args), mor(...args, '--top-k', '0', '--top-p', '1')]);
  expect(one.status).toBe(0);
  const { prompt, generated, text, ...rest } = JSON.parse(one.stdout);
  expect(rest).toMatchObject({
    version: 1,
    model: 'nano/mor-expert',
    backend: 'wasm',
    rule: 'threshold',
    seed: 7,
  });
  expect(prompt.tokens.map((token: { text: string }) => token.text).join('')).toBe('Once upon a time');
  expect(generated).toHaveLength(6);
  expect(text).toBe(`Once upon a time${generated.map((token: { text: string }) => token.text).join('')}`);
  for (const token of generated) {
    expect(token).toMatchObject({ id: expect.any(Number), ms: expect.any(Number) });
    expect(token.depth).toBeGreaterThan(0);
    expect(token.probability).toBeGreaterThan(0);
    expect(token.flops).toBeGreaterThan(0);
    expect(token.kvBytes).toBeGreaterThan(prompt.kvBytes);
  }
  const idsOf = (stdout: string) => JSON.parse(stdout).generated.map(({ id }: { id: number }) => id);
  expect(JSON.parse(other.stdout)).toMatchObject({ topK: 0, topP: 1 });
  expect(idsOf((await mor(...args)).stdout)).toEqual(idsOf(one.stdout));
}, 60_000);

test('generate prints the text and a line of figures', async () => {
  const args = ['--text', 'The cat', '--tokens', '3', '--temperature', '0', '--backend', 'cpu'];
  const { status, stdout } = await mor('generate', '--model', MODEL, ...args);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^The cat.+\n\nnano\/mor-expert on cpu: \d+ tokens read/s);
  expect(stdout).toMatch(
    /3 written, [\d.]+ a second, [\d.]+ recursions, [\d.]+ MFLOPs a token, KV cache \d+ of \d+ bytes\n$/,
  );
}, 60_000);

test('generate --slide goes on from the newest half of a full context, and says so', async () => {
  const text = `${'The cat sat on the mat. '.repeat(31)}The cat sat`;
  const args = [
    'generate',
    '--model',
    MODEL,
    '--text',
    text,
    '--tokens',
    '12',
    '--temperature',
    '0',
    '--json',
  ];
  const [ends, slides] = await Promise.all([mor(...args), mor(...args, '--slide')]);
  const [full, { prompt, generated, reopened, text: whole }] = [ends, slides].map(({ stdout }) =>
    JSON.parse(stdout),
  );
  expect(full).toMatchObject({ end: 'context-full', reopened: [] });
  const room = full.prompt.tokens.length + full.generated.length;
  expect(prompt).toMatchObject({ tokens: full.prompt.tokens });
  expect(whole.startsWith(full.text)).toBe(true);
  expect(reopened).toMatchObject([
    { why: 'slide', after: full.generated.length, read: room / 2, dropped: room / 2 },
  ]);
  expect(generated).toHaveLength(12);

  const long = await mor(
    'generate',
    '--model',
    MODEL,
    '--text',
    text.repeat(3),
    '--tokens',
    '1',
    '--slide',
    '--json',
  );
  expect(JSON.parse(long.stdout).prompt.tokens).toHaveLength(room / 2);
  expect(JSON.parse(long.stdout).text.startsWith(text.repeat(3))).toBe(true);
}, 60_000);

test('--help says how', async () => {
  const { stdout } = await mor('--help');
  expect(stdout).toContain('npm run -s mor -- analyze --model <folder>');
  expect(stdout).toContain('npm run -s mor -- generate --model <folder> --text "..."');
  expect((await mor('generate', '--help')).stdout).toBe(stdout);
}, 60_000);

test.each([
  [['analyze', '--model', 'no/such/folder', '--text', 'a'], 'E-MODEL-UNKNOWN: '],
  [['analyze', '--model', MODEL], 'E-INPUT: The command cannot be read: give either --text or --ids.'],
  [['analyze', '--model', MODEL, '--ids', '1,x'], 'not "x"'],
  [
    ['analyze', '--model', MODEL, '--text', 'a', '--kv-cache', 'full'],
    '--kv-cache is one of recursion_wise, ',
  ],
  [
    ['analyze', '--model', 'public/models/nano/vanilla', '--text', 'a', '--kv-cache', 'recursion_wise'],
    'E-CONFIG: ',
  ],
  [['analyze', '--model', MODEL, '--ids', '1,99999'], 'E-INPUT: There is no token 99999'],
  [['analyze', '--model', MODEL, '--text', ''], 'E-TEXT-EMPTY: There is no text to run.'],
  [['analyse'], '"analyse" is no command'],
  [['analyze', '--colour', 'red'], 'E-INPUT: '],
  [['generate', '--model', MODEL], 'E-INPUT: The command cannot be read: --text is missing.'],
  [['generate', '--model', MODEL, '--text', 'a', '--tokens', 'many'], '--tokens is a number, not "many"'],
  [['generate', '--model', MODEL, '--text', 'a', '--tokens', '0'], '--tokens is a whole number above 0'],
  [
    ['generate', '--model', MODEL, '--text', 'a', '--top-p', '2'],
    'E-INPUT: The next token cannot be drawn: top-p 2',
  ],
  [['generate', '--model', MODEL, '--text', 'word '.repeat(300)], 'E-CONTEXT: The text has '],
  [['generate', '--model', MODEL, '--text', 'a', '--readouts'], 'E-INPUT: '],
])(
  '%j fails in words, with status 2',
  async (args, sentence) => {
    const { status, stdout, stderr } = await mor(...args, '--json');
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n').length).toBeGreaterThan(1);
  },
  60_000,
);
