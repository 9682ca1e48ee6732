import type { ModelConfig } from '../config';
import { sigmoid } from '../routing/router';
import { capacity, everyPlace, largest, placed, placesWhere } from '../routing/selection';
import type { SelectionRule } from '../trace';
import type { Asked, RowEngine } from './row-engine';

/** What decides who goes on. */
export interface Deciding {
  readonly config: ModelConfig;
  readonly rule: SelectionRule;
}

/** One recursion as the tokens of one text met it. */
export interface Round {
  /** 1-based. */
  readonly recursion: number;
  /** Rows that asked to enter, and those of them that did. */
  readonly candidates: Int32Array;
  readonly selected: Int32Array;
  /** Of each candidate, as `Asked` has them; the scores are those of the rule. */
  readonly logits: Float32Array;
  readonly scores: Float32Array;
}

/** Is told of every round, also of one that nobody enters: when it is known who does, and when they are through. */
export interface RoundWatcher {
  entering(round: Round): void;
  left?(): void;
}

const NOBODY: Asked = {
  goesOn: new Uint8Array(0),
  scores: new Float32Array(0),
  logits: new Float32Array(0),
};

/**
 * Takes tokens of one text, which have just entered as rows 0 to count - 1 in their order, round the shared block as often
 * as each goes on. Unlike the engine it knows the top-k rule, for it has all the tokens before it.
 */
export async function goRound(
  engine: RowEngine,
  deciding: Deciding,
  count: number,
  entered: Asked,
  watcher: RoundWatcher,
): Promise<void> {
  const { config } = deciding;
  if (config.sharing === 'none') return;
  let asked = entered;
  let candidates = everyPlace(count);
  for (let recursion = 1; recursion <= config.numRecursions; recursion++) {
    const scores = scoresBy(deciding, asked);
    const logits = asked.logits.slice();
    const selected = placed(candidates, chosen(deciding, recursion, asked, count));
    const round = { recursion, candidates, selected, logits, scores };
    watcher.entering(round);
    asked =
      selected.length > 0
        ? await engine.recur(selected, new Int32Array(selected.length).fill(recursion))
        : NOBODY;
    watcher.left?.();
    candidates = selected;
  }
}

/** Under top-k the router that gates decides, where there are two. */
function scoresBy({ config, rule }: Deciding, { logits, scores }: Asked): Float32Array {
  return rule === 'topk' && config.routing.auxRouter ? logits.map(sigmoid) : scores.slice();
}

/** Places of those who go on, of candidates that were asked; count: tokens of the text that are read together. */
function chosen(
  { config, rule }: Deciding,
  recursion: number,
  { goesOn, logits, scores }: Asked,
  count: number,
): Int32Array {
  const { type, capacities } = config.routing;
  if (rule === 'threshold' || recursion === 1 || !(type === 'expert' || type === 'random')) {
    return placesWhere(goesOn, (goes) => goes === 1);
  }
  return largest(type === 'expert' ? logits : scores, capacity(capacities[recursion - 1]!, count));
}
