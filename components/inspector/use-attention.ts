'use client';

import { useEffect, useState } from 'react';
import type { MorErrorData } from '../../model/errors';
import type { Trace } from '../../model/trace';
import type { AttentionRequest, AttentionTrace } from '../../workers/engine';
import { asMorError } from '../../workers/failure';
import { useApp } from '../app-store';
import { useServices } from '../services';

type Result =
  | { readonly state: 'waiting' }
  | { readonly state: 'there'; readonly attention: AttentionTrace }
  | { readonly state: 'failed'; readonly error: MorErrorData };

const WAITING: Result = { state: 'waiting' };

/** The attention of one layer pass of this run, asked of the engine once there is one. The same run timed again is not asked again. */
export function useAttention(trace: Trace, text: string, layer: number): Result {
  const { engine } = useServices();
  const starting = useApp((state) => state.run.status === 'loading' && state.run.backend === null);
  const [last, setLast] = useState<{ asked: string; result: Result } | null>(null);
  const asked = JSON.stringify(attentionRequest(trace, text, layer));
  useEffect(() => {
    if (starting) return;
    let current = true;
    const settle = (result: Result) => current && setLast({ asked, result });
    engine.attention(JSON.parse(asked)).then(
      (attention) => settle({ state: 'there', attention }),
      (error: unknown) => settle({ state: 'failed', error: asMorError(error).toData() }),
    );
    return () => {
      current = false;
    };
  }, [engine, starting, asked]);
  return last?.asked === asked ? last.result : WAITING;
}

/** Asks for the attention of one layer of the run that a trace is of. */
export function attentionRequest(trace: Trace, text: string, layer: number): AttentionRequest {
  const { model, rule, config } = trace;
  return { model, text, rule, kvCache: config.kvCache, layer, lane: 'attention' };
}
