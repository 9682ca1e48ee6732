import type { Decoder, DecoderRequest } from '../../model/decode/decoder';
import { HostDrawn } from '../../model/decode/host-drawn';
import { openDecoder } from '../../model/decode/open-decoder';
import { TfjsReader } from '../../model/decode/tfjs-reader';
import type { Model } from '../../model/model';
import { parameterBits } from '../../model/parameter-bytes';
import type { TextEngine, Texts } from './text-engine';

const GREEDY = { temperature: 0, topK: 0, topP: 1, seed: 0 };

/** The decoder that the page writes with on this backend. */
export function ownDecoder(model: Model): TextEngine {
  return oneText(model, 'mor-explorer', model.backend.kernels?.threads ?? 1, openDecoder);
}

/** The definition that every decoder is held against: the forward pass of plain tfjs operations over a cache. */
export function tfjsDecoder(model: Model): TextEngine {
  return oneText(model, 'tfjs', 1, async (request) => new HostDrawn(request, () => new TfjsReader(request)));
}

/** Writes each text of a batch alone, one after another: what a batch must write. */
export function oneAfterAnother(engine: TextEngine): TextEngine {
  return {
    ...engine,
    way: 'one after another',
    async begin(prompts) {
      const texts: Texts[] = [];
      for (const prompt of prompts) texts.push(await engine.begin([prompt]));
      return {
        async next() {
          const ids: number[] = [];
          for (const text of texts) ids.push(...(await text.next()));
          return ids;
        },
        async end() {
          for (const text of texts) await text.end();
        },
      };
    },
  };
}

function oneText(
  model: Model,
  name: 'mor-explorer' | 'tfjs',
  threads: number,
  open: (request: DecoderRequest) => Promise<Decoder>,
): TextEngine {
  const { config } = model;
  return {
    name,
    way: '',
    member: model.id,
    batch: 1,
    weightBits: parameterBits(model),
    threads,
    async begin([prompt]) {
      const decoder = await open({
        model,
        config,
        rule: 'threshold',
        capacity: config.maxPositionEmbeddings,
        sampling: GREEDY,
        draws: 0,
      });
      await decoder.read(Int32Array.from(prompt!));
      return {
        async next() {
          return [(await decoder.next()).id];
        },
        async end() {
          decoder.dispose();
          await model.backend.mark();
        },
      };
    },
    async dispose() {},
  };
}
