'use client';

import { useEffect, useMemo, useState } from 'react';
import { t } from '../../languages/current';
import type { AppState } from '../../store/state';
import { useApp } from '../app-store';
import { MismatchNote } from '../trace/mismatch';
import { describeFigures, describeFinish, describeView } from './describe-run';

/** What is told has stood still for so long, ms: it does not chase who types. */
const SETTLED_MS = 700;

/** The page in short, for who cannot look it over: always true, reached before all else, and never told by itself. */
export function ScreenSummary() {
  const view = useDescription(describeView);
  const figures = useDescription(describeFigures);
  const says = t().status.summary;
  return (
    <section aria-label={says.name} className="visually-hidden">
      <p>{view}</p>
      <p>
        <MismatchNote />
        {figures === '' ? says.nothingYet : figures}
      </p>
      <p>{says.keys}</p>
    </section>
  );
}

/** Told politely after each change, once its run is done. */
export function LiveSummary() {
  const told = useSettled(useDescription(describeFinish));
  return (
    <p role="status" aria-label={t().status.run.name} className="visually-hidden">
      {told !== '' && (
        <>
          <MismatchNote />
          {told}
        </>
      )}
    </p>
  );
}

/** What is said of the run and the settings; said anew when they change, and not when a pointer passes over a token. */
function useDescription(said: (state: Pick<AppState, 'run' | 'settings'>) => string): string {
  const run = useApp((state) => state.run);
  const settings = useApp((state) => state.settings);
  return useMemo(() => said({ run, settings }), [said, run, settings]);
}

/** The sentence once it has stood still; what was told before stays until then. */
function useSettled(sentence: string): string {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(sentence), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [sentence]);
  return settled;
}
