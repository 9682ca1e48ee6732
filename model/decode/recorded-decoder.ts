import type { ActiveTokens } from '../active-tokens';
import type { Entries, KeysValues, KvCache } from '../cache/kv-cache';
import { openPassCache } from '../cache/open-cache';
import { currentGpu, type Gpu } from '../gpu/gpu';
import { Readback } from '../gpu/readback';
import { tensorsOf } from '../held-weights';
import { NO_TOKEN, RESULT } from '../ops/decode/shape';
import { checkSampling } from '../sampling';
import type { PlannedLayer } from '../sharing';
import { type Forward, forward } from '../transformer';
import type { Decoder, DecoderRequest, Drawn, Reading } from './decoder';
import { Recording } from './recording';
import { lastScores } from './tfjs-reader';

/** Tokens that are computed before they are asked for: enough for the device never to wait for the host. */
const AHEAD = 4;
const WORD = 4;

/** A token that was drawn or given, and read. */
type Step = Omit<Drawn, 'reading'> & Reading;

/**
 * WebGPU: the text's tokens are drawn and read on the device, one submit a token; the host learns of them a few tokens later.
 * The prompt goes through the forward pass, which leaves its entries in the recording's cache.
 */
export class RecordedDecoder implements Decoder {
  private readonly readback: Readback;
  /** Tokens on their way to the host, the oldest first. */
  private readonly ahead: Promise<Step>[] = [];
  /** Tokens read or on their way. */
  private length = 0;

  private constructor(
    private readonly gpu: Gpu,
    private readonly request: DecoderRequest,
    private readonly recording: Recording,
  ) {
    this.readback = new Readback(gpu.device, recording.buffers.result.size, AHEAD);
  }

  /** Throws E-INPUT where a sampling option is out of its range. */
  static async open(request: DecoderRequest): Promise<RecordedDecoder> {
    checkSampling(request.sampling);
    const gpu = currentGpu();
    await gpu.build(Recording.programs(request));
    return new RecordedDecoder(gpu, request, new Recording(gpu, request));
  }

  async read(ids: Int32Array): Promise<Reading> {
    if (this.length === 0) return this.readPrompt(ids);
    const readings: Reading[] = [];
    for (const id of ids) {
      this.recording.give(id);
      readings.push(await this.step());
    }
    return {
      depth: Int32Array.from(readings.flatMap(({ depth }) => [...depth])),
      scores: readings.at(-1)!.scores,
    };
  }

  async next(): Promise<Drawn> {
    while (this.ahead.length < AHEAD && this.length < this.request.capacity) {
      const step = this.step();
      step.catch(() => {}); // whoever asks for it is told
      this.ahead.push(step);
    }
    const { id, probability, alternatives, ...reading } = await this.ahead.shift()!;
    const ended = id === this.request.model.tokenizer.endOfText;
    return { id, probability, alternatives, reading: ended ? null : reading };
  }

  dispose(): void {
    this.readback.dispose();
    this.recording.dispose();
  }

  private async readPrompt(ids: Int32Array): Promise<Reading> {
    const { model, config, rule } = this.request;
    const { recording, gpu } = this;
    const cache = new StoredAsItPasses(openPassCache(config), recording);
    const run = await forward(tensorsOf(model), config, ids, { rule, cache, mark: async () => 0 });
    try {
      gpu.submit(); // what tfjs has not submitted comes before the copy
      this.copyLastLogits(run, ids.length);
    } finally {
      run.dispose();
      cache.dispose();
    }
    const recursions = Array.from({ length: config.numRecursions }, (_, r) => r + 1);
    const through = recursions.map((r) => run.depth.filter((depth) => depth >= r).length);
    recording.count([ids.length, ...through]);
    this.length = ids.length;
    return { depth: run.depth, scores: lastScores(run, ids.length - 1) };
  }

  private copyLastLogits({ logits }: Forward, tokens: number): void {
    const { device } = this.gpu;
    const bytes = this.request.config.vocabSize * WORD;
    const encoder = device.createCommandEncoder();
    const all = this.gpu.bufferOf(logits);
    encoder.copyBufferToBuffer(all, (tokens - 1) * bytes, this.recording.buffers.logits, 0, bytes);
    device.queue.submit([encoder.finish()]);
  }

  /** One more token through the device. */
  private async step(): Promise<Step> {
    const { device } = this.gpu;
    const encoder = device.createCommandEncoder();
    this.recording.encode(encoder);
    const arrived = this.readback.copy(encoder, this.recording.buffers.result);
    device.queue.submit([encoder.finish()]);
    this.length += 1;
    return this.told(await arrived());
  }

  private told(result: ArrayBuffer): Step {
    const words = new Uint32Array(result);
    const numbers = new Float32Array(result);
    const { numRecursions, routing } = this.request.config;
    const depth = words[RESULT.depth]!;
    const likely = [...words.subarray(RESULT.likely, RESULT.probabilities)];
    const asked = routing.type === 'none' ? 0 : Math.min(depth + 1, numRecursions);
    return {
      id: words[RESULT.id]!,
      probability: numbers[RESULT.probability]!,
      alternatives: likely.flatMap((id, i) =>
        id === NO_TOKEN ? [] : [{ id, probability: numbers[RESULT.probabilities + i]! }],
      ),
      depth: Int32Array.of(depth),
      scores: [...numbers.subarray(RESULT.scores, RESULT.scores + asked)],
    };
  }
}

/** A forward pass's own cache; what is computed for it goes into the recording's as well. */
class StoredAsItPasses implements KvCache {
  readonly needsPositions = false;

  constructor(
    private readonly cache: KvCache,
    private readonly recording: Recording,
  ) {}

  entries(pass: PlannedLayer, tokens: ActiveTokens, compute: () => KeysValues): Entries {
    return this.cache.entries(pass, tokens, () => {
      const made = compute();
      this.recording.store(pass, tokens, made, 0);
      return made;
    });
  }

  dispose(): void {
    this.cache.dispose();
  }
}
