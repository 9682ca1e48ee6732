import type { Model } from '../../model/model';
import { parameterBits } from '../../model/parameter-bytes';
import { openRowEngine } from '../../model/rows/open-row-engine';
import type { RowEngine } from '../../model/rows/row-engine';
import type { TextEngine } from './text-engine';

/** Tokens of each prompt that are read at once. */
const BLOCK = 16;

/** Texts of one length written in step: every call of the model is over one token of each, those of a prompt over a block. */
export async function rowsTogether(model: Model, batch: number): Promise<TextEngine> {
  const { config } = model;
  const context = config.maxPositionEmbeddings;
  const engine = await openRowEngine(model, { texts: batch, context, rows: batch * BLOCK });
  return {
    name: 'mor-explorer',
    way: 'rows together',
    member: model.id,
    batch,
    weightBits: parameterBits(model),
    threads: model.backend.kernels?.threads ?? 1,
    async begin(prompts) {
      for (let text = 0; text < batch; text++) engine.reset(text);
      let length = prompts[0]!.length;
      let likely: number[] = [];
      for (let from = 0; from < length; from += BLOCK) {
        likely = await read(
          engine,
          config.numRecursions,
          prompts.map((ids) => ids.slice(from, from + BLOCK)),
          from,
        );
      }
      return {
        async next() {
          const ids = likely;
          likely = await read(
            engine,
            config.numRecursions,
            ids.map((id) => [id]),
            length,
          );
          length += 1;
          return ids;
        },
        async end() {},
      };
    },
    async dispose() {
      engine.dispose();
    },
  };
}

/** Reads (texts, tokens) ids, the first of them at a position, and says the likeliest token after each text. */
async function read(
  engine: RowEngine,
  recursions: number,
  ids: readonly (readonly number[])[],
  position: number,
): Promise<number[]> {
  const tokens = ids[0]!.length;
  const rows = Int32Array.from({ length: ids.length * tokens }, (_, row) => row);
  let asked = await engine.enter({
    rows,
    texts: rows.map((row) => Math.floor(row / tokens)),
    positions: rows.map((row) => position + (row % tokens)),
    ids: Int32Array.from(ids.flat()),
  });
  let going = rows;
  for (let recursion = 1; recursions > 1 && recursion <= recursions; recursion++) {
    const { goesOn } = asked;
    going = going.filter((_, i) => goesOn[i] === 1);
    if (going.length === 0) break;
    asked = await engine.recur(going, new Int32Array(going.length).fill(recursion));
  }
  const last = Int32Array.from(ids, (_, text) => text * tokens + tokens - 1);
  const logits = await engine.leave(rows, last);
  const vocabSize = logits.length / ids.length;
  return ids.map((_, text) => likeliest(logits.subarray(text * vocabSize, (text + 1) * vocabSize)));
}

function likeliest(logits: Float32Array): number {
  let best = 0;
  for (let id = 1; id < logits.length; id++) if (logits[id]! > logits[best]!) best = id;
  return best;
}
