import * as v from 'valibot';
import { CHOICES, HIDEABLE, LIMITS } from '../store/settings';

/**
 * A lesson without its words: what is asked, of which page, and by what of the run an answer is judged. The words stand in
 * languages/<language>/lessons/<id>.mdx, under the same ids. No answer is written down where the run can give it.
 */

/** Figures of the run in view that a lesson may ask for, show and hold against a goal (components/learn/measures.ts). */
export const MEASURES = [
  'tokens',
  'recursions',
  'layers',
  'meanDepth',
  'leftEarly',
  'wentAllTheWay',
  'leftEarlyShare',
  'passesShare',
  'parametersShare',
  'flopsShare',
  'kvShare',
  'kvReadShare',
  'timeShare',
  'timeOverFlops',
  'lossGap',
  'depthsOfOneWord',
] as const;
export type MeasureName = (typeof MEASURES)[number];

/** Figures of one model, by which the three can be put in order (components/cost/figures.ts). */
export const FIGURES = ['parameters', 'flops', 'kv-cache', 'kv-read', 'loss', 'time'] as const;
export type FigureName = (typeof FIGURES)[number];

/** Tokens of the run in view that have something in common (components/learn/token-sets.ts). */
export const TOKEN_SETS = ['deepest', 'earliest', 'middle', 'beyond-one', 'torn', 'surest', 'last'] as const;
export type TokenSetName = (typeof TOKEN_SETS)[number];

/** Figures that prose quotes from files: what the runs of this repository measured, and what the paper prints (components/learn/published.ts). */
export const PUBLISHED = [
  'gap-to-vanilla',
  'flops-share',
  'parameters-share',
  'gap-of-lots',
  'gap-of-small-vanilla',
  'gap-of-token-choice',
  'gap-of-sharing',
  'gap-of-all-deep',
  'seed-spread',
  'rules-agree',
  'gap-of-threshold',
  'depth-word-start',
  'depth-continuation',
  'depth-punctuation',
  'depth-frequent',
  'depth-rare',
  'load-spread-token',
  'time-short',
  'flops-short',
  'time-long',
  'flops-long',
  'paper-batch-fixed',
  'paper-batch-filled',
  'paper-lots',
  'paper-router',
  'paper-135m-vanilla',
  'paper-135m-mor',
] as const;
export type PublishedName = (typeof PUBLISHED)[number];

const id = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/));
const measure = v.picklist(MEASURES);

const pageSchema = v.partial(
  v.strictObject({
    text: v.string(),
    routing: v.picklist(CHOICES.routing),
    cache: v.picklist(CHOICES.cache),
    recursions: v.picklist(CHOICES.recursions),
    rule: v.picklist(CHOICES.rule),
    view: v.picklist(CHOICES.view),
    flowOf: v.picklist(CHOICES.flowOf),
    level: v.picklist(CHOICES.level),
    account: v.picklist(CHOICES.account),
    contextLength: v.picklist(CHOICES.contextLength),
    shape: v.picklist(CHOICES.shape),
    changeTo: v.string(),
    changeAt: v.pipe(v.number(), v.minValue(LIMITS.changeAt.min), v.maxValue(LIMITS.changeAt.max)),
    hide: v.pipe(v.array(v.picklist(HIDEABLE)), v.readonly()),
  }),
);
/** Settings that a step asks of the explorer beside it; the others stay as the step before left them. */
export type LessonPage = v.InferOutput<typeof pageSchema>;

