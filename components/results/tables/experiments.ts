import { mean } from 'd3-array';
import type { ResultsIndex, TrainingRow } from '../../../store/results/schema';
import { capital, flops, metric } from '../../ui/format';
import { depth, difference, MODEL, nats, PARAMETERS, TOKENS, TRAINING_FLOPS } from './columns';
import { family, kindOf, lossOf, member, modelName, runOf } from './models';
import type { ResultTable, Row } from './table';

/** The same model from other initial weights: how far a loss moves by chance. */
export function seedsTable(index: ResultsIndex, set: string): ResultTable {
  const seeded = index.training.filter(({ group }) => group === 'seeds');
  const rows = family(index).flatMap((shipped): Row[] => {
    const runs = [shipped, ...seeded.filter(({ like }) => like === shipped.id)];
    if (runs.length < 2) return [];
    const losses = runs.flatMap((row) => lossOf(row, set, 'threshold')?.natsPerToken ?? []);
    return runs.map((row) => ({
      key: row.id,
      kind: kindOf(row),
      run: runOf(row),
      cells: {
        model: modelName(row),
        seed: row.seed,
        threshold: lossOf(row, set, 'threshold')?.natsPerToken ?? null,
        topk: lossOf(row, set, 'topk')?.natsPerToken ?? null,
        mean: row === shipped ? (mean(losses) ?? null) : null,
        spread: row === shipped ? Math.max(...losses) - Math.min(...losses) : null,
      },
    }));
  });
  return {
    id: 'seeds',
    title: 'Other initial weights',
    question: seeded[0]?.question ?? 'How far does a loss move when only the initial weights change?',
    columns: [
      MODEL,
      { key: 'seed', title: 'Seed' },
      nats('threshold', 'Loss, threshold'),
      nats('topk', 'Loss, top-k'),
      nats('mean', 'Mean of its runs'),
      nats('spread', 'Most less least'),
    ],
    rows,
    notes: [
      'Mean and spread under threshold. A difference between models that is smaller than the spread says nothing.',
    ],
  };
}

/** Every size at every budget. */
export function isoflopTable(index: ResultsIndex, set: string): ResultTable {
  const rows = isoflopRuns(index);
  return {
    id: 'isoflop',
    title: 'Equal FLOPs',
    question: rows[0]?.question ?? 'Which model and which size is best at an equal number of training FLOPs?',
    columns: [
      MODEL,
      { key: 'budget', title: 'Budget', unit: 'FLOP', text: flops },
      { key: 'size', title: 'Hidden size' },
      PARAMETERS,
      TOKENS,
      nats('threshold', 'Loss, threshold'),
      nats('topk', 'Loss, top-k'),
    ],
    rows: rows.map((row) => ({
      key: row.id,
      kind: kindOf(row),
      run: runOf(row),
      cells: {
        model: modelName(row),
        budget: row.budgetFlops,
        size: row.hiddenSize,
        parameters: row.uniqueNonEmbeddingParameters,
        tokens: row.tokens,
        threshold: lossOf(row, set, 'threshold')?.natsPerToken ?? null,
        topk: lossOf(row, set, 'topk')?.natsPerToken ?? null,
      },
    })),
    notes: [
      'FLOPs of training, forward and backward, counted with real widths, router and head. Each run has a cool-down of its own.',
    ],
  };
}

export function isoflopRuns(index: ResultsIndex): readonly TrainingRow[] {
  const kinds = ['vanilla', 'recursive', 'mor'];
  return index.training
    .filter(({ group }) => group === 'isoflop')
    .sort(
      (a, b) =>
        (a.budgetFlops ?? 0) - (b.budgetFlops ?? 0) ||
        a.hiddenSize - b.hiddenSize ||
        kinds.indexOf(kindOf(a)) - kinds.indexOf(kindOf(b)),
    );
}

const OWN_TABLES = ['family', 'seeds', 'isoflop'];

