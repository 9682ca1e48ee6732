import { type CacheMismatch, cacheMismatch, type KvCacheType } from './config';
import { ACCOUNTS, type Account, type Flops, kvBytes, kvBytesRead, kvEntries, traceFlops } from './cost';
import type { Trace } from './trace';
import { encodeTrace, type TraceJson } from './trace-json';

/** Everything here computes in float32. */
const BYTES_PER_ELEMENT = 4;

/** A trace as plain JSON with the figures people ask for first: what the command line prints and the page's window gives. */
export interface TraceReport extends Omit<TraceJson, 'nll'> {
  /** Mean nats a token; null for a single token. The same as `loss`. */
  readonly nll: number | null;
  /** (tokens - 1) nats. */
  readonly nllPerToken: readonly number[];
  /** FLOPs of the forward pass by the honest account: real widths, head and routers counted. */
  readonly flops: number;
  readonly flopsByAccount: { readonly [account in Account]: Flops };
  /** Live entries of the KV cache, tokens times layer passes. */
  readonly kvEntries: number;
  /** Bytes of those entries. */
  readonly kvBytes: number;
  /** Bytes that decoding this text token by token reads from them. */
  readonly kvBytesRead: number;
  /** Where the model ran under another cache than it was trained with: both. Null where it did not, or nobody knows. */
  readonly cacheMismatch: CacheMismatch | null;
}

/** `trained` is the cache the model was trained with, where that is known. */
export function reportTrace(trace: Trace, trained: KvCacheType = trace.config.kvCache): TraceReport {
  const { nll, ...json } = encodeTrace(trace);
  const byAccount = ACCOUNTS.map((account) => [account, traceFlops(trace, account)] as const);
  return {
    ...json,
    nll: trace.loss,
    nllPerToken: nll,
    flops: traceFlops(trace, 'honest').total,
    flopsByAccount: Object.fromEntries(byAccount) as TraceReport['flopsByAccount'],
    kvEntries: kvEntries(trace),
    kvBytes: kvBytes(trace, BYTES_PER_ELEMENT),
    kvBytesRead: kvBytesRead(trace, BYTES_PER_ELEMENT),
    cacheMismatch: cacheMismatch(trained, trace.config.kvCache),
  };
}
