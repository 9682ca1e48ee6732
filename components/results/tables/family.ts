import type { ResultsIndex, TrainingRow } from '../../../store/results/schema';
import { percent } from '../../ui/format';
import { depth, MODEL, nats, PARAMETERS, share, TOKENS, TRAINING_FLOPS } from './columns';
import { causalOf, family, kindOf, lossOf, modelName, runOf } from './models';
import type { Column, ResultTable } from './table';

/** Every member at equal tokens, in the form of the paper's Table 3, whose figures stand in columns of their own. */
export function familyTable(index: ResultsIndex, set: string): ResultTable {
  const rows = family(index);
  const [first] = rows;
  const tasks = taskColumns(index);
  return {
    id: 'family',
    title: 'The family at equal tokens',
    question: first?.question ?? '',
    columns: [
      MODEL,
      PARAMETERS,
      TRAINING_FLOPS,
      TOKENS,
      nats('topk', 'Loss, top-k'),
      nats('threshold', 'Loss, threshold'),
      depth('depth', 'Mean depth'),
      share('agreement', 'Rules agree'),
      ...tasks,
      { ...nats('paperLoss', 'Loss'), of: 'paper' },
      { key: 'paperTokens', title: 'Tokens', of: 'paper', text: billions },
      {
        key: 'paperAverage',
        title: 'Average accuracy',
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
          depth: routed ? (threshold?.meanDepth ?? null) : null,
          agreement: topk?.selectionAccuracy ?? null,
          ...taskCells(index, row.id),
          ...paperCells(index, row),
        },
      };
    }),
    notes: [
      `Losses in nats a token on ${set}. Top-k looks at the whole window, as training does; threshold decides each token by itself, as generation does. Unique parameters leave the embedding out.`,
      `The paper: ${index.paper.scale}. ${index.paper.table3.title}, the row trained on as many tokens as its vanilla model where it has one. Scale, data and tokens differ by orders of magnitude: compare the order of the models, not the numbers.`,
    ],
  };
}

/** Scored sets that every shipped member was scored on, as percentages beside their chance line. */
function taskColumns(index: ResultsIndex): Column[] {
  const first = index.evaluations[0];
  return (first?.scores ?? [])
    .filter(({ set }) => index.evaluations.every(({ scores }) => scores.some((each) => each.set === set)))
    .filter(({ set }) => ['blimp', 'piqa', 'copa'].includes(set))
    .map(({ set, title, chance }) => ({
      key: `task-${set}`,
      title: `${title} (chance ${percent(chance)})`,
      text: (value: number) => `${(value * 100).toFixed(1)}%`,
    }));
}

function taskCells(index: ResultsIndex, id: string): { [key: string]: number | null } {
  const evaluation = index.evaluations.find((each) => each.id === id);
  return Object.fromEntries(
    (evaluation?.scores ?? []).map(({ set, headline, rules }) => {
      return [`task-${set}`, causalOf(rules)?.[headline]?.value ?? null];
    }),
  );
}

function paperCells({ paper }: ResultsIndex, { routing, cache, recursions }: TrainingRow) {
  const vanilla = paper.table3.rows.find((row) => row.routing === 'none' && row.recursions === 1);
  const alike = paper.table3.rows.filter(
    (row) =>
      row.routing === routing && row.recursions === recursions && row.cache === paperCache(routing, cache),
  );
  const row = alike.find(({ tokens }) => tokens === vanilla?.tokens) ?? alike[0];
  return {
    paperLoss: row?.natsPerToken ?? null,
    paperTokens: row?.tokens ?? null,
    paperAverage: row?.accuracy.average ?? null,
  };
}

/** A model without routing keeps everything; the paper leaves the column empty. */
const paperCache = (routing: TrainingRow['routing'], cache: TrainingRow['cache']) =>
  routing === 'none' ? 'full' : cache;

const billions = (value: number) => `${value / 1e9} billion`;
