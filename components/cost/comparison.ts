import { t } from '../../languages/current';
import type { ModelConfig } from '../../model/config';
import type { CostedTrace } from '../../model/cost';
import { countParameters } from '../../model/cost';
import type { Trace } from '../../model/trace';
import type { Role } from '../../store/state';
import { sameTokens } from '../inspector/predictions-at';

/** One model as the cost panel sets it beside the others. */
export interface Costed {
  readonly role: Role;
  /** What its FLOPs and bytes are counted from. */
  readonly run: CostedTrace;
  /** Stored parameters. */
  readonly parameters: number;
  /** Where loss and time were measured; of another shape than `run` where `note` says so. */
  readonly measured: Trace;
  /** Its time is that of the median of so many runs. */
  readonly timedRuns: number;
  /** Why some of its figures are counted by formula, for the reader; null where all come from one run. */
  readonly note: string | null;
}

/**
 * The models side by side. Costs are compared at MoR's unrolled depth and number of recursions; where a baseline was trained at
 * another, its costs are counted by formula for the same text, and its loss and time stay those of the model that was trained.
 */
export function compare(
  traces: { readonly [role in Role]: Trace | null },
  timedRuns = 1,
): { readonly [role in Role]: Costed | null } {
  const { mor, recursive, vanilla } = traces;
  if (!mor) return { mor: null, recursive: null, vanilla: null };
  const timed = (costed: Untimed): Costed => ({ ...costed, timedRuns });
  return {
    mor: timed(asRun('mor', mor)),
    recursive: recursive && sameTokens(recursive, mor) ? timed(besideRecursive(recursive, mor)) : null,
    vanilla: vanilla && sameTokens(vanilla, mor) ? timed(besideVanilla(vanilla, mor)) : null,
  };
}

type Untimed = Omit<Costed, 'timedRuns'>;

function asRun(role: Role, trace: Trace): Untimed {
  return { role, run: trace, parameters: trace.parameters, measured: trace, note: null };
}

function besideVanilla(vanilla: Trace, mor: Trace): Untimed {
  const layers = mor.config.numHiddenLayers;
  const trained = vanilla.config.numHiddenLayers;
  if (layers === trained) return asRun('vanilla', vanilla);
  const config: ModelConfig = { ...vanilla.config, numHiddenLayers: layers };
  return {
    role: 'vanilla',
    run: everyToken(
      vanilla,
      config,
      Array.from({ length: layers }, (_, layer) => layer),
    ),
    parameters: countParameters(config).total,
    measured: vanilla,
    note: t().cost.notes.vanilla(layers, trained),
  };
}

function besideRecursive(recursive: Trace, mor: Trace): Untimed {
  const [rounds, trained] = [mor.config.numRecursions, recursive.config.numRecursions];
  if (rounds === trained) return asRun('recursive', recursive);
  const { numHiddenLayers, numRecursions } = mor.config;
  const config: ModelConfig = { ...recursive.config, numHiddenLayers, numRecursions };
  return {
    role: 'recursive',
    run: everyToken(
      recursive,
      config,
      mor.passes.map((pass) => pass.stored),
    ),
    parameters: countParameters(config).total,
    measured: recursive,
    note: t().cost.notes.recursive(rounds, trained),
  };
}

/** A run in which every token goes through every layer: `stored` names the weights of each. */
function everyToken(trace: Trace, config: ModelConfig, stored: readonly number[]): CostedTrace {
  const tokens = trace.tokens.length;
  const kvRead = (tokens * (tokens + 1)) / 2;
  return {
    config,
    tokens: trace.tokens,
    rule: trace.rule,
    recursions: [],
    passes: stored.map((weights, layer) => ({
      layer,
      stored: weights,
      recursion: null,
      queries: tokens,
      keys: tokens,
      kvWritten: tokens,
      kvRead,
    })),
  };
}

/** Under the table: what is not as it seems. */
export function notesOf(costed: readonly (Costed | null)[]): string[] {
  return costed.flatMap((each) => (each?.note ? [each.note] : []));
}
