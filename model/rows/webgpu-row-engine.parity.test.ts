import { beforeAll, describe, expect, test } from 'vitest';
import { type BackendName, openBackend } from '../backend';
import type { Reader } from '../decode/host-drawn';
import { TfjsReader } from '../decode/tfjs-reader';
import { loadModel, type Model } from '../model';
import { nodeBackendOptions } from '../testing/node-backends';
import { largestDifference } from '../testing/parity';
import { MEMBERS, randomModel } from '../testing/random-model';
import type { SelectionRule } from '../trace';
import type { RowEngine } from './row-engine';
import { RowReader } from './row-reader';
import { WebGpuRowEngine } from './webgpu-row-engine';

const TOLERANCE = 1e-3;
const RULES: readonly SelectionRule[] = ['threshold', 'topk'];
const PIECES = [
  Int32Array.from({ length: 11 }, (_, t) => (t * 37 + 5) % 256),
  Int32Array.of(9),
  Int32Array.of(3, 200),
];
const CONTEXT = 24;
/** Texts that are read together: each token's logits are those it has alone. */
const TEXTS = [
  [84, 104, 101, 32],
  [7, 200],
  [90, 12, 55],
];

type Told = Awaited<ReturnType<Reader['read']>>;

/** What a reader told of the pieces, by member and rule. */
async function tellAll(
  name: BackendName,
  open: (model: Model, rule: SelectionRule) => Promise<Reader>,
): Promise<ReadonlyMap<string, readonly Told[]>> {
  const backend = await openBackend(name, await nodeBackendOptions(name));
  const all = new Map<string, readonly Told[]>();
  for (const [member, json] of Object.entries(MEMBERS)) {
    const model = loadModel(backend, member, randomModel(json));
    for (const rule of RULES) {
      const reader = await open(model, rule);
      const told: Told[] = [];
      for (const piece of PIECES) {
        const { depth, scores, logits } = await reader.read(piece);
        told.push({ depth, scores, logits: logits.slice() });
      }
      reader.dispose();
      all.set(`${member}, ${rule}`, told);
    }
    model.dispose();
  }
  backend.dispose();
  return all;
}

describe('rows on webgpu compute what the forward pass computes', () => {
  let definition: ReadonlyMap<string, readonly Told[]>;
  let rows: ReadonlyMap<string, readonly Told[]>;
  beforeAll(async () => {
    const sampling = { temperature: 0, topK: 0, topP: 1, seed: 1 };
    definition = await tellAll('cpu', async (model, rule) => {
      return new TfjsReader({ model, config: model.config, rule, capacity: CONTEXT, sampling, draws: 0 });
    });
    rows = await tellAll('webgpu', async (model, rule) => {
      const engine = await WebGpuRowEngine.open(model, { texts: 1, context: CONTEXT, rows: 11 });
      return new RowReader({ config: model.config, rule }, engine);
    });
  }, 300_000);

  const titles = Object.keys(MEMBERS).flatMap((member) => RULES.map((rule) => `${member}, ${rule}`));
  test.each(titles)('%s', (title) => {
    rows.get(title)!.forEach(({ depth, scores, logits }, i) => {
      const expected = definition.get(title)![i]!;
      expect([...depth]).toEqual([...expected.depth]);
      expect(largestDifference(scores, expected.scores)).toBeLessThan(TOLERANCE);
      expect(largestDifference(logits, expected.logits)).toBeLessThan(TOLERANCE);
    });
  });
});

test.each(['expert', 'token-shared'])(
  'texts of %s at many depths see nothing of one another',
  async (member) => {
    const backend = await openBackend('webgpu', await nodeBackendOptions('webgpu'));
    const model = loadModel(backend, member, randomModel(MEMBERS[member]!));
    const limits = { texts: TEXTS.length, context: CONTEXT, rows: 11 };
    const engine = await WebGpuRowEngine.open(model, limits);
    const alone: Float32Array[][] = [];
    for (const [text, ids] of TEXTS.entries()) alone.push((await readTogether(engine, [[text, ids]]))[0]!);
    for (const text of TEXTS.keys()) engine.reset(text);
    const together = await readTogether(engine, [...TEXTS.entries()]);
    together.forEach((logits, text) => {
      logits.forEach((row, position) => {
        expect(largestDifference(row, alone[text]![position]!)).toBeLessThan(1e-5);
      });
    });
    engine.dispose();
    model.dispose();
    backend.dispose();
  },
);

/**
 * Reads texts token by token, each as row of its own: whoever can go round goes in one call with the others, at whatever
 * recursion, so that every depth meets every other. Gives each text's logits by position.
 */
async function readTogether(
  engine: RowEngine,
  texts: readonly (readonly [text: number, ids: readonly number[]])[],
): Promise<Float32Array[][]> {
  const logits = texts.map((): Float32Array[] => []);
  const recursion = texts.map(() => 0);
  for (let call = 0; logits.some((own, i) => own.length < texts[i]![1].length); call++) {
    const live = [...texts.keys()].filter((i) => logits[i]!.length < texts[i]![1].length);
    const going = live.filter((i) => recursion[i]! > 0);
    if (going.length > 0) {
      const at = Int32Array.from(going, (i) => recursion[i]!);
      const { goesOn } = await engine.recur(Int32Array.from(going), at);
      for (const [place, i] of going.entries()) recursion[i] = goesOn[place] ? recursion[i]! + 1 : -1;
    }
    for (const i of live) {
      if (recursion[i] === -1) {
        logits[i]!.push((await engine.leave(Int32Array.of(i), Int32Array.of(0))).slice());
        recursion[i] = 0;
      } else if (recursion[i] === 0 && call >= i) {
        await engine.enter({
          rows: Int32Array.of(i),
          texts: Int32Array.of(texts[i]![0]),
          positions: Int32Array.of(logits[i]!.length),
          ids: Int32Array.of(texts[i]![1][logits[i]!.length]!),
        });
        recursion[i] = 1;
      }
    }
  }
  return logits;
}
