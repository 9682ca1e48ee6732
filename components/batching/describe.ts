import { t } from '../../languages/current';
import type { BatchingState, BatchRun } from '../../store/batching';
import { isDeeperThanVanilla } from '../../store/members';
import type { WriterRole } from '../../store/source';
import type { BatchTick } from '../../workers/batching';
import { bytes, duration } from '../ui/format';
import { quoted } from '../ui/token-text';
import { type BatchFigures, countsOf, figuresOf, type Held, ratiosOf, type TextFacts } from './facts';

/** Every sentence about a batch: caption, slots, ticks, screen reader, tables and files say the same. */

export function describeSlot(slot: number, held: Held | null, role: WriterRole): string {
  const inSlot = held && {
    token: quoted(held.token.text),
    text: held.text + 1,
    recursion: held.recursion,
    comes: held.comes,
    leaves: held.leaves,
  };
  return t().batching.slot(slot + 1, inSlot, role === 'vanilla');
}

/** `at` is 0-based. */
export function describeTick(tick: BatchTick, at: number): string {
  const { inUse, leaving, drawn } = countsOf(tick);
  return t().batching.tick(at + 1, inUse, tick.text.length, leaving, drawn, duration(tick.ms));
}

/** Tokens a second of both and how they compare; empty before both can be told. */
export function describeRates(mor: BatchFigures | null, vanilla: BatchFigures | null): string {
  if (!mor?.tokensPerSecond || vanilla?.tokensPerSecond === null) return '';
  const { measured, byFlops } = ratiosOf(mor, vanilla);
  return t().batching.rates({
    mor: rate(mor.tokensPerSecond),
    vanilla: vanilla && rate(vanilla.tokensPerSecond),
    measured: measured === null ? null : measured.toFixed(2),
    byFlops: byFlops === null ? null : byFlops.toFixed(2),
  });
}

export function rate(tokensPerSecond: number): string {
  return tokensPerSecond.toFixed(tokensPerSecond < 99.95 ? 1 : 0);
}

/** How it stands. */
export function describeStatus({ status, runs }: Pick<BatchingState, 'status' | 'runs'>): string {
  const says = t().batching.status;
  if (status === 'finished') return says.finished(runs.mor?.opened.prompts.length ?? 0);
  return status === 'failed' ? '' : says[status];
}

/** What the same bytes hold of both; empty where there is no vanilla to compare with. */
export function describeMemory({ mor, vanilla }: BatchingState['runs']): string {
  if (mor === null || vanilla === null) return '';
  return t().batching.memory(vanilla.memory.slots, bytes(vanilla.memory.total), mor.memory.slots);
}

/** The whole in a caption: how it stands, how fast it is, what it holds. */
export function describeBatch({ status, runs }: Pick<BatchingState, 'status' | 'runs'>): string {
  return t().common.sentences([
    describeStatus({ status, runs }),
    describeRates(figuresOf(runs.mor), figuresOf(runs.vanilla)),
    describeMemory(runs),
  ]);
}

export function describeText({ written, state }: TextFacts): string {
  const says = t().batching.texts;
  if (state === 'waiting' || state === 'reading') return says[state];
  return state === 'writing' ? says.writing(written.length) : says.ended(written.length, state);
}

/** What must be known to read the figures. */
export function notesOn({ basis, runs }: Pick<BatchingState, 'basis' | 'runs'>): readonly string[] {
  const says = t().batching.notes;
  const allocated = (run: BatchRun | null) => run && bytes(run.opened.kvBytesAllocated);
  const mor = allocated(runs.mor);
  return [
    says.writes,
    ...(mor === null ? [] : [says.allocated(mor, allocated(runs.vanilla))]),
    ...(basis !== null && isDeeperThanVanilla(basis) ? [says.deeper] : []),
  ];
}
