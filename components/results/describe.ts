import { group, least } from 'd3-array';
import type { Estimate, ResultsIndex } from '../../store/results/schema';
import { flops, percent } from '../ui/format';
import { signed } from './tables/columns';
import { isoflopRuns } from './tables/experiments';
import { lossOf, member } from './tables/models';

/** What the runs say, in sentences; every number from the files. */
export function findings(index: ResultsIndex, set: string): readonly string[] {
  return [
    cost(index, set),
    seeds(index, set),
    equalParameters(index, set),
    chance(index, set),
    rules(index, set),
    isoflop(index, set),
    paperSays(index),
  ].filter((sentence) => sentence !== null);
}

const causal = (index: ResultsIndex, id: string, set: string) => {
  const row = member(index, id);
  return row && lossOf(row, set, 'threshold');
};

/** How far apart two members are, with the interval where the evaluation has one. */
function gap(
  index: ResultsIndex,
  id: string,
  baseline: string,
  set: string,
): { text: string; value: number } | null {
  const [ours, theirs] = [causal(index, id, set), causal(index, baseline, set)];
  if (!ours || !theirs) return null;
  const value = ours.natsPerToken - theirs.natsPerToken;
  const paired = index.comparisons.find((each) => each.member === id && each.baseline === baseline);
  const interval: Estimate | undefined = paired?.natsPerToken[set];
  const range = interval ? ` (${signed(interval.low, 3)} to ${signed(interval.high, 3)})` : '';
  return { text: `${signed(value, 3)} nats a token${range}`, value };
}

function cost(index: ResultsIndex, set: string): string | null {
  const [mor, vanilla] = [member(index, 'mor-expert'), member(index, 'vanilla')];
  const apart = gap(index, 'mor-expert', 'vanilla', set);
  if (!mor || !vanilla || !apart) return null;
  const parameters = percent(mor.uniqueNonEmbeddingParameters / vanilla.uniqueNonEmbeddingParameters);
  const flops = percent(mor.forwardFlopsPerToken / vanilla.forwardFlopsPerToken);
  const verdict = apart.value > 0 ? 'loses to' : 'beats';
  return `At equal tokens MoR with expert-choice ${verdict} the vanilla model: ${apart.text}, with ${parameters} of its parameters outside the embedding and ${flops} of its FLOPs a token.`;
}

/** A plain small model of as many unique parameters, which the paper sets beside MoR too. */
function equalParameters(index: ResultsIndex, set: string): string | null {
  const mor = causal(index, 'mor-expert', set);
  const small = index.training.find(({ group }) => group === 'equal parameters');
  const loss = small && lossOf(small, set, 'threshold');
  if (!mor || !small || !loss) return null;
  const value = loss.natsPerToken - mor.natsPerToken;
  const flops = member(index, 'mor-expert')?.forwardFlopsPerToken ?? 1;
  return `A vanilla model of ${small.layers} layers has as many unique parameters as MoR and ${percent(small.forwardFlopsPerToken / flops)} of its FLOPs a token, and is ${value < 0 ? 'better' : 'worse'}: ${signed(value, 3)} nats a token against MoR.`;
}

/** Whether the gap is larger than what other initial weights move; null where no run tells. */
function seeds(index: ResultsIndex, set: string): string | null {
  const spreads = ['vanilla', 'mor-expert'].flatMap((id) => {
    const runs = index.training.filter((row) => row.id === id || (row.group === 'seeds' && row.like === id));
    const losses = runs.flatMap((row) => lossOf(row, set, 'threshold')?.natsPerToken ?? []);
    return losses.length > 1
      ? [{ id, runs: losses.length, spread: Math.max(...losses) - Math.min(...losses) }]
      : [];
  });
  const apart = gap(index, 'mor-expert', 'vanilla', set);
  if (spreads.length === 0 || !apart) return null;
  const said = spreads.map(({ id, runs, spread }) => `${spread.toFixed(3)} between ${runs} runs of ${id}`);
  const widest = Math.max(...spreads.map(({ spread }) => spread));
  const verdict =
    Math.abs(apart.value) > widest
      ? 'The gap is larger than that.'
      : 'The gap is no larger than that: it is not decided by these runs.';
  return `Other initial weights alone move the loss by ${said.join(' and ')}. ${verdict}`;
}

function chance(index: ResultsIndex, set: string): string | null {
  const random = gap(index, 'mor-random', 'mor-expert', set);
  if (!random) return null;
  return random.value > 0
    ? `Drawing lots instead of routing costs ${random.text}: so much, and no more, of the result is owed to the router.`
    : `Drawing lots does as well as the learned router here: ${random.text}.`;
}

function rules(index: ResultsIndex, set: string): string | null {
  const row = member(index, 'mor-expert');
  const [topk, threshold] = row ? [lossOf(row, set, 'topk'), lossOf(row, set, 'threshold')] : [];
  if (!topk || !threshold || topk.selectionAccuracy === null) return null;
  const moved = signed(threshold.natsPerToken - topk.natsPerToken, 4);
  return `The threshold, which does not look ahead, decides as top-k does in ${percent(topk.selectionAccuracy)} of the cases and moves the loss by ${moved} nats.`;
}

/** Who is best at each budget at which every size and model was run. */
function isoflop(index: ResultsIndex, set: string): string | null {
  const byBudget = [...group(isoflopRuns(index), ({ budgetFlops }) => budgetFlops ?? 0)];
  const most = Math.max(...byBudget.map(([, runs]) => runs.length));
  const winners = byBudget
    .filter(([, runs]) => runs.length === most)
    .flatMap(([budget, runs]) => {
      const scored = runs.flatMap((row) => {
        const loss = lossOf(row, set, 'threshold')?.natsPerToken;
        return loss === undefined ? [] : [{ row, loss }];
      });
      const best = least(scored, (a, b) => a.loss - b.loss);
      return best ? [{ budget, ...best }] : [];
    });
  if (winners.length === 0) return null;
  const said = winners.map(
    ({ budget, row, loss }) =>
      `${row.like} of width ${row.hiddenSize} at ${flops(budget)} (${loss.toFixed(3)})`,
  );
  return `At equal training FLOPs the least loss of all sizes is that of ${said.join(', ')}.`;
}

function paperSays({ paper }: ResultsIndex): string {
  const at = (member: string) =>
    paper.isoflop.rows.find(
      (row) => row.base === '135M' && row.budgetFlops === 16.5e18 && row.member === member,
    )?.natsPerToken;
  return `The paper’s own smallest models point the same way: at 135M and its largest budget vanilla reaches ${at('vanilla')} and MoR ${at('mor-expert')}.`;
}
