import { t } from '../../../languages/current';
import type { TrainingRow } from '../../../store/results/experiments';
import type { ResultsIndex } from '../../../store/results/results-index';
import { percent } from '../../ui/format';
import { depth, model, nats, parameters, score, share, tokens, trainingFlops } from './columns';
import { causalOf, family, kindOf, lossOf, modelName, runOf } from './models';
import { type Column, intervalCells, type ResultTable, type Row } from './table';

/** Every member at equal tokens, in the form of the paper's Table 3, whose figures stand in columns of their own. */
export function familyTable(index: ResultsIndex, set: string): ResultTable {
  const rows = family(index);
  const [first] = rows;
  const tasks = taskColumns(index);
  const level = index.evaluations[0]?.bootstrap.level;
  const { columns, family: says } = t().results;
  return {
    id: 'family',
    title: says.title,
    question: first ? t().results.question('family', first.question) : '',
    columns: [
      model(),
      parameters(),
      trainingFlops(),
      tokens(),
      nats('topk', columns.lossTopk),
      { ...nats('threshold', columns.lossThreshold), interval: true },
      depth('depth', columns.meanDepth),
      share('agreement', says.agreement),
      ...tasks,
      { ...nats('paperLoss', columns.loss), of: 'paper' },
      { key: 'paperTokens', title: columns.tokens, of: 'paper', text: billions },
      {
        key: 'paperAverage',
        title: says.average,
        unit: '%',
        of: 'paper',
        text: (value) => value.toFixed(1),
      },
    ],
    rows: rows.map((row) => {
      const [topk, threshold] = [lossOf(row, set, 'topk'), lossOf(row, set, 'threshold')];
      const routed = row.routing !== 'none';
      return {
        key: row.id,
        kind: kindOf(row),
        run: runOf(row),
        cells: {
          model: modelName(row),
          parameters: row.uniqueNonEmbeddingParameters,
          trainingFlops: row.trainingFlops,
          tokens: row.tokens,
          topk: topk?.natsPerToken ?? null,
          threshold: threshold?.natsPerToken ?? null,
          ...lossInterval(index, row.id, set),
          depth: routed ? (threshold?.meanDepth ?? null) : null,
          agreement: topk?.selectionAccuracy ?? null,
          ...taskCells(index, row.id),
          ...paperCells(index, row),
        },
      };
    }),
    notes: [
      says.losses(set),
      ...(level === undefined ? [] : [says.intervals(percent(level))]),
      says.paper(index.paper.scale, index.paper.table3.title),
    ],
  };
}

/** Of the loss under the causal rule, over the set's windows. */
function lossInterval(index: ResultsIndex, id: string, set: string): Row['cells'] {
  const measured = causalOf(index.evaluations.find((each) => each.id === id)?.heldOut[set]);
  return measured ? { 'threshold.low': measured.natsLow, 'threshold.high': measured.natsHigh } : {};
}

/** Scored sets that every shipped member was scored on, as percentages beside their chance line. */
function taskColumns(index: ResultsIndex): Column[] {
  const first = index.evaluations[0];
  return (first?.scores ?? [])
    .filter(({ set }) => index.evaluations.every(({ scores }) => scores.some((each) => each.set === set)))
    .filter(({ set }) => ['blimp', 'piqa', 'copa'].includes(set))
    .map(({ set, title, chance }) => score(`task-${set}`, t().results.family.task(title, percent(chance))));
}

function taskCells(index: ResultsIndex, id: string): Row['cells'] {
  const evaluation = index.evaluations.find((each) => each.id === id);
  const cells = (evaluation?.scores ?? []).map(({ set, headline, rules }) => {
    const estimate = causalOf(rules)?.[headline];
    return estimate ? intervalCells(`task-${set}`, estimate) : {};
  });
  return Object.assign({}, ...cells);
}

/** The paper's model that is built alike, where it has one. */
export function paperRow({ paper }: ResultsIndex, { routing, cache, recursions }: TrainingRow) {
  const vanilla = paper.table3.rows.find((row) => row.routing === 'none' && row.recursions === 1);
  const alike = paper.table3.rows.filter(
    (row) =>
      row.routing === routing && row.recursions === recursions && row.cache === paperCache(routing, cache),
  );
  return alike.find(({ tokens }) => tokens === vanilla?.tokens) ?? alike[0];
}

function paperCells(index: ResultsIndex, shipped: TrainingRow) {
  const row = paperRow(index, shipped);
  return {
    paperLoss: row?.natsPerToken ?? null,
    paperTokens: row?.tokens ?? null,
    paperAverage: row?.accuracy.average ?? null,
  };
}

/** A model without routing keeps everything; the paper leaves the column empty. */
const paperCache = (routing: TrainingRow['routing'], cache: TrainingRow['cache']) =>
  routing === 'none' ? 'full' : cache;

const billions = (value: number) => t().results.family.billions(value / 1e9);
