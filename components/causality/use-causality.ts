'use client';

import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import {
  type CausalityState,
  type CausalityStore,
  type Change,
  changeOf,
  createCausality,
} from '../../store/causality';
import { useApp, useAppStore } from '../app-store';
import { useServices } from '../services';
import { placeOf, type Word, withWord, wordsOf } from './words';

/** One desk for each page: what was compared is there when the view is opened again. */
const desks = new WeakMap<object, CausalityStore>();

export function useCausalityStore(): CausalityStore {
  const page = useAppStore();
  const { engine } = useServices();
  let desk = desks.get(page);
  if (!desk) {
    desk = createCausality(engine);
    desks.set(page, desk);
  }
  return desk;
}

export function useCausality<T>(selector: (state: CausalityState) => T): T {
  return useStore(useCausalityStore(), selector);
}

/** The page's text in words, the word that is changed and what the text becomes. */
export interface ChosenWord {
  readonly words: readonly Word[];
  /** Index into `words`; -1 without any. */
  readonly place: number;
  readonly after: string;
}

export function useChosenWord(): ChosenWord {
  const text = useApp((state) => state.settings.text);
  const changeAt = useApp((state) => state.settings.changeAt);
  const changeTo = useApp((state) => state.settings.changeTo);
  return useMemo(() => {
    const words = wordsOf(text);
    const place = placeOf(words, changeAt);
    return { words, place, after: withWord(text, words[place], changeTo) };
  }, [text, changeAt, changeTo]);
}

/**
 * Keeps the comparison in step with the page while the view is open. Gives the change that is asked for: null where there is
 * no text, no model to ask, or the page's own run has failed, which tells why and offers to try again.
 */
export function useComparing(after: string): Change | null {
  const desk = useCausalityStore();
  const manifest = useApp((state) => state.manifest);
  const settings = useApp((state) => state.settings);
  const backend = useApp((state) => state.run.backend);
  const failed = useApp((state) => state.run.status === 'failed');
  const next = failed ? null : changeOf({ manifest, settings, run: { backend } }, after);
  const key = JSON.stringify([next?.models, next?.kvCache, next?.before, next?.after]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is in it; settings hold much else
  const change = useMemo(() => next, [key, backend]);
  useEffect(() => desk.getState().compare(change), [desk, change]);
  useEffect(() => () => desk.getState().compare(null), [desk]);
  return change;
}
