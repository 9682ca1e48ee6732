import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type BackendName, openBackend } from '../backend';
import { type KvCacheType, servedConfig } from '../config';
import { loadModel, type Model, type ModelFiles } from '../model';
import type { SamplingOptions } from '../sampling';
import { readModelFolder } from '../testing/fixtures';
import { nodeBackendOptions } from '../testing/node-backends';
import { type ConfigJson, MEMBERS, randomModel } from '../testing/random-model';
import type { SelectionRule } from '../trace';
import type { Decoder, DecoderRequest, Drawn, Reading } from './decoder';
import { HostDrawn } from './host-drawn';
import { RecordedDecoder } from './recorded-decoder';
import { TfjsReader } from './tfjs-reader';

const PROMPT = Int32Array.of(84, 104, 101, 32, 99);
const GREEDY: SamplingOptions = { temperature: 0, topK: 0, topP: 1, seed: 1 };

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

/** Head sizes, widths and a vocabulary that no workgroup divides; a text longer than one workgroup of attention takes. */
const ODD: Readonly<Record<string, ConfigJson>> = {
  'narrow heads, long text': {
    ...MEMBERS.expert,
    hidden_size: 30,
    intermediate_size: 33,
    num_attention_heads: 6,
    num_key_value_heads: 3,
    head_dim: 10,
    vocab_size: 97,
    max_position_embeddings: 300,
  },
  'one wide head': {
    ...MEMBERS.vanilla,
    num_hidden_layers: 1,
    hidden_size: 7,
    num_attention_heads: 1,
    num_key_value_heads: 1,
    head_dim: 70,
    vocab_size: 1031,
  },
};

const NANO = fileURLToPath(new URL('../../public/models/nano/', import.meta.url));
const SHIPPED = ['vanilla', 'mor-expert', 'mor-token-shared', 'mor-random'];

interface Text extends Case {
  readonly title: string;
  readonly files: ModelFiles;
  readonly tokens: number;
}

const TEXTS: readonly Text[] = [
  ...Object.entries(MEMBERS).flatMap(([member, json]) =>
    Object.entries(CASES).map(([title, each]) => text(`${member}: ${title}`, randomModel(json), each)),
  ),
  text('expert: under the other cache', randomModel(MEMBERS.expert!), {
    rule: 'threshold',
    sampling: GREEDY,
    kvCache: 'recursive_sharing',
  }),
  text('narrow heads, long text', randomModel(ODD['narrow heads, long text']!), {
    rule: 'threshold',
    sampling: GREEDY,
    pieces: [Int32Array.from({ length: 252 }, (_, t) => (t * 31) % 97)],
  }),
  text('one wide head', randomModel(ODD['one wide head']!), { rule: 'threshold', sampling: GREEDY }),
  ...SHIPPED.map((member) =>
    text(`shipped ${member}`, readModelFolder(join(NANO, member)), { rule: 'threshold', sampling: GREEDY }),
  ),
  text('shipped mor-expert as int8', asInt8(join(NANO, 'mor-expert')), {
    rule: 'threshold',
    sampling: GREEDY,
  }),
];

function asInt8(folder: string): ModelFiles {
  const file = readFileSync(join(folder, 'model.int8.safetensors'));
  return { ...readModelFolder(folder), 'model.safetensors': file };
}

function text(title: string, files: ModelFiles, each: Case): Text {
  return { title, files, tokens: 10, ...each };
}

/** What a decoder told of one text. */
interface Told {
  readonly readings: readonly Reading[];
  readonly drawn: readonly Drawn[];
}

type Open = (request: DecoderRequest) => Decoder | Promise<Decoder>;

/** Of every text, by its title. */
async function tellAll(name: BackendName, open: Open): Promise<ReadonlyMap<string, Told>> {
  const backend = await openBackend(name, await nodeBackendOptions(name));
  const all = new Map<string, Told>();
  for (const each of TEXTS) {
    const model = loadModel(backend, each.title, each.files);
    all.set(each.title, await tell(model, each, open));
    model.dispose();
  }
  backend.dispose();
  return all;
}

async function tell(model: Model, text: Text, open: Open): Promise<Told> {
  const { rule, sampling, kvCache, tokens, draws = 0, pieces = [PROMPT] } = text;
  const config = servedConfig(model.config, kvCache);
  const capacity = config.maxPositionEmbeddings;
  const decoder = await open({ model, config, rule, capacity, sampling, draws });
  const readings: Reading[] = [];
  for (const piece of pieces) readings.push(await decoder.read(piece));
  const drawn: Drawn[] = [];
  while (drawn.length < tokens) drawn.push(await decoder.next());
  decoder.dispose();
  return { readings, drawn };
}

describe('the recording on webgpu is the forward pass with a cache', () => {
  let definition: ReadonlyMap<string, Told>;
  let recorded: ReadonlyMap<string, Told>;
  beforeAll(async () => {
    definition = await tellAll('cpu', (request) => new HostDrawn(request, () => new TfjsReader(request)));
    recorded = await tellAll('webgpu', (request) => RecordedDecoder.open(request));
  }, 300_000);

  test.each(TEXTS)('$title', ({ title }) => {
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
