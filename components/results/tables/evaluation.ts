import { t } from '../../../languages/current';
import type { Evaluation } from '../../../store/results/evaluation';
import type { ResultsIndex } from '../../../store/results/results-index';
import { percent } from '../../ui/format';
import { depth, model, score, share } from './columns';
import { causalOf, family, kindOf, member, modelName, runOf } from './models';
import { intervalCells, type ResultTable, type Row } from './table';

/** Members that were evaluated, in the family's order. */
export function evaluated(index: ResultsIndex): readonly Evaluation[] {
  return family(index).flatMap(({ id }) => index.evaluations.find((each) => each.id === id) ?? []);
}

export interface TaskScore {
  readonly member: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Task {
  readonly set: string;
  readonly title: string;
  readonly note: string;
  readonly chance: number;
  readonly items: number;
  readonly of: number;
  readonly scores: readonly TaskScore[];
}

/** Each scored set with what every member got under the causal rule. */
export function tasks(index: ResultsIndex): readonly Task[] {
  const models = evaluated(index);
  return (models[0]?.scores ?? []).map(({ set, title, note, chance, items, of }) => ({
    set,
    title,
    note,
    chance,
    items,
    of,
    scores: models.flatMap(({ id, scores }) => {
      const score = scores.find((each) => each.set === set);
      const causal = causalOf(score?.rules);
      const estimate = score && causal?.[score.headline];
      return estimate ? [{ member: id, ...estimate }] : [];
    }),
  }));
}

export function tasksTable(index: ResultsIndex): ResultTable {
  const models = evaluated(index);
  const [first] = models;
  const says = t().results.tasks;
  return {
    id: 'tasks',
    title: says.title,
    question: says.question,
    columns: [
      { key: 'task', title: says.set },
      { key: 'items', title: says.items },
      share('chance', says.chance),
      ...models.map(({ id }) => score(id, modelName(member(index, id)!))),
    ],
    rows: tasks(index).map(
      (task): Row => ({
        key: task.set,
        cells: {
          task: task.title,
          items: task.items === task.of ? String(task.of) : says.itemsOf(task.items, task.of),
          chance: task.chance,
          ...Object.assign({}, ...task.scores.map((each) => intervalCells(each.member, each))),
        },
      }),
    ),
    notes: [
      says.accuracy(percent(first?.bootstrap.level ?? 0), first?.bootstrap.resamples ?? 0),
      says.training,
      says.small,
    ],
  };
}

/** How the routers behave on a held-out set. */
export function routerTable(index: ResultsIndex, set: string): ResultTable {
  const rows = evaluated(index).flatMap((each): Row[] => {
    const shipped = member(index, each.id);
    const measured = causalOf(each.heldOut[set]);
    const topk = each.heldOut[set]?.topk;
    const router = measured?.router;
    if (!shipped || !measured || !router) return [];
    return [
      {
        key: each.id,
        kind: kindOf(shipped),
        run: runOf(shipped),
        cells: {
          model: modelName(shipped),
          depth: measured.meanDepth,
          load: router.load.map((part) => percent(part)).join(' / '),
          accuracy:
            (topk?.router?.selectionAccuracyByRecursion ?? router.selectionAccuracyByRecursion)
              ?.map((part) => percent(part))
              .join(' / ') ?? null,
          // Drawn by position, the lots of random routing repeat in every text: nothing is dead, and nothing is said.
          dead: shipped.routing === 'random' ? null : router.deadPositions,
          maxVio: router.maxVio,
          entropy: router.entropy,
        },
      },
    ];
  });
  const says = t().results.routers;
  const paper = index.paper.routers;
  return {
    id: 'routers',
    title: says.title,
    question: says.question,
    columns: [
      model(),
      depth('depth', t().results.columns.meanDepth),
      { key: 'load', title: says.load },
      { key: 'accuracy', title: says.accuracy },
      share('dead', says.dead),
      { key: 'maxVio', title: says.maxVio, text: (value) => value.toFixed(3) },
      { key: 'entropy', title: says.entropy, unit: 'nats', text: (value) => value.toFixed(3) },
    ],
    rows,
    notes: [
      says.note,
      says.paper({
        title: paper.title,
        agreement: percent(paper.selectionAccuracy),
        dead: percent(paper.deadTokens),
        maxVio: paper.maxVio,
        entropy: paper.entropy,
      }),
    ],
  };
}

/** How deep tokens of each kind go. */
export function classTable(index: ResultsIndex, set: string, id: string): ResultTable | null {
  const shipped = member(index, id);
  const found = index.evaluations.find((each) => each.id === id);
  const measured = causalOf(found?.heldOut[set]);
  if (!shipped || !measured) return null;
  const says = t().results.classes;
  const divisions = [
    [says.divisions.token, measured.depthByClass.token],
    [says.divisions.nextToken, measured.depthByClass.nextToken],
    [says.divisions.frequency, measured.depthByClass.frequency],
    [says.divisions.nextLoss, measured.depthByClass.nextLoss],
  ] as const;
  return {
    id: 'classes',
    title: says.title,
    question: says.question,
    columns: [
      { key: 'by', title: says.by, groups: true },
      { key: 'class', title: says.kind },
      { key: 'tokens', title: t().results.columns.tokens, text: (value) => value.toLocaleString('en-US') },
      depth('depth', t().results.columns.meanDepth),
      { key: 'share', title: says.share },
      { key: 'loss', title: says.loss, unit: 'nats', text: (value) => value.toFixed(2) },
    ],
    rows: divisions.flatMap(([by, classes]) =>
      classes.map((each) => ({
        key: `${by}-${each.name}`,
        kind: kindOf(shipped),
        cells: {
          by,
          class: t().results.tokenClass(each.name),
          tokens: each.tokens,
          depth: each.meanDepth,
          share: each.share.map((part) => percent(part)).join(' / '),
          loss: each.natsPerToken,
        },
      })),
    ),
    notes: [says.note(modelName(shipped), set)],
  };
}
