import { group, least } from 'd3-array';
import { t } from '../../languages/current';
import type { Estimate, ResultsIndex } from '../../store/results/schema';
import { duration, flops, percent } from '../ui/format';
import { signed } from './tables/columns';
import { isoflopRuns } from './tables/experiments';
import { lossOf, member } from './tables/models';
import { deviceName, writerName } from './tables/throughput';

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
    ...speedFindings(index),
  ].filter((sentence) => sentence !== null);
}

/** What time writing takes on each device, beside the runtime that most pages use and beside whoever is fastest, where that is another. */
export function speedFindings({ decode }: ResultsIndex): readonly string[] {
  if (!decode) return [];
  return decode.sessions.flatMap((session) => {
    const vanilla = session.rows.filter(
      ({ batch, member, threads }) => batch === 1 && member === 'vanilla' && threads === 1,
    );
    const own = vanilla.find(({ engine }) => engine === 'mor-explorer');
    if (!own) return [];
    const fastest = (rows: typeof vanilla) => least(rows, ({ tokenMs }) => tokenMs.median);
    const usual = fastest(vanilla.filter(({ engine }) => engine === 'onnxruntime-web'));
    const first = fastest(vanilla);
    const peers = new Set([usual, first === own ? null : first]);
    return [...peers].flatMap((peer) =>
      peer?.overOwn == null
        ? []
        : t().speed.finding(
            peer.overOwn > 1,
            writerName(peer, decode.versions),
            deviceName(session),
            duration(own.tokenMs.median),
            peer.overOwn.toFixed(2),
          ),
    );
  });
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
  const range = interval ? ([signed(interval.low, 3), signed(interval.high, 3)] as const) : null;
  return { text: t().results.findings.gap(signed(value, 3), range), value };
}

function cost(index: ResultsIndex, set: string): string | null {
  const [mor, vanilla] = [member(index, 'mor-expert'), member(index, 'vanilla')];
  const apart = gap(index, 'mor-expert', 'vanilla', set);
  if (!mor || !vanilla || !apart) return null;
  const parameters = percent(mor.uniqueNonEmbeddingParameters / vanilla.uniqueNonEmbeddingParameters);
  const flops = percent(mor.forwardFlopsPerToken / vanilla.forwardFlopsPerToken);
  return t().results.findings.cost(apart.value > 0, apart.text, parameters, flops);
}

/** A plain small model of as many unique parameters, which the paper sets beside MoR too. */
function equalParameters(index: ResultsIndex, set: string): string | null {
  const mor = causal(index, 'mor-expert', set);
  const small = index.training.find(({ group }) => group === 'equal parameters');
  const loss = small && lossOf(small, set, 'threshold');
  if (!mor || !small || !loss) return null;
  const value = loss.natsPerToken - mor.natsPerToken;
  const flops = member(index, 'mor-expert')?.forwardFlopsPerToken ?? 1;
  const work = percent(small.forwardFlopsPerToken / flops);
  return t().results.findings.equalParameters(small.layers, work, value < 0, signed(value, 3));
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
  const widest = Math.max(...spreads.map(({ spread }) => spread));
  const said = spreads.map((each) => ({ ...each, spread: each.spread.toFixed(3) }));
  return t().results.findings.seeds(said, Math.abs(apart.value) > widest);
}

function chance(index: ResultsIndex, set: string): string | null {
  const random = gap(index, 'mor-random', 'mor-expert', set);
  if (!random) return null;
  const { chanceAsGood, chanceCosts } = t().results.findings;
  return random.value > 0 ? chanceCosts(random.text) : chanceAsGood(random.text);
}

function rules(index: ResultsIndex, set: string): string | null {
  const row = member(index, 'mor-expert');
  const [topk, threshold] = row ? [lossOf(row, set, 'topk'), lossOf(row, set, 'threshold')] : [];
  if (!topk || !threshold || topk.selectionAccuracy === null) return null;
  const moved = signed(threshold.natsPerToken - topk.natsPerToken, 4);
  return t().results.findings.rules(percent(topk.selectionAccuracy), moved);
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
  return t().results.findings.isoflop(
    winners.map(({ budget, row, loss }) => ({
      model: row.like,
      width: row.hiddenSize,
      flops: flops(budget),
      loss: loss.toFixed(3),
    })),
  );
}

function paperSays({ paper }: ResultsIndex): string {
  const at = (member: string) =>
    paper.isoflop.rows.find(
      (row) => row.base === '135M' && row.budgetFlops === 16.5e18 && row.member === member,
    )?.natsPerToken;
  return t().results.findings.paper(String(at('vanilla')), String(at('mor-expert')));
}
