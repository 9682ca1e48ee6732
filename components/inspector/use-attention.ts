'use client';

import { useEffect, useState } from 'react';
import type { Trace } from '../../model/trace';
import type { AttentionTrace } from '../../workers/engine';
import { useApp } from '../app-store';
import { useServices } from '../services';

type Result =
  | { readonly state: 'waiting' }
  | { readonly state: 'there'; readonly attention: AttentionTrace }
  | { readonly state: 'failed'; readonly sentence: string };

const WAITING: Result = { state: 'waiting' };

/** The attention of one layer pass of this run, asked of the engine once there is one. */
export function useAttention(trace: Trace, text: string, layer: number): Result {
  const { engine } = useServices();
  const starting = useApp((state) => state.run.status === 'loading' && state.run.backend === null);
  const [result, setResult] = useState<{ of: Trace; layer: number; result: Result } | null>(null);
  useEffect(() => {
    if (starting) return;
    let current = true;
    const settle = (next: Result) => current && setResult({ of: trace, layer, result: next });
    const { model, rule, config } = trace;
    engine.attention({ model, text, rule, kvCache: config.kvCache, layer, lane: 'attention' }).then(
      (attention) => settle({ state: 'there', attention }),
      (error: Error) => settle({ state: 'failed', sentence: error.message }),
    );
    return () => {
      current = false;
    };
  }, [engine, starting, trace, text, layer]);
  return result?.of === trace && result.layer === layer ? result.result : WAITING;
}
