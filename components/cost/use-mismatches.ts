'use client';

import { useEffect, useState } from 'react';
import type { MorErrorData } from '../../model/errors';
import { asMorError } from '../../workers/failure';
import { Superseded } from '../../workers/limiter';
import type { ManifestMember } from '../../workers/manifest';
import { useApp } from '../app-store';
import { useServices } from '../services';
import { combinationsOf, type Outcome, outcomeOf } from './mismatch';

interface Result {
  readonly of: string;
  readonly outcomes: readonly Outcome[];
  /** Why the rest did not come. */
  readonly failure: MorErrorData | null;
}

const NOTHING: readonly Outcome[] = [];

/** The text run in every way this model can be, one after another, once the page's own runs are done. */
export function useMismatches(member: ManifestMember) {
  const { engine } = useServices();
  const text = useApp((state) => state.settings.text);
  const backend = useApp((state) => state.run.backend?.backend ?? null);
  const settled = useApp(({ run }) => run.status === 'ready' || run.status === 'failed');
  const [attempt, setAttempt] = useState(0);
  const [result, setResult] = useState<Result | null>(null);
  const of = JSON.stringify([member.path, text, backend, attempt]);
  const here = result?.of === of ? result : null;
  const done =
    here !== null && (here.failure !== null || here.outcomes.length === combinationsOf(member).length);

  useEffect(() => {
    if (!settled || backend === null || done) return;
    let current = true;
    const outcomes: Outcome[] = [];
    const tell = (failure: MorErrorData | null) =>
      current && setResult({ of, outcomes: [...outcomes], failure });
    const run = async () => {
      for (const combination of combinationsOf(member)) {
        const { kvCache, rule } = combination;
        const asked = { model: member.path, text, kvCache, rule: rule ?? 'threshold' } as const;
        const trace = await engine.run({ ...asked, readouts: false, lane: 'mismatch' });
        if (!current) return;
        outcomes.push(outcomeOf(combination, trace));
        tell(null);
      }
    };
    run().catch((error: unknown) => !(error instanceof Superseded) && tell(asMorError(error).toData()));
    return () => {
      current = false;
    };
  }, [engine, settled, backend, done, member, text, of]);

  return {
    outcomes: here?.outcomes ?? NOTHING,
    failure: here?.failure ?? null,
    again: () => setAttempt(attempt + 1),
  };
}
