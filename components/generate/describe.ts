import { t } from '../../languages/current';
import type { Said } from '../../languages/en/errors';
import type { Reopened } from '../../model/generation-report';
import { type GenerationState, isOpen, type WritingStatus } from '../../store/generation-state';
import { isDeeperThanVanilla, otherCache } from '../../store/members';
import { LIMITS } from '../../store/settings';
import type { Change, Source, WriterRole } from '../../store/source';
import { endOf, heldBy, readSteps, unseenBy, type Written } from '../../store/written';
import { describeMismatch } from '../trace/describe';
import { flops, percent } from '../ui/format';
import { quoted } from '../ui/token-text';
import { meanDepth, partedAt, sharesOf } from './figures';

/** What is said of the two writers: caption, chips, screen reader and table take their sentences from here. */

type Desk = Pick<GenerationState, 'status' | 'basis' | 'written'>;

/** “MoR wrote 24 tokens at mean depth 1.83 of 3, with 70% of vanilla’s FLOPs and 66% of its cache.” */
export function describeWriting({ status, basis, written }: Desk): string {
  const says = t().generate;
  const { mor } = written;
  if (basis === null || mor === null) return status === 'opening' ? says.reading : says.idle;
  const count = readSteps(mor).length;
  if (count === 0) return endOf(mor) === 'end-of-text' ? says.endedAtOnce : says.read;
  const shares = sharesOf(written);
  const most = Math.max(count, written.vanilla ? readSteps(written.vanilla).length : 0);
  return says.wrote(
    count,
    meanDepth(mor)?.toFixed(2) ?? '–',
    basis.recursions,
    shares && {
      flops: percent(shares.flops),
      cache: percent(shares.kv),
      over: shares.tokens < most ? shares.tokens : null,
    },
  );
}

/** How far the two wrote the same; null where there is nothing to compare. */
export function describeParting(written: Desk['written']): string | null {
  const { mor, vanilla } = written;
  if (!mor || !vanilla || mor.steps.length === 0 || vanilla.steps.length === 0) return null;
  const at = partedAt(written);
  if (at === null) return t().generate.sameSoFar(Math.min(mor.steps.length, vanilla.steps.length));
  return t().generate.parted(at, putAt(mor, at), putAt(vanilla, at));
}

function putAt(written: Written, index: number) {
  const step = written.steps[index];
  if (!step) return 'nothing';
  return step.end === 'end-of-text' ? 'end' : { token: quoted(step.token.text) };
}

/** Why a model wrote no more; null while it may. */
export function describeEnd(written: Written, status: WritingStatus): string | null {
  const says = t().generate.ends;
  const count = readSteps(written).length;
  const end = endOf(written);
  if (end === 'end-of-text') return says.byItself(count);
  if (end === 'context-full') {
    return says.contextFull(written.opened.context, heldBy(written).tokens.length - count);
  }
  return status === 'finished' || status === 'stopped' || status === 'failed' || status === 'paused'
    ? says[status](count)
    : null;
}

/** That a text was read again, how often, and what it took; empty as a rule. */
export function describeAgain(written: Written): readonly string[] {
  const of = (why: Reopened['why']) => written.reopened.filter((each) => each.why === why);
  const how = (all: readonly Reopened[]) => ({
    times: all.length,
    after: all.at(-1)?.after ?? 0,
    flops: flops(all.reduce((sum, { opened }) => sum + opened.flops, 0)),
  });
  const [restarts, slides] = [of('restart'), of('slide')];
  const last = slides.at(-1)?.opened;
  return [
    ...(restarts.length > 0 ? [t().generate.restarted(how(restarts))] : []),
    ...(last ? [t().generate.slid(how(slides), last.prompt.length, last.dropped.length)] : []),
  ];
}

/** Under a text that was longer than the context; null where it was not. */
export function describeDropped({ opened: { dropped, prompt } }: Written): string | null {
  return dropped.length === 0 ? null : t().generate.dropped(prompt.length, dropped.length);
}

