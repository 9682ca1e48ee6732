import { extent, group, least, min } from 'd3-array';
import { t } from '../../languages/current';
import type { Estimate } from '../../store/results/evaluation';
import type { ResultsIndex } from '../../store/results/results-index';
import { duration, flops, metric, percent } from '../ui/format';
import { signed } from './tables/columns';
import { tasks } from './tables/evaluation';
import { isoflopRuns, lossesOfSeeds, widestSpread } from './tables/experiments';
import { paperRow } from './tables/family';
import { trainedLonger } from './tables/longer';
import { baseline, kindOf, lossOf, member, modelName } from './tables/models';
import type { Kind } from './tables/table';
import { deviceName, writerName } from './tables/throughput';

/** What the runs say, in sentences; every number from the files. */
export function findings(index: ResultsIndex, set: string): readonly string[] {
  return [
    cost(index, set),
    paperSays(index, set),
    longer(index, set),
    seeds(index, set),
    everyToken(index, set),
    equalParameters(index, set),
    chance(index, set),
    isoflop(index, set),
    rules(index, set),
    scores(index),
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

/** The recursive model, which MoR is to improve on: as many stored layers, and no routing. In the paper MoR is ahead. */
function everyToken(index: ResultsIndex, set: string): string | null {
  const [mor, recursive] = [member(index, 'mor-expert'), member(index, 'recursive')];
  const apart = gap(index, 'mor-expert', 'recursive', set);
  if (!mor || !recursive || !apart) return null;
  const flops = percent(mor.forwardFlopsPerToken / recursive.forwardFlopsPerToken);
  const [paperMor, paperRecursive] = [mor, recursive].map((row) => paperRow(index, row)?.natsPerToken);
  const paper =
    paperMor === undefined || paperRecursive === undefined
      ? null
      : ([paperMor.toFixed(3), paperRecursive.toFixed(3)] as const);
  return t().results.findings.everyToken(apart.value > 0, apart.text, flops, paper);
}

/** A plain small model of as many unique parameters, which the paper sets beside MoR too. */
function equalParameters(index: ResultsIndex, set: string): string | null {
  const run = baseline(index, 'mor-expert');
  const mor = run && lossOf(run, set, 'threshold');
  const small = index.training.find(({ group }) => group === 'equal parameters');
  const loss = small && lossOf(small, set, 'threshold');
  if (!mor || !small || !loss) return null;
  const value = loss.natsPerToken - mor.natsPerToken;
  const work = percent(small.forwardFlopsPerToken / run.forwardFlopsPerToken);
  const within = Math.abs(value) <= widestSpread(index, set);
  return t().results.findings.equalParameters(small.layers, work, value < 0, signed(value, 3), within);
}

/** What more tokens bring vanilla and MoR; null where they were trained once. */
function longer(index: ResultsIndex, set: string): string | null {
  const runs = trainedLonger(index, set);
  const [vanilla, mor] = ['vanilla', 'mor-expert'].map((id) => runs.find(({ row }) => row.id === id));
  if (!vanilla || !mor) return null;
  const say = (nats: number) => signed(nats, 3);
  return t().results.findings.longer(
    [metric(vanilla.before.tokens), metric(vanilla.row.tokens)],
    [say(vanilla.loss - vanilla.lossBefore), say(mor.loss - mor.lossBefore)],
    [say(mor.lossBefore - vanilla.lossBefore), say(mor.loss - vanilla.loss)],
  );
}

/** Whether two members still differ when each was trained from several initial weights; null where no run tells. */
function seeds(index: ResultsIndex, set: string): string | null {
  const ranges = ['vanilla', 'mor-expert'].flatMap((id) => {
    const row = baseline(index, id);
    const losses = lossesOfSeeds(index, id, set);
    const [low, high] = extent(losses);
    return row && low !== undefined && high !== undefined && losses.length > 1
      ? [{ model: modelName(row), tokens: row.tokens, runs: losses.length, low, high }]
      : [];
  });
  const [one, other] = ranges;
  if (!one || !other) return null;
  const apart = one.high < other.low || other.high < one.low;
  return t().results.findings.seeds(
    metric(one.tokens),
    ranges.map(({ model, runs, low, high }) => ({ model, runs, low: low.toFixed(3), high: high.toFixed(3) })),
    apart,
  );
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

/** Who is best at each budget at which every size and model was run, and whether MoR is ahead at each size too. */
function isoflop(index: ResultsIndex, set: string): string | null {
  const scored = isoflopRuns(index).flatMap((row) => {
    const loss = lossOf(row, set, 'threshold')?.natsPerToken;
    return loss === undefined ? [] : [{ row, loss }];
  });
  const byBudget = [...group(scored, ({ row }) => row.budgetFlops ?? 0)];
  const most = Math.max(...byBudget.map(([, runs]) => runs.length));
  const whole = byBudget.filter(([, runs]) => runs.length === most);
  if (whole.length === 0) return null;
  const winners = whole.map(([budget, runs]) => ({ budget, ...least(runs, ({ loss }) => loss)! }));
  const pairs = whole.flatMap(([, runs]) =>
    [...group(runs, ({ row }) => row.hiddenSize).values()].flatMap((size) => {
      const of = (kind: Kind) => size.find(({ row }) => kindOf(row) === kind)?.loss;
      const [mor, vanilla] = [of('mor'), of('vanilla')];
      return mor === undefined || vanilla === undefined ? [] : [vanilla - mor];
    }),
  );
  const narrowest = min(scored, ({ row }) => row.hiddenSize);
  const [fewest = 0, longest = 0] = extent(
    whole.flatMap(([, runs]) => runs),
    ({ row }) => row.steps,
  );
  return t().results.findings.isoflop({
    best: winners.map(({ budget, row, loss }) => ({
      model: t().results.models[kindOf(row)],
      width: row.hiddenSize,
      flops: flops(budget),
      loss: loss.toFixed(3),
    })),
    ahead: pairs.filter((pair) => pair > 0).length,
    pairs: pairs.length,
    atEdge: winners.every(({ row }) => row.hiddenSize === narrowest),
    steps: [fewest.toLocaleString('en-US'), longest.toLocaleString('en-US')],
  });
}

/** On which scored sets the whole interval lies on one side of chance; where no item is right, resampling gives no interval. */
function scores(index: ResultsIndex): string | null {
  const all = tasks(index).flatMap(({ title, chance, scores }) => {
    const mor = scores.find((each) => each.member === 'mor-expert');
    return mor ? [{ title, above: mor.low > chance, below: mor.high < chance && mor.low < mor.high }] : [];
  });
  if (all.length === 0) return null;
  const titles = (side: 'above' | 'below') => all.filter((each) => each[side]).map(({ title }) => title);
  return t().results.findings.scores(all.length, titles('above'), titles('below'));
}

/** The paper's row that MoR loses too, said where it loses here. */
function paperSays(index: ResultsIndex, set: string): string | null {
  const apart = gap(index, 'mor-expert', 'vanilla', set);
  if (!apart || apart.value <= 0) return null;
  const { paper } = index;
  const [vanilla, mor] = ['vanilla', 'mor-expert'].map(
    (id) =>
      paper.isoflop.rows.find(
        (row) => row.base === '135M' && row.budgetFlops === 16.5e18 && row.member === id,
      )?.natsPerToken,
  );
  if (vanilla === undefined || mor === undefined) return null;
  return t().results.findings.paper(vanilla.toFixed(3), mor.toFixed(3));
}
