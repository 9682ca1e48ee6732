import type { ModelConfig } from './config';
import { parameterShapes, type Shape } from './parameters';
import { type Entry, type NamedArray, openSafetensors, weightsError } from './safetensors';

/** A matrix stored as I8 has a scale for each of its rows under its own name and this. */
const SCALE = '_scale';

/**
 * Reads model.safetensors and holds it against the config: nothing is returned before the header, every byte range,
 * type, name, shape and number has been checked. Throws E-WEIGHTS-TRUNCATED, -CORRUPT, -MISSING, -SHAPE.
 */
export function readCheckpoint(bytes: Uint8Array, config: ModelConfig): Map<string, NamedArray> {
  const file = openSafetensors(bytes);
  const scales = scalesOf(file.entries);
  const weights = file.entries.filter((entry) => !scales.has(entry));
  checkNamesAndShapes(weights, parameterShapes(config));
  const scaleOf = new Map([...scales].map((entry) => [entry.name, entry]));
  return new Map(
    weights.map((entry) => {
      const scale = scaleOf.get(`${entry.name}${SCALE}`);
      return [entry.name, file.read(entry, scale && file.read(scale).data)];
    }),
  );
}

/** The scales of the I8 matrices; each of those must have one a row. */
function scalesOf(entries: readonly Entry[]): ReadonlySet<Entry> {
  const named = new Map(entries.map((entry) => [entry.name, entry]));
  return new Set(
    entries
      .filter(({ dtype }) => dtype === 'I8')
      .map(({ name, shape }) => {
        const scale = named.get(`${name}${SCALE}`);
        if (scale === undefined || scale.dtype === 'I8' || scale.shape.join() !== String(shape[0])) {
          throw weightsError('E-WEIGHTS-SHAPE', `"${name}" is stored as I8 without a scale for each row`);
        }
        return scale;
      }),
  );
}

function checkNamesAndShapes(entries: readonly Entry[], expected: Map<string, Shape>): void {
  const found = new Map(entries.map((entry) => [entry.name, entry]));
  const missing = [...expected.keys()].filter((name) => !found.has(name));
  if (missing.length > 0) {
    throw weightsError(
      'E-WEIGHTS-MISSING',
      `${list(missing)} ${missing.length === 1 ? 'is' : 'are'} not in it`,
    );
  }
  const extra = [...found.keys()].filter((name) => !expected.has(name));
  if (extra.length > 0) {
    throw weightsError('E-WEIGHTS-SHAPE', `it holds ${list(extra)}, for which the config has no place`);
  }
  for (const [name, shape] of expected) {
    const has = found.get(name)!.shape;
    if (has.join() !== shape.join()) {
      const sentence = `"${name}" has shape (${has.join(', ')}) where the config needs (${shape.join(', ')})`;
      throw weightsError('E-WEIGHTS-SHAPE', sentence);
    }
  }
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
