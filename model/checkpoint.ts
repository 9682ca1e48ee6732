import type { ModelConfig } from './config';
import { parameterShapes, type Shape } from './parameters';
import { type Entry, type NamedArray, openSafetensors, weightsError } from './safetensors';

/**
 * Reads model.safetensors and holds it against the config: nothing is returned before the header, every byte range,
 * type, name, shape and number has been checked. Throws E-WEIGHTS-TRUNCATED, -CORRUPT, -MISSING, -SHAPE.
 */
export function readCheckpoint(bytes: Uint8Array, config: ModelConfig): Map<string, NamedArray> {
  const file = openSafetensors(bytes);
  checkNamesAndShapes(file.entries, parameterShapes(config));
  return new Map(file.entries.map((entry) => [entry.name, file.read(entry)]));
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
