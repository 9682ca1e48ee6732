import type { FigureName, MeasureName } from '../../lessons/schema';
import type { Trace } from '../../model/trace';
import type { Role, RunState } from '../../store/state';
import { compare } from '../cost/comparison';
import { type Cell, costFigures } from '../cost/figures';
import { factsOf, type TokenFacts } from '../trace/facts';
import { percent } from '../ui/format';

/** The run in view, all three models on the same text. */
export interface LessonRun extends Pick<RunState, 'traces' | 'timedRuns'> {
  readonly traces: RunState['traces'] & { readonly mor: Trace };
}

interface Measure {
  /** Null while the model it is held against has not run, or where the text is too short to tell. */
  readonly value: (run: LessonRun) => number | null;
  /** With its unit, as prose has it. */
  readonly text: (value: number) => string;
}

const whole = (value: number) => value.toLocaleString('en-US');

/** MoR's figure as a share of vanilla's. */
const share = (name: FigureName): Measure => ({
  value: (run) => {
    const [mor, vanilla] = [figureOf(run, name, 'mor'), figureOf(run, name, 'vanilla')];
    return mor === null || vanilla === null ? null : mor.value / vanilla.value;
  },
  text: percent,
});

/** Every figure of the run that a lesson may speak of. */
export const MEASURES_OF: { readonly [name in MeasureName]: Measure } = {
  tokens: { value: ({ traces }) => traces.mor.tokens.length, text: whole },
  recursions: { value: ({ traces }) => traces.mor.config.numRecursions, text: whole },
  layers: { value: ({ traces }) => traces.mor.config.numHiddenLayers, text: whole },
  meanDepth: { value: ({ traces }) => factsOf(traces.mor).meanDepth, text: (value) => value.toFixed(2) },
  leftEarly: { value: ({ traces }) => depthsOf(traces.mor, 1).length, text: whole },
  wentAllTheWay: {
    value: ({ traces }) => depthsOf(traces.mor, traces.mor.config.numRecursions).length,
    text: whole,
  },
  leftEarlyShare: {
    value: ({ traces }) => depthsOf(traces.mor, 1).length / traces.mor.tokens.length,
    text: percent,
  },
  passesShare: {
    value: ({ traces }) => factsOf(traces.mor).meanDepth / traces.mor.config.numRecursions,
    text: percent,
  },
  parametersShare: share('parameters'),
  flopsShare: share('flops'),
  kvShare: share('kv-cache'),
  kvReadShare: share('kv-read'),
  timeShare: share('time'),
  timeOverFlops: {
    value: (run) => {
      const [time, flops] = [share('time').value(run), share('flops').value(run)];
      return time === null || flops === null ? null : time / flops;
    },
    text: (value) => value.toFixed(2),
  },
  lossGap: {
    value: (run) => {
      const [mor, vanilla] = [figureOf(run, 'loss', 'mor'), figureOf(run, 'loss', 'vanilla')];
      return mor === null || vanilla === null ? null : mor.value - vanilla.value;
    },
    text: (value) => (value === 0 ? '0' : `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`),
  },
  depthsOfOneWord: { value: ({ traces }) => mostDepths(factsOf(traces.mor).tokens), text: whole },
};

/** One figure of one model, as the cost panel has it. */
export function figureOf({ traces, timedRuns }: LessonRun, name: FigureName, role: Role): Cell | null {
  const figures = costFigures(compare(traces, timedRuns), 'honest');
  return figures.find(({ key }) => key === name)?.cells[role] ?? null;
}

function depthsOf(trace: Trace, depth: number): readonly TokenFacts[] {
  return factsOf(trace).tokens.filter((token) => token.depth === depth);
}

/** Of the words that occur more than once: how many depths the most changeable of them has. */
function mostDepths(tokens: readonly TokenFacts[]): number {
  const depths = new Map<string, Set<number>>();
  for (const { text, depth } of tokens) {
    const word = text.trim().toLowerCase();
    if (!/\p{L}/u.test(word)) continue;
    depths.set(word, (depths.get(word) ?? new Set()).add(depth));
  }
  return Math.max(0, ...[...depths.values()].map((each) => each.size));
}

/** What a measure is a share of. */
export function wholeOf(name: MeasureName): 'rounds' | 'tokens' | 'vanilla' {
  if (name === 'passesShare') return 'rounds';
  return name === 'leftEarlyShare' ? 'tokens' : 'vanilla';
}
