import { extent, mean } from 'd3-array';
import { t } from '../../../languages/current';
import type { TrainingRow } from '../../../store/results/experiments';
import type { ResultsIndex } from '../../../store/results/results-index';
import { flops, metric } from '../../ui/format';
import { depth, difference, model, nats, parameters, tokens, trainingFlops } from './columns';
import { baseline, family, kindOf, lossOf, modelName, runOf, trainedBy } from './models';
import type { ResultTable, Row } from './table';

/** The same model from other initial weights: how far a loss moves by chance. */
export function seedsTable(index: ResultsIndex, set: string): ResultTable {
  const { columns, seeds: says } = t().results;
  const seeded = index.training.find(({ group }) => group === 'seeds');
  const rows = family(index).flatMap(({ id }): Row[] => {
    const runs = runsOfSeeds(index, id);
    if (runs.length < 2) return [];
    const losses = lossesOfSeeds(index, id, set);
    return runs.map((row, i) => ({
      key: row.id,
      kind: kindOf(row),
      run: runOf(row),
      cells: {
        model: modelName(row),
        tokens: row.tokens,
        seed: row.seed,
        threshold: lossOf(row, set, 'threshold')?.natsPerToken ?? null,
        topk: lossOf(row, set, 'topk')?.natsPerToken ?? null,
        mean: i === 0 ? (mean(losses) ?? null) : null,
        spread: i === 0 ? Math.max(...losses) - Math.min(...losses) : null,
      },
    }));
  });
  return {
    id: 'seeds',
    title: says.title,
    question: t().results.question('seeds', seeded?.question ?? says.question),
    columns: [
      model(),
      tokens(),
      { key: 'seed', title: says.seed },
      nats('threshold', columns.lossThreshold),
      nats('topk', columns.lossTopk),
      nats('mean', says.mean),
      nats('spread', says.spread),
    ],
    rows,
    notes: [says.note],
  };
}

/** Runs of a member that differ in nothing but their initial weights. */
function runsOfSeeds(index: ResultsIndex, id: string): readonly TrainingRow[] {
  const seeded = index.training.filter((row) => row.group === 'seeds' && row.like === id);
  return [baseline(index, id) ?? [], seeded].flat();
}

/** Their losses under the causal rule. */
export function lossesOfSeeds(index: ResultsIndex, id: string, set: string): readonly number[] {
  return runsOfSeeds(index, id).flatMap((row) => lossOf(row, set, 'threshold')?.natsPerToken ?? []);
}

/** How far other initial weights alone moved a loss, at most; 0 where nothing was run twice. */
export function widestSpread(index: ResultsIndex, set: string): number {
  return Math.max(
    ...family(index).map(({ id }) => {
      const [low = 0, high = 0] = extent(lossesOfSeeds(index, id, set));
      return high - low;
    }),
  );
}

