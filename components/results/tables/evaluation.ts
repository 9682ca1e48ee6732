import type { Evaluation, ResultsIndex } from '../../../store/results/schema';
import { percent } from '../../ui/format';
import { depth, MODEL, share } from './columns';
import { causalOf, family, kindOf, member, modelName, runOf } from './models';
import type { ResultTable, Row } from './table';

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
  return {
    id: 'tasks',
    title: 'Evaluation sets',
    question: 'What can these models do, against guessing?',
    columns: [
      { key: 'task', title: 'Set' },
      { key: 'items', title: 'Items' },
      share('chance', 'Chance'),
      ...models.map(({ id }) => ({ key: id, title: modelName(member(index, id)!) })),
    ],
    rows: tasks(index).map(
      (task): Row => ({
        key: task.set,
        cells: {
          task: task.title,
          items: task.items === task.of ? String(task.of) : `${task.items} of ${task.of}`,
          chance: task.chance,
          ...Object.fromEntries(
            task.scores.map(({ member: id, value, low, high }) => [
              id,
              `${(value * 100).toFixed(1)}% (${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)})`,
            ]),
          ),
        },
      }),
    ),
    notes: [
      `Accuracy by log-likelihood, normalised by the bytes of the choice where the paper does so; selection by threshold, which is causal. In brackets the ${percent(first?.bootstrap.level ?? 0)} interval of ${first?.bootstrap.resamples ?? 0} bootstrap resamples.`,
      'An interval covers the choice of items, not the chance of training: other initial weights move a score as well.',
      'Models of this size know little of the world: where an interval holds the chance line, nothing was shown.',
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
  return {
    id: 'routers',
    title: 'Routers',
    question: 'Does the router learn to sort tokens, and does the threshold do what top-k was trained to do?',
    columns: [
      MODEL,
      depth('depth', 'Mean depth'),
      { key: 'load', title: 'Tokens leaving after recursion 1 / 2 / …' },
      { key: 'accuracy', title: 'Threshold agrees with top-k at recursion 2 / …' },
      share('dead', 'Positions never chosen'),
      { key: 'maxVio', title: 'MaxVio', text: (value) => value.toFixed(3) },
      { key: 'entropy', title: 'Entropy', unit: 'nats', text: (value) => value.toFixed(3) },
    ],
    rows,
    notes: [
      'Selection by threshold. MaxVio: how far the fullest depth exceeds an even load. Entropy: of the load, at most ln N_r.',
      `${index.paper.routers.title}, 360M: threshold and top-k agree in ${percent(index.paper.routers.selectionAccuracy)} and ${percent(index.paper.routers.deadTokens)} of the tokens are dead (expert-choice); MaxVio ${index.paper.routers.maxVio}, entropy ${index.paper.routers.entropy} (token-choice).`,
    ],
  };
}

/** How deep tokens of each kind go. */
export function classTable(index: ResultsIndex, set: string, id: string): ResultTable | null {
  const shipped = member(index, id);
  const found = index.evaluations.find((each) => each.id === id);
  const measured = causalOf(found?.heldOut[set]);
  if (!shipped || !measured) return null;
  const divisions = [
    ['the token itself', measured.depthByClass.token],
    ['the token after it', measured.depthByClass.nextToken],
    ['how frequent it is', measured.depthByClass.frequency],
    ['the loss of the token after it', measured.depthByClass.nextLoss],
  ] as const;
  return {
    id: 'classes',
    title: 'Depth by kind of token',
    question: 'Which tokens go deep?',
    columns: [
      { key: 'by', title: 'By' },
      { key: 'class', title: 'Kind' },
      { key: 'tokens', title: 'Tokens', text: (value) => value.toLocaleString('en-US') },
      depth('depth', 'Mean depth'),
      { key: 'share', title: 'Left after recursion 1 / 2 / …' },
      { key: 'loss', title: 'Loss of the next token', unit: 'nats', text: (value) => value.toFixed(2) },
    ],
    rows: divisions.flatMap(([by, classes]) =>
      classes.map((each) => ({
        key: `${by}-${each.name}`,
        kind: kindOf(shipped),
        cells: {
          by,
          class: each.name,
          tokens: each.tokens,
          depth: each.meanDepth,
          share: each.share.map((part) => percent(part)).join(' / '),
          loss: each.natsPerToken,
        },
      })),
    ),
    notes: [
      `${modelName(shipped)} on ${set}, selection by threshold. The paper (Figure 1, Table 17) reads depth as how hard the next token is.`,
    ],
  };
}
