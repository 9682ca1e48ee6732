import { beforeAll, describe, expect, test } from 'vitest';
import { type BackendName, openBackend } from '../backend';
import type { KvCacheType } from '../config';
import { loadModel, type Model, servedConfig } from '../model';
import type { SamplingOptions } from '../sampling';
import { nodeBackendOptions } from '../testing/node-backends';
import { MEMBERS, randomModel } from '../testing/random-model';
import type { SelectionRule } from '../trace';
import type { Decoder, DecoderRequest, Drawn, Reading } from './decoder';
import { HostDrawn } from './host-drawn';
import { RecordedDecoder } from './recorded-decoder';
import { TfjsReader } from './tfjs-reader';

const PROMPT = Int32Array.of(84, 104, 101, 32, 99);
const GREEDY: SamplingOptions = { temperature: 0, topK: 0, topP: 1, seed: 1 };
const TOKENS = 10;

interface Case {
  readonly rule: SelectionRule;
  readonly sampling: SamplingOptions;
  readonly kvCache?: KvCacheType;
  /** Pieces the text is given in. */
  readonly pieces?: readonly Int32Array[];
  readonly draws?: number;
}

const CASES: Readonly<Record<string, Case>> = {
  'threshold, the likeliest': { rule: 'threshold', sampling: GREEDY },
  'top-k, drawn from all': { rule: 'topk', sampling: { ...GREEDY, temperature: 1.5, seed: 7 } },
  'threshold, drawn from few, after three draws': {
    rule: 'threshold',
    sampling: { temperature: 0.9, topK: 20, topP: 0.8, seed: 3 },
    draws: 3,
  },
  'top-k, going on with what was written': {
    rule: 'topk',
    sampling: GREEDY,
    pieces: [PROMPT, Int32Array.of(7), Int32Array.of(200)],
  },
};

/** What a decoder told of one text. */
interface Told {
  readonly readings: readonly Reading[];
  readonly drawn: readonly Drawn[];
}

/** By member and case. */
type AllTold = ReadonlyMap<string, Told>;

async function tellAll(
  name: BackendName,
  open: (request: DecoderRequest) => Decoder | Promise<Decoder>,
): Promise<AllTold> {
  const backend = await openBackend(name, await nodeBackendOptions(name));
  const all = new Map<string, Told>();
  for (const [member, json] of Object.entries(MEMBERS)) {
    const model = loadModel(backend, member, randomModel(json));
    for (const [title, each] of Object.entries(CASES)) {
      all.set(`${member}: ${title}`, await tell(model, each, open));
    }
    if (member === 'expert') {
      const other: Case = { rule: 'threshold', sampling: GREEDY, kvCache: 'recursive_sharing' };
      all.set(`${member}: under the other cache`, await tell(model, other, open));
    }
    model.dispose();
  }
  backend.dispose();
  return all;
}

async function tell(
  model: Model,
  { rule, sampling, kvCache, draws = 0, pieces = [PROMPT] }: Case,
  open: (request: DecoderRequest) => Decoder | Promise<Decoder>,
): Promise<Told> {
  const config = servedConfig(model.config, kvCache);
  const capacity = config.maxPositionEmbeddings;
  const decoder = await open({ model, config, rule, capacity, sampling, draws });
  const readings: Reading[] = [];
  for (const piece of pieces) readings.push(await decoder.read(piece));
  const drawn: Drawn[] = [];
  while (drawn.length < TOKENS) drawn.push(await decoder.next());
  decoder.dispose();
  return { readings, drawn };
}

describe('the recording on webgpu is the forward pass with a cache', () => {
  let definition: AllTold;
  let recorded: AllTold;
  beforeAll(async () => {
    definition = await tellAll('cpu', (request) => new HostDrawn(request, () => new TfjsReader(request)));
    recorded = await tellAll('webgpu', (request) => RecordedDecoder.open(request));
  }, 300_000);

  const titles = Object.keys(MEMBERS).flatMap((member) =>
    Object.keys(CASES).map((title) => `${member}: ${title}`),
  );
  test.each([...titles, 'expert: under the other cache'])('%s', (title) => {
    const [ours, theirs] = [recorded.get(title)!, definition.get(title)!];
    expect(ours.drawn.map(({ id }) => id)).toEqual(theirs.drawn.map(({ id }) => id));
    const readings = ({ readings, drawn }: Told) => [...readings, ...drawn.map(({ reading }) => reading!)];
    readings(ours).forEach((reading, i) => {
      const { depth, scores } = readings(theirs)[i]!;
      expect([...reading.depth]).toEqual([...depth]);
      expectClose(reading.scores, scores);
    });
    ours.drawn.forEach(({ probability, alternatives }, i) => {
      const their = theirs.drawn[i]!;
      expectClose([Math.log(probability)], [Math.log(their.probability)]);
      expect(alternatives.map(({ id }) => id)).toEqual(their.alternatives.map(({ id }) => id));
      const logs = (drawn: Drawn) => drawn.alternatives.map((each) => Math.log(each.probability));
      expectClose(logs(ours.drawn[i]!), logs(their));
    });
  });
});

function expectClose(ours: readonly number[], theirs: readonly number[]): void {
  expect(ours).toHaveLength(theirs.length);
  ours.forEach((number, i) => {
    expect(Math.abs(number - theirs[i]!)).toBeLessThan(1e-3);
  });
}
