import { t } from '../../../languages/current';
import type { TrainingRow } from '../../../store/results/experiments';
import type { ResultsIndex } from '../../../store/results/results-index';
import type { Kind } from './table';

type Named = Pick<TrainingRow, 'routing' | 'cache' | 'recursions'>;

/** “MoR, expert-choice, 3 recursions, shared cache”. */
export function modelName({ routing, cache, recursions }: Named): string {
  return t().results.model({ routing, shared: cache === 'recursive_sharing', recursions });
}

export function kindOf({ routing, recursions }: Named): Kind {
  if (routing !== 'none') return 'mor';
  return recursions === 1 ? 'vanilla' : 'recursive';
}

/** File of a run in `results/experiments/`, without its ending. */
export const runOf = ({ family, id }: Pick<TrainingRow, 'family' | 'id'>) => `${family}-${id}`;

/** The run that trained a model whose depth was then measured. */
export const trainedBy = ({ family, like }: Pick<TrainingRow, 'family' | 'like'>) =>
  runOf({ family, id: like });

/** Held-out sets of all runs, the one that most training text is like first. */
export function heldOutSets(index: ResultsIndex): readonly string[] {
  const sets = new Set(index.training.flatMap(({ losses }) => losses.map(({ set }) => set)));
  return [...sets].sort(
    (a, b) => Number(b.startsWith('tiny')) - Number(a.startsWith('tiny')) || a.localeCompare(b),
  );
}

/** What a run lost on a set under a rule, or null. */
export function lossOf(row: Pick<TrainingRow, 'losses'>, set: string, rule: 'topk' | 'threshold') {
  return row.losses.find((loss) => loss.set === set && loss.rule === rule) ?? null;
}

/** What was measured under the causal rule: by threshold, or by the one rule that the model has. */
export function causalOf<T>(byRule: { readonly [rule: string]: T } | undefined): T | undefined {
  return byRule?.threshold ?? Object.values(byRule ?? {})[0];
}

/** Members of the family as they are shipped, in the order in which the page names them. */
export function family(index: ResultsIndex): readonly TrainingRow[] {
  const order = (row: TrainingRow) =>
    ['none', 'expert', 'token', 'random'].indexOf(row.routing) * 100 +
    (row.routing === 'none' ? row.recursions : Math.abs(row.recursions - 3) * 10 + row.recursions) +
    (row.cache === 'recursive_sharing' ? 5 : 0);
  return index.training.filter(({ group }) => group === 'family').sort((a, b) => order(a) - order(b));
}

/** What experiments vary: the member as it was trained for as long as they were, where it has been trained for longer since. */
export function baseline(index: ResultsIndex, id: string): TrainingRow | null {
  return shorter(index, id) ?? member(index, id);
}

/** The run of a member on fewer tokens than the shipped one, if there is one. */
export function shorter(index: ResultsIndex, id: string): TrainingRow | null {
  return index.training.find((row) => row.group === 'tokens' && row.like === id) ?? null;
}

export function member(index: ResultsIndex, id: string): TrainingRow | null {
  return index.training.find((row) => row.group === 'family' && row.id === id) ?? null;
}
