import { ALTERNATIVES, likeliest } from '../likeliest';
import { logSumExp } from '../nll';
import { createSampler, type Sampler } from '../sampling';
import type { Decoder, DecoderRequest, Drawn, Reading } from './decoder';

/** The model over one text, bit by bit. */
export interface Reader {
  /** Reads the text's next tokens; `logits` (vocabSize) are those after the last of them. */
  read(ids: Int32Array): Promise<Reading & { readonly logits: Float32Array }>;
  dispose(): void;
}

/** Logits come back to the host, which draws from them. */
export class HostDrawn implements Decoder {
  private readonly sample: Sampler;
  private readonly endOfText: number | null;
  private logits: Float32Array = new Float32Array(0);

  private readonly reader: Reader;

  /** Throws E-INPUT where a sampling option is out of its range; then no reader is opened. */
  constructor({ sampling, draws, model }: DecoderRequest, openReader: () => Reader) {
    this.sample = createSampler(sampling, draws);
    this.endOfText = model.tokenizer.endOfText;
    this.reader = openReader();
  }

  async read(ids: Int32Array): Promise<Reading> {
    const { logits, ...reading } = await this.reader.read(ids);
    this.logits = logits;
    return reading;
  }

  async next(): Promise<Drawn> {
    const { logits } = this;
    const id = this.sample(logits);
    const total = logSumExp(logits);
    return {
      id,
      probability: Math.exp(logits[id]! - total),
      alternatives: likeliest(logits, ALTERNATIVES, total),
      reading: id === this.endOfText ? null : await this.read(Int32Array.of(id)),
    };
  }

  dispose(): void {
    this.reader.dispose();
  }
}