/** One table for each question that is answered by changing one thing. */
export function ablationTables(index: ResultsIndex, set: string): readonly ResultTable[] {
  const groups = [...new Set(index.training.map(({ group }) => group))].filter(
    (group) => !OWN_TABLES.includes(group),
  );
  return groups.map((group) => {
    const varied = index.training.filter((row) => row.group === group);
    const bases = [...new Set(varied.map(({ like }) => like))].flatMap((id) => member(index, id) ?? []);
    return {
      id: group.replaceAll(' ', '-'),
      title: capital(group),
      question: varied[0]?.question ?? '',
      columns: [
        MODEL,
        { key: 'changed', title: 'Changed' },
        PARAMETERS,
        TRAINING_FLOPS,
        nats('threshold', 'Loss, threshold'),
        difference('difference', 'Against the shipped one'),
        nats('topk', 'Loss, top-k'),
        depth('depth', 'Mean depth'),
      ],
      rows: [...bases, ...varied].map((row) => ablationRow(index, row, set)),
      notes:
        group === 'sharing' ? [paperSharing(index)] : group === 'equal parameters' ? [paperEqual(index)] : [],
    };
  });
}

function ablationRow(index: ResultsIndex, row: TrainingRow, set: string): Row {
  const base = member(index, row.like);
  const loss = lossOf(row, set, 'threshold');
  const baseLoss = base && lossOf(base, set, 'threshold');
  return {
    key: row.id,
    kind: kindOf(row),
    run: runOf(row),
    cells: {
      model: modelName(row),
      changed: changes(row),
      parameters: row.uniqueNonEmbeddingParameters,
      trainingFlops: row.trainingFlops,
      threshold: loss?.natsPerToken ?? null,
      difference: loss && baseLoss && row.id !== row.like ? loss.natsPerToken - baseLoss.natsPerToken : null,
      topk: lossOf(row, set, 'topk')?.natsPerToken ?? null,
      depth: row.routing === 'none' ? null : (loss?.meanDepth ?? null),
    },
  };
}

/** “sharing cycle”, “num hidden layers 4”; “as shipped”. */
function changes({ changes: changed }: TrainingRow): string {
  const list = Object.entries(changed).map(([key, value]) => {
    const name = key.split('.').at(-1) ?? key;
    return `${name.replaceAll('_', ' ')} ${String(value).replaceAll('_', ' ')}`;
  });
  return list.length === 0 ? 'as shipped' : list.join(', ');
}

function paperSharing({ paper }: ResultsIndex): string {
  const said = paper.sharing.rows
    .filter(({ base, recursions }) => base === '360M' && recursions === 3)
    .map(({ sharing, natsPerToken }) => `${sharing.replace('_', '-')} ${natsPerToken.toFixed(3)}`);
  return `The paper, ${paper.sharing.title}, 360M and three recursions: ${said.join(', ')}.`;
}

function paperEqual({ paper }: ResultsIndex): string {
  const said = paper.equalParameters.rows.map(
    ({ recursions, natsPerToken }) =>
      `${recursions === 1 ? 'vanilla' : `${recursions} recursions`} ${natsPerToken.toFixed(3)}`,
  );
  return `The paper, ${paper.equalParameters.title}: ${said.join(', ')}.`;
}

const RULES = { all: 'every token', topk: 'top-k', threshold: 'threshold' } as const;

/** What trained models lose when fewer recursions are allowed than they were trained with. */
export function depthTable(index: ResultsIndex, set: string): ResultTable {
  return {
    id: 'depth',
    title: 'Depth given at test time',
    question:
      index.depth[0]?.question ??
      'How does the loss of a trained model fall with the depth that it is allowed?',
    columns: [
      MODEL,
      { key: 'rule', title: 'Selection' },
      { key: 'allowed', title: 'Recursions allowed' },
      nats('loss', 'Loss'),
      depth('depth', 'Mean depth'),
      { key: 'flops', title: 'FLOPs a token', text: (value) => metric(value) },
    ],
    rows: index.depth.flatMap((row) =>
      row.losses
        .filter((loss) => loss.set === set && (row.routing !== 'none' || loss.rule === 'threshold'))
        .map((loss) => ({
          key: `${row.id}-${loss.rule}-${loss.maxDepth}`,
          kind: kindOf(row),
          run: runOf(row),
          cells: {
            model: modelName(row),
            rule: row.routing === 'none' ? null : RULES[loss.rule],
            allowed: loss.maxDepth,
            loss: loss.natsPerToken,
            depth: loss.meanDepth,
            flops: loss.forwardFlopsPerToken,
          },
        })),
    ),
    notes: [
      'Nothing is trained anew: the recursions after the last one allowed are left out, the last layer and the head stay. The paper shows the same curve in its Figure 5c and prints no numbers.',
    ],
  };
}
