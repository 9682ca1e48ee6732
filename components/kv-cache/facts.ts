import { kvEntryBytes } from '../../model/cost';
import type { Costed } from '../cost/comparison';
import { BYTES_HERE } from '../cost/formulas';
import type { CacheGrid } from './grid';

/** A grid with what turns its entries into bytes. */
export interface CacheFacts {
  readonly grid: CacheGrid;
  /** Bytes of one entry as this page computes. */
  readonly entryBytes: number;
  /** The routing looked at the whole text: writing it token by token would decide otherwise. */
  readonly looksAhead: boolean;
}

export function factsOfCache(costed: Costed, grid: CacheGrid): CacheFacts {
  const { config, rule } = costed.run;
  const ranked = config.routing.type === 'expert' || config.routing.type === 'random';
  return {
    grid,
    entryBytes: kvEntryBytes(config, BYTES_HERE),
    looksAhead: rule === 'topk' && ranked,
  };
}
