import type { PublishedName } from '../../lessons/schema';
import type { TrainingRow } from '../../store/results/experiments';
import type { ResultsIndex } from '../../store/results/results-index';
import { signed } from '../results/tables/columns';
import { widestSpread } from '../results/tables/experiments';
import { baseline, causalOf, lossOf, member } from '../results/tables/models';
import { percent } from '../ui/format';

/** As prose has them: rounded, without their unit. */
export type PublishedFigures = { readonly [name in PublishedName]: string };

const SET = 'tinystories.valid';
/** The paper's largest budget, FLOPs. */
const BUDGET = 16.5e18;

/** @throws Error where a run that a lesson speaks of is missing: the lessons are built from the files of this repository */
export function publishedFigures(index: ResultsIndex): PublishedFigures {
  const row = (id: string) => there(member(index, id), id);
  const [mor, vanilla] = [row('mor-expert'), row('vanilla')];
  const gap = (row: TrainingRow, baseline: TrainingRow) => signed(loss(row) - loss(baseline), 3);
  const small = there(
    index.training.find(({ group }) => group === 'equal parameters'),
    'small vanilla',
  );
  const depth = depthOf(index);
  const speed = speedOf(index);
  const paper = paperOf(index);
  return {
    'gap-to-vanilla': gap(mor, vanilla),
    'flops-share': percent(mor.forwardFlopsPerToken / vanilla.forwardFlopsPerToken),
    'parameters-share': percent(mor.uniqueNonEmbeddingParameters / vanilla.uniqueNonEmbeddingParameters),
    'gap-of-lots': gap(row('mor-random'), mor),
    'gap-of-small-vanilla': gap(small, there(baseline(index, 'mor-expert'), 'mor-expert')),
    'gap-of-token-choice': gap(row('mor-token'), mor),
    'gap-of-sharing': gap(row('mor-expert-shared'), mor),
    'gap-of-all-deep': signed(allDeep(index) - loss(mor), 3),
    'seed-spread': widestSpread(index, SET).toFixed(3),
    'rules-agree': percent(there(lossOf(mor, SET, 'topk')?.selectionAccuracy, 'agreement of the rules')),
    'gap-of-threshold': signed(loss(mor) - there(lossOf(mor, SET, 'topk'), 'top-k').natsPerToken, 4),
    'depth-word-start': depth('token', 'word start'),
    'depth-continuation': depth('token', 'word continuation'),
    'depth-punctuation': depth('token', 'punctuation'),
    'depth-frequent': depth('frequency', '1-10'),
    'depth-rare': depth('frequency', '501-'),
    'load-spread-token': percent(maxVio(index, 'mor-token')),
    'time-short': percent(speed(32).timeRatio),
    'flops-short': percent(speed(32).flopsRatio),
    'time-long': percent(speed(256).timeRatio),
    'flops-long': percent(speed(256).flopsRatio),
    'paper-batch-fixed': `${paper.throughput(3).batch32}`,
    'paper-batch-filled': `${paper.throughput(4).batchMax}`,
    'paper-lots': `${paper.router('random, expert-choice')}`,
    'paper-router': `${paper.router('auxiliary loss 0.001')}`,
    'paper-135m-vanilla': `${paper.smallest('vanilla')}`,
    'paper-135m-mor': `${paper.smallest('mor-expert')}`,
  };
}

const loss = (row: TrainingRow) => there(lossOf(row, SET, 'threshold'), `${row.id} on ${SET}`).natsPerToken;

/** Loss of the expert-choice model where every token is made to go all the way. */
function allDeep({ depth }: ResultsIndex): number {
  const losses = depth.find(({ like }) => like === 'mor-expert')?.losses ?? [];
  const last = losses.find(({ set, rule, maxDepth }) => set === SET && rule === 'all' && maxDepth === 3);
  return there(last, 'every token at full depth').natsPerToken;
}

const heldOut = ({ evaluations }: ResultsIndex, id: string) =>
  there(causalOf(evaluations.find((each) => each.id === id)?.heldOut[SET]), `evaluation of ${id}`);

const depthOf = (index: ResultsIndex) => (by: 'token' | 'frequency', kind: string) => {
  const found = heldOut(index, 'mor-expert').depthByClass[by].find(({ name }) => name === kind);
  return there(found, kind).meanDepth.toFixed(2);
};

const maxVio = (index: ResultsIndex, id: string) =>
  there(heldOut(index, id).router, `router of ${id}`).maxVio;

/** On one thread of a processor, the time of a forward pass and its FLOPs as shares of vanilla's. */
const speedOf =
  ({ forward }: ResultsIndex) =>
  (tokens: number) => {
    const rows = forward?.sessions.find(({ backend, threads }) => backend === 'wasm' && threads === 1)?.rows;
    const row = rows?.find((each) => each.member === 'mor-expert' && each.tokens === tokens);
    return there(row, `time of ${tokens} tokens`);
  };

function paperOf({ paper }: ResultsIndex) {
  return {
    throughput: (recursions: number) =>
      there(
        paper.throughput.rows.find((row) => row.recursions === recursions),
        'throughput',
      ),
    router: (variant: string) =>
      there(
        paper.routing.rows.find((row) => row.variant === variant),
        variant,
      ).natsPerToken,
    smallest: (id: string) =>
      there(
        paper.isoflop.rows.find(
          (row) => row.base === '135M' && row.budgetFlops === BUDGET && row.member === id,
        ),
        id,
      ).natsPerToken,
  };
}

function there<T>(found: T | null | undefined, what: string): T {
  if (found == null) throw new Error(`The results have no ${what}`);
  return found;
}
