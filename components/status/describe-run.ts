import { t } from '../../languages/current';
import type { AppState } from '../../store/state';
import { compare } from '../cost/comparison';
import { describeCost } from '../cost/describe';
import { costFigures } from '../cost/figures';
import { describeRun } from '../trace/describe';
import { factsOf } from '../trace/facts';
import { quoted } from '../ui/token-text';

/** What is in view: the text, the model by its switches, the picture. */
export function describeView({ settings }: Pick<AppState, 'settings'>): string {
  const { switches, explore, status } = t();
  const { text, model, routing, recursions, cache, rule, view } = settings;
  const chosen = [
    [switches.names.model, model],
    [switches.names.routing, switches.routing[routing]],
    [switches.names.recursions, String(recursions)],
    [switches.names.cache, switches.cache[cache]],
    [switches.names.rule, switches.rule[rule]],
  ] as const;
  return status.summary.view(quoted(text), chosen, explore.views[view]);
}

/** The run in view in its figures: depth, cache, FLOPs and loss, beside vanilla's where it has run. Empty without a run. */
export function describeFigures({ run, settings }: Pick<AppState, 'run' | 'settings'>): string {
  const { mor } = run.traces;
  if (mor === null) return '';
  const figures = costFigures(compare(run.traces, run.timedRuns), settings.account);
  const amount = (key: string) => figures.find((each) => each.key === key)?.cells.mor?.text ?? '';
  const { common, status } = t();
  return common.sentences([
    describeRun(factsOf(mor)),
    status.summary.amounts(amount('kv-cache'), amount('flops')),
    run.traces.vanilla === null ? '' : describeCost(figures),
  ]);
}

/** Told once a run is done; empty while one is under way. */
export function describeFinish(state: Pick<AppState, 'run' | 'settings'>): string {
  const { traces, status } = state.run;
  if (status !== 'ready' || traces.mor === null) return '';
  return t().common.sentences([t().trace.finished(traces.mor.tokens.length), describeFigures(state)]);
}