/** Every size at every budget. */
export function isoflopTable(index: ResultsIndex, set: string): ResultTable {
  const { columns, isoflop: says } = t().results;
  const rows = isoflopRuns(index);
  return {
    id: 'isoflop',
    title: says.title,
    question: t().results.question('isoflop', rows[0]?.question ?? says.question),
    columns: [
      model(),
      { key: 'budget', title: says.budget, unit: 'FLOP', text: flops, groups: true },
      { key: 'size', title: says.size },
      parameters(),
      tokens(),
      nats('threshold', columns.lossThreshold),
      nats('topk', columns.lossTopk),
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
    notes: [says.note],
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

const OWN_TABLES = ['family', 'tokens', 'seeds', 'isoflop'];

/** One table for each question that is answered by changing one thing. */
export function ablationTables(index: ResultsIndex, set: string): readonly ResultTable[] {
  const groups = [...new Set(index.training.map(({ group }) => group))].filter(
    (group) => !OWN_TABLES.includes(group),
  );
  const spread = widestSpread(index, set);
  const byChance = spread > 0 ? [t().results.ablation.byChance(spread.toFixed(3))] : [];
  const { ablation: says, columns } = t().results;
  return groups.map((group) => {
    const varied = index.training.filter((row) => row.group === group);
    const bases = [...new Set(varied.map(({ like }) => like))].flatMap((id) => baseline(index, id) ?? []);
    return {
      id: group.replaceAll(' ', '-'),
      title: t().results.group(group),
      question: t().results.question(group, varied[0]?.question ?? ''),
      columns: [
        model(),
        { key: 'changed', title: says.changed },
        tokens(),
        parameters(),
        trainingFlops(),
        nats('threshold', columns.lossThreshold),
        difference('difference', says.difference),
        nats('topk', columns.lossTopk),
        depth('depth', columns.meanDepth),
      ],
      rows: [...bases, ...varied].map((row) => ablationRow(index, row, set)),
      notes: [...byChance, ...paperNotes(index, group)],
    };
  });
}

function ablationRow(index: ResultsIndex, row: TrainingRow, set: string): Row {
  const base = baseline(index, row.like);
  const loss = lossOf(row, set, 'threshold');
  const baseLoss = base && lossOf(base, set, 'threshold');
  return {
    key: row.id,
    kind: kindOf(row),
    run: runOf(row),
    cells: {
      model: modelName(row),
      changed: changes(row),
      tokens: row.tokens,
      parameters: row.uniqueNonEmbeddingParameters,
      trainingFlops: row.trainingFlops,
      threshold: loss?.natsPerToken ?? null,
      difference: loss && baseLoss && row !== base ? loss.natsPerToken - baseLoss.natsPerToken : null,
      topk: lossOf(row, set, 'topk')?.natsPerToken ?? null,
      depth: row.routing === 'none' ? null : (loss?.meanDepth ?? null),
    },
  };
}

/** “cycle sharing, 2 recursions”; “nothing”. */
function changes({ changes: changed }: TrainingRow): string {
  const { unchanged, change } = t().results.ablation;
  const list = Object.entries(changed).map(([key, value]) => change(key, String(value).replaceAll('_', '-')));
  return list.length === 0 ? unchanged : list.join(', ');
}

function paperNotes(index: ResultsIndex, group: string): string[] {
  if (group === 'sharing') return [paperSharing(index)];
  return group === 'equal parameters' ? [paperEqual(index)] : [];
}

function paperSharing({ paper }: ResultsIndex): string {
  const said = paper.sharing.rows
    .filter(({ base, recursions }) => base === '360M' && recursions === 3)
    .map(({ sharing, natsPerToken }) => `${sharing.replace('_', '-')} ${natsPerToken.toFixed(3)}`);
  return t().results.ablation.paperSharing(paper.sharing.title, said);
}

function paperEqual({ paper }: ResultsIndex): string {
  const rows = paper.equalParameters.rows.map(({ recursions, natsPerToken }) => ({
    recursions,
    nats: natsPerToken.toFixed(3),
  }));
  return t().results.ablation.paperEqual(paper.equalParameters.title, rows);
}

/** What trained models lose when fewer recursions are allowed than they were trained with. */
export function depthTable(index: ResultsIndex, set: string): ResultTable {
  const { columns, depth: says } = t().results;
  return {
    id: 'depth',
    title: says.title,
    question: t().results.question('depth', index.depth[0]?.question ?? says.question),
    columns: [
      model(),
      { key: 'rule', title: columns.selection },
      { key: 'allowed', title: says.allowed },
      nats('loss', columns.loss),
      depth('depth', columns.meanDepth),
      { key: 'flops', title: says.flops, text: (value) => metric(value) },
    ],
    rows: index.depth.flatMap((row) =>
      row.losses
        .filter((loss) => loss.set === set && (row.routing !== 'none' || loss.rule === 'threshold'))
        .map((loss) => ({
          key: `${row.id}-${loss.rule}-${loss.maxDepth}`,
          kind: kindOf(row),
          run: trainedBy(row),
          cells: {
            model: modelName(row),
            rule: row.routing === 'none' ? null : t().results.card.rules[loss.rule],
            allowed: loss.maxDepth,
            loss: loss.natsPerToken,
            depth: loss.meanDepth,
            flops: loss.forwardFlopsPerToken,
          },
        })),
    ),
    notes: [says.note],
  };
}
