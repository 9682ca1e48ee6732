import { createHash } from 'node:crypto';
import { MorError } from '../model/errors';
import type { Stretch } from './batching';
import { fakeBatching } from './clients/fake-batching';
import { fakeConfig, fakeManifest, fakeTokens, fakeTrace } from './clients/fake-trace';
import { fakeWriting } from './clients/fake-writing';
import type { Compute } from './compute';
import type { CoreEnvironment } from './serve';

/** For the tests of the compute thread: a core's surroundings without a model, a network or a device. */

/** The folder of a site that is nowhere. */
export const BASE = 'https://example.org/mor/';

const content = (name: string) => new TextEncoder().encode(`the bytes of ${name}`);

/** The fake manifest with the sizes and hashes of the files that `fakeEnvironment` serves. */
export function servedManifest() {
  const list = structuredClone(fakeManifest());
  for (const member of list.families.flatMap((family) => family.members)) {
    for (const [name, file] of Object.entries(member.files)) {
      const bytes = content(name);
      Object.assign(file, { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    }
  }
  return list;
}

/** A core's surroundings, and what tests ask of them beside. */
export interface FakeEnvironment extends CoreEnvironment {
  /** All that happened: `open webgpu …/wasm/`, `open wasm …/wasm/ alone`, `GET nano/vanilla/config.json`, `load nano/vanilla`, `run …`, `done run …`, `free The cat`. */
  readonly log: string[];
  /** The device fails. */
  fail(error: MorError): void;
  /** The device is lost and does not say so of itself: what is under way breaks off with the library's words. */
  unplug(): void;
  /** From now on runs wait until the returned function is called. */
  holdRuns(): () => void;
  /** Answers for single addresses, by their end. */
  readonly answers: Map<string, () => Response | Promise<Response>>;
  /** Backends that do not open, with the reason. */
  readonly absent: Map<string, string>;
}

/** Serves the fake models' files and computes with invented traces. */
export function fakeEnvironment(): FakeEnvironment {
  const log: string[] = [];
  const answers = new Map<string, () => Response | Promise<Response>>();
  const absent = new Map<string, string>();
  let fail: (error: MorError) => void = () => {};
  let unplugged = false;
  let gate: Promise<void> = Promise.resolve();

  const compute: Compute = {
    async open(backend, wasmPath, { alone }) {
      log.push(`open ${backend} ${wasmPath}${alone ? ' alone' : ''}`);
      const reason = absent.get(backend);
      if (reason !== undefined) throw new Error(reason);
      const failed = new Promise<MorError>((resolve) => {
        fail = resolve;
      });
      unplugged = false;
      const loss = async () => (unplugged ? lostDevice() : null);
      return { adapter: null, software: false, threads: null, failed, loss };
    },
    async load(model, files) {
      log.push(`load ${model} ${new TextDecoder().decode(files['config.json'])}`);
      const working = async <T>(line: string, value: T): Promise<T> => {
        log.push(line);
        await gate;
        if (line.includes('explode')) throw new RangeError('Array buffer allocation failed');
        if (unplugged) throw new DOMException('The buffer was unmapped.', 'AbortError');
        log.push(`done ${line}`);
        return value;
      };
      return {
        info: { model, config: fakeConfig(model), parameters: 1, parameterBytes: 4 },
        tokenize: fakeTokens,
        run: (text, options) => working(`run ${text}`, fakeTrace({ model, text, ...options })),
        attention: (text, { layer }) =>
          working(`attention ${layer} ${text}`, {
            layer,
            recursion: null,
            heads: 1,
            queries: Int32Array.of(0),
            keys: Int32Array.of(0),
            weights: Float32Array.of(1),
          }),
        write: async (request) => {
          const { text } = request;
          const { writing, ...begun } = fakeWriting({ ...request, model });
          const next = async () => working(`next ${text}`, await writing.next());
          const dispose = () => {
            log.push(`free ${text}`);
            writing.dispose();
          };
          return working(`read ${text}`, { ...begun, writing: { next, dispose } });
        },
        writeTogether: async (request) => {
          const { batch, ...together } = fakeBatching({ ...request, model });
          const advance = async (stretch: Stretch) =>
            working(`advance ${model}`, await batch.advance(stretch));
          const dispose = () => {
            log.push(`free batch ${model}`);
            batch.dispose();
          };
          return working(`batch ${model}`, { ...together, batch: { advance, dispose } });
        },
      };
    },
  };

  return {
    log,
    answers,
    absent,
    compute,
    fetch: async (input) => {
      const path = new URL(String(input)).pathname.replace(new URL('models/', BASE).pathname, '');
      log.push(`GET ${path}`);
      for (const [end, answer] of answers) if (path.endsWith(end)) return answer();
      if (path === 'index.json') return Response.json(servedManifest());
      return new Response(content(path.split('/').pop()!));
    },
    subtle: globalThis.crypto.subtle,
    store: () => ({ get: async () => null, put: async () => {}, drop: async () => {} }),
    hold: async (lock) => void log.push(`hold ${lock}`),
    fail: (error) => fail(error),
    unplug: () => {
      unplugged = true;
    },
    holdRuns() {
      let open = () => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return open;
    },
  };
}

/** The loss of a device, as `OpenBackend.loss` tells it. */
export function lostDevice(): MorError {
  return new MorError('E-DEVICE-LOST', 'The device was lost.', 'Wait.');
}
