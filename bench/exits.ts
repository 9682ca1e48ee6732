import { join } from 'node:path';
import { type BackendName, openBackend } from '../model/backend';
import type { ModelConfig } from '../model/config';
import type { DecoderRequest } from '../model/decode/decoder';
import { Recording } from '../model/decode/recording';
import { currentGpu } from '../model/gpu/gpu';
import { loadModel } from '../model/model';
import { readModelFolder } from '../model/testing/fixtures';
import { nodeBackendOptions } from '../model/testing/node-backends';
import { ExitingText, type Way } from './exiting-text';
import { medianRatio, type Spread, spread } from './statistics';

/**
 * What is the best way past the recursions that a token does not reach, where the device alone knows its depth? The recorded
 * decode's own dispatches, three ways: each is issued and returns early; each is issued with as many workgroups as stand in a
 * buffer, none of them past the depth; and, which only who knows the depth beforehand could do, they are not issued at all.
 */
export interface ExitsRequest {
  readonly models: string;
  readonly backend: BackendName;
  /** Tokens of a run, and runs of each way, in turn. */
  readonly tokens: number;
  readonly rounds: number;
}

export interface ExitsRow {
  readonly member: string;
  readonly recursions: number;
  /** Recursions that every token takes. */
  readonly depth: number;
  readonly way: Way;
  /** Dispatches a token. */
  readonly dispatches: number;
  readonly tokenMs: Spread;
  /** Time over that of returning early, in the same rounds. */
  readonly overEarlyReturn: number;
  readonly rounds: number;
}

/** Random routing goes where its capacities say, whatever the text. */
const MEMBER = 'mor-random';
const WAYS: readonly Way[] = ['early-return', 'indirect', 'left-out'];
const SAMPLING = { temperature: 0, topK: 0, topP: 1, seed: 0 };
/** A capacity that nobody has a lot for, and 0 is none to divide by. */
const NOBODY = 1e-12;

export async function benchExits({ models, backend: name, tokens, rounds }: ExitsRequest) {
  const backend = await openBackend(name, await nodeBackendOptions(name));
  const model = loadModel(backend, MEMBER, readModelFolder(join(models, MEMBER)));
  const { numRecursions } = model.config;
  const rows: ExitsRow[] = [];
  for (let depth = 1; depth <= numRecursions; depth++) {
    const config = leavingAt(model.config, depth);
    const capacity = config.maxPositionEmbeddings;
    const request: DecoderRequest = {
      model,
      config,
      rule: 'threshold',
      capacity,
      sampling: SAMPLING,
      draws: 0,
    };
    await currentGpu().build(Recording.programs(request));
    const text = new ExitingText(request, depth);
    const times = WAYS.map((): number[] => []);
    for (let round = 0; round <= rounds; round++) {
      for (const [i, way] of WAYS.entries()) {
        const ms = await text.write(way, tokens);
        // The first round warms up.
        if (round > 0) times[i]!.push(ms);
      }
    }
    for (const [i, way] of WAYS.entries()) {
      const row: ExitsRow = {
        member: MEMBER,
        recursions: numRecursions,
        depth,
        way,
        dispatches: text.dispatches(way),
        tokenMs: spread(times[i]!),
        overEarlyReturn: medianRatio(times[i]!, times[0]!),
        rounds,
      };
      rows.push(row);
      console.log(
        `  ${depth} of ${numRecursions}, ${way.padEnd(12)} ${row.dispatches} dispatches ${row.tokenMs.median.toFixed(3)} ms, ${row.overEarlyReturn.toFixed(2)} of returning early`,
      );
    }
    text.dispose();
  }
  model.dispose();
  const { adapter, software } = backend;
  backend.dispose();
  return { backend: name, adapter, software, rows };
}

function leavingAt(config: ModelConfig, depth: number): ModelConfig {
  const capacities = config.routing.capacities.map((_, r) => (r < depth ? 1 : NOBODY));
  return { ...config, routing: { ...config.routing, capacities } };
}