const bound = { above: v.optional(v.number()), below: v.optional(v.number()) };
const condition = v.variant('of', [
  /** A figure of the run between two bounds, neither of them included. */
  v.strictObject({ of: v.literal('measure'), name: measure, ...bound }),
  /** A switch or a view stands where it is asked to. */
  v.strictObject({
    of: v.literal('setting'),
    key: v.picklist(['routing', 'cache', 'recursions', 'rule', 'view', 'flowOf', 'contextLength']),
    is: v.union([v.string(), v.number()]),
  }),
  /** The text is another than the step began with. */
  v.strictObject({ of: v.literal('own-text') }),
  /** A token is pinned: any, or one of a set. */
  v.strictObject({ of: v.literal('pin'), in: v.optional(v.picklist(TOKEN_SETS)) }),
  /** The picture stands after one recursion instead of all. */
  v.strictObject({ of: v.literal('scrub') }),
  /** A word of the text is changed in the Causality view. */
  v.strictObject({ of: v.literal('changed-word') }),
]);
export type Condition = v.InferOutput<typeof condition>;
/** All of them at once. */
const goal = v.pipe(v.array(condition), v.minLength(1), v.readonly());

const ids = v.pipe(v.array(id), v.minLength(2), v.readonly());
const choice = v.strictObject({
  type: v.literal('choice'),
  options: ids,
  /** The right one by its id where reason decides; where the run decides, the measure and the values at which the next option begins. */
  truth: v.union([
    v.strictObject({ option: id }),
    v.strictObject({ measure, cuts: v.pipe(v.array(v.number()), v.readonly()) }),
  ]),
});

const answer = v.variant('type', [
  v.strictObject({ type: v.literal('tokens'), truth: v.picklist(TOKEN_SETS) }),
  /** A share of vanilla's, or of the whole, in percent. */
  v.strictObject({ type: v.literal('bar'), truth: measure }),
  /** The three models, from least to most. */
  v.strictObject({ type: v.literal('order'), by: v.picklist(FIGURES) }),
  choice,
]);
export type AnswerSpec = v.InferOutput<typeof answer>;

const common = { id, page: v.optional(pageSchema) };
const step = v.variant('kind', [
  v.strictObject({ kind: v.literal('read'), ...common }),
  v.strictObject({ kind: v.literal('open-play'), ...common, minutes: v.number() }),
  v.strictObject({ kind: v.literal('predict'), ...common, answer }),
  v.strictObject({ kind: v.literal('do'), ...common, goal }),
  v.strictObject({ kind: v.literal('observe'), ...common, lights: v.optional(v.picklist(TOKEN_SETS)) }),
  v.strictObject({ kind: v.literal('explain'), ...common, answer: v.optional(choice) }),
  v.strictObject({
    kind: v.literal('check'),
    ...common,
    items: v.pipe(v.array(v.strictObject({ id, options: ids, right: id })), v.minLength(1), v.readonly()),
  }),
  v.strictObject({ kind: v.literal('challenge'), ...common, goal }),
]);
export type LessonStep = v.InferOutput<typeof step>;

const lesson = v.strictObject({
  id,
  /** How long it takes with its play, minutes. */
  minutes: v.number(),
  /** What the explorer shows before the first step asks for anything. */
  page: pageSchema,
  steps: v.pipe(v.array(step), v.minLength(1), v.readonly()),
});
export type Lesson = v.InferOutput<typeof lesson>;

/** A lesson, checked. Throws valibot's error where it is none: a slip of its author, told by the first test that reads it. */
export function defineLesson(data: v.InferInput<typeof lesson>): Lesson {
  return v.parse(lesson, data);
}

/** By what a step's answer is judged; null where it asks for none, or for one in the learner's own words. */
export function answerOf(step: LessonStep): AnswerSpec | null {
  return step.kind === 'predict' || step.kind === 'explain' ? (step.answer ?? null) : null;
}

/** Whether the answer follows from what is known, whatever a run says. */
export function isReasoned(spec: AnswerSpec): boolean {
  return spec.type === 'choice' && 'option' in spec.truth;
}

/** What the explorer is asked to show at a step: all that this step and those before it ask for. */
export function pageAt({ page, steps }: Lesson, index: number): LessonPage {
  return Object.assign({}, page, ...steps.slice(0, index + 1).map((each) => each.page ?? {}));
}
