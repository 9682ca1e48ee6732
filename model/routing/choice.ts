import type { Logits } from '../ops/logits';
import type { Merging } from '../ops/merge';
import type { Rule } from '../ops/select';
import type { RouterWeights } from '../weights';
import type { Told } from './routing';

/** A routing by routers' logits, as data. `routed.ts` carries it out, on the host or where the logits are. Recursions are 1-based. */
export interface Choice {
  /** Whether candidates are asked as they stand at every recursion, or all tokens once, before the first. */
  readonly asked: 'every recursion' | 'once';
  router(recursion: number): RouterWeights;
  /** A second router that decides in the place of the first, which then only gates. */
  auxiliary(recursion: number): RouterWeights | undefined;
  /** null where every candidate goes on. */
  rule(recursion: number): Rule | null;
  merging(recursion: number): Merging;
  /** Of the candidates' logits; `deciding` are the auxiliary router's where there is one. */
  told(recursion: number, logits: Logits, deciding: Logits): Omit<Told, 'gates'>;
}
