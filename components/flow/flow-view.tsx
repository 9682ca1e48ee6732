'use client';

import { useDeferredValue, useMemo } from 'react';
import { t } from '../../languages/current';
import type { Trace } from '../../model/trace';
import { comparable } from '../../store/selection';
import type { Role, RunState } from '../../store/state';
import { useApp } from '../app-store';
import { type Costed, compare } from '../cost/comparison';
import { SaveAction } from '../export/save-action';
import { factsOf } from '../trace/facts';
import { Panel, PanelAction } from '../ui/panel';
import { Segmented } from '../ui/segmented';
import styles from './flow-view.module.css';
import { Inside } from './inside';
import { OneHead } from './one-head';
import { Whole } from './whole';

const ROLES: readonly Role[] = ['mor', 'recursive', 'vanilla'];

/** The picture of the architecture, played: tokens go round the shared block, leave, wait and rejoin. */
export function FlowView() {
  const run = useDeferredValue(useApp((state) => state.run));
  const wanted = useApp((state) => state.settings.flowOf);
  const level = useApp((state) => state.settings.level);
  const asList = useApp((state) => state.settings.table);
  const set = useApp((state) => state.set);
  const traces = useMemo(() => tracesOf(run), [run]);
  const role = traces[wanted] ? wanted : 'mor';
  const trace = traces[role];
  const beside = useMemo(() => besideOf(traces, role), [traces, role]);
  const says = t().flow;
  if (!trace) {
    return (
      <Panel title={says.title} busy={run.status === 'loading'}>
        <p className={styles.caption}>{run.status === 'empty' ? says.empty : says.coming}</p>
      </Panel>
    );
  }
  const there = ROLES.filter((each) => traces[each]);
  return (
    <Panel
      title={says.title}
      actions={
        <>
          {there.length > 1 && (
            <Segmented
              label={says.model}
              hideLabel
              small
              value={role}
              options={there.map((value) => ({ value, label: t().cost.models[value] }))}
              onChange={(next) => set({ flowOf: next })}
            />
          )}
          <Segmented
            label={says.level}
            hideLabel
            small
            value={level}
            options={[
              { value: 'model', label: says.levels.model },
              { value: 'recursion', label: role === 'vanilla' ? says.levels.layer : says.levels.recursion },
              { value: 'head', label: says.levels.head },
            ]}
            onChange={(next) => set({ level: next })}
          />
          {level === 'model' && (
            <PanelAction pressed={asList} onClick={() => set({ table: !asList })}>
              {says.showList}
            </PanelAction>
          )}
          <SaveAction view="flow" />
        </>
      }
    >
      {level === 'model' && <Whole key={role} trace={trace} role={role} beside={beside} />}
      {level === 'recursion' && <Inside trace={trace} facts={factsOf(trace)} />}
      {level === 'head' && <OneHead trace={trace} facts={factsOf(trace)} />}
    </Panel>
  );
}

/** What can be drawn: MoR's run, and of the others those of the same tokens. */
function tracesOf(run: RunState): { readonly [role in Role]: Trace | null } {
  const { mor } = run.traces;
  if (!mor || mor.tokens.length === 0 || mor.recursions.length === 0) {
    return { mor: null, recursive: null, vanilla: null };
  }
  return { mor, recursive: comparable(run, 'recursive'), vanilla: comparable(run, 'vanilla') };
}

/** The model on the same clock: vanilla, and with vanilla MoR where it has as many layers. */
function besideOf(traces: ReturnType<typeof tracesOf>, role: Role): Costed | null {
  const { mor, vanilla } = compare(traces);
  if (role !== 'vanilla') return vanilla;
  return vanilla?.note === null ? mor : null;
}