/** What Slide would do, where it is offered. */
export function describeSlide({ goOn, basis, written }: Pick<GenerationState, 'goOn' | 'basis' | 'written'>) {
  if (goOn !== 'slide' || basis === null || written.mor === null) return null;
  return t().generate.slideOffered(basis.choices.tokens);
}

/** What a screen reader is told when nothing more will come. */
export function describeFinish(desk: Desk): string {
  const { status, written } = desk;
  if ((status !== 'finished' && status !== 'stopped') || written.mor === null) return '';
  const says = t().generate;
  const ends = (['mor', 'vanilla'] as const).flatMap((role) => {
    const end = written[role] && describeEnd(written[role], status);
    return end ? [says.endOf(role, end)] : [];
  });
  const done = status === 'finished' ? says.done : says.stopped;
  return t().common.sentences([done, describeWriting(desk), ...ends]);
}

/** After the message of an error: what became of the text, and what the reader can do here. */
export function describeFailure(
  { remedy }: Pick<Said, 'remedy'>,
  kept: boolean,
  goOn: GenerationState['goOn'],
): string {
  const { failure } = t().generate;
  if (goOn === 'slide') return failure.slide(remedy);
  return goOn === 'write-on' ? failure.writeOn(remedy) : failure.again(remedy, kept);
}

/** One written token: its chip's name. */
export function describeStep(role: WriterRole, written: Written, index: number, recursions: number): string {
  const step = written.steps[index];
  if (!step) return '';
  const probability = percent(step.probability);
  if (step.end === 'end-of-text') return t().generate.stepEnd(role, index + 1, probability);
  const rounds = role === 'vanilla' && step.depth > 0 ? null : step.depth;
  const unseen = index < unseenBy(written).steps;
  const text = quoted(step.token.text);
  return t().generate.step(role, index + 1, text, probability, rounds, recursions, unseen);
}

/** Above the alternatives of a pinned token. */
export function describePlace(written: Desk['written'], role: WriterRole, index: number): string {
  const says = t().generate.pinned;
  const at = partedAt(written);
  const other = role === 'mor' ? 'vanilla' : 'mor';
  if (!written[other]) return says.alone;
  if (at !== null && index > at) return says.partedBefore(role, at + 1, other);
  return written[other].steps[index] ? says.both : says.otherEnded(other);
}

/** That the page has moved on from what was written; null where it has not. */
export function describeStale(
  changes: readonly Change[],
  used: WriterRole | null,
  status: WritingStatus,
): string | null {
  if (changes.length === 0) return null;
  if (used !== null && changes.includes('text')) return t().generate.usedBy(used);
  return t().generate.stale(changes, isOpen(status));
}

/** What the reader must know to read the figures; empty where nothing is out of the ordinary. */
export function notesOn(
  basis: Pick<Source, 'rule' | 'routing' | 'recursions' | 'models' | 'kvCache'>,
): readonly string[] {
  const says = t().generate.notes;
  const { kvCache, models, routing, rule } = basis;
  return [
    ...(kvCache ? [describeMismatch({ trained: otherCache({ cache: kvCache }), served: kvCache })] : []),
    ...(rule === 'topk' && routing !== 'token' ? [says.topk] : []),
    ...(models.vanilla === null ? [says.alone] : isDeeperThanVanilla(basis) ? [says.deeper] : []),
  ];
}

/** Under each field: what its ends mean. */
export function describeLimits(context: number | null): { readonly [field: string]: string } {
  const { hints } = t().generate.controls;
  return {
    tokens: hints.tokens(LIMITS.tokens.min, String(context ?? '–')),
    temperature: hints.temperature,
    topK: hints.topK(LIMITS.topK.max),
    topP: hints.topP(LIMITS.topP.min),
    seed: hints.seed,
  };
}

/** `142 tokens/s`. */
export function paceWords(pace: number): string {
  return t().generate.figures.pace(pace.toFixed(pace < 9.95 ? 1 : 0));
}

/** `1.83 of 3`; vanilla knows no depth. */
export function depthWords(role: WriterRole, depth: number, recursions: number): string {
  const { depthOf, everyLayer } = t().generate.figures;
  return role === 'vanilla' ? everyLayer : depthOf(depth.toFixed(2), recursions);
}
