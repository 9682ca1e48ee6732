import type { MorErrorData } from '../../model/errors';
import { type GenerationState, isOpen, type WritingStatus } from '../../store/generation';
import { isDeeperThanVanilla, LIMITS, otherCache } from '../../store/settings';
import type { Change, Source, WriterRole } from '../../store/source';
import { endOf, heldBy, type Reopened, readSteps, unseenBy, type Written } from '../../store/written';
import { describeMismatch, list } from '../trace/describe';
import { capital, counted, flops, percent, times, words } from '../ui/format';
import { quoted } from '../ui/token-text';
import { meanDepth, partedAt, sharesOf } from './figures';

/** The sentences of the two writers: caption, chips, screen reader and table take theirs from here. */

export const NAMES: { readonly [role in WriterRole]: string } = { mor: 'MoR', vanilla: 'Vanilla' };
const IN_SENTENCE: { readonly [role in WriterRole]: string } = { mor: 'MoR', vanilla: 'vanilla' };

type Desk = Pick<GenerationState, 'status' | 'basis' | 'written'>;

/** “MoR wrote 24 tokens at mean depth 1.83 of 3, with 70% of vanilla’s FLOPs and 66% of its cache.” */
export function describeWriting({ status, basis, written }: Desk): string {
  const { mor } = written;
  if (basis === null || mor === null) {
    return status === 'opening'
      ? 'The two models read the prompt.'
      : 'Both models go on from your text, one token at a time, with the same seed and the same rules for drawing.';
  }
  const count = readSteps(mor).length;
  if (count === 0) {
    return endOf(mor) === 'end-of-text'
      ? 'MoR ended the text at once: it wrote no token.'
      : 'The two models have read the prompt.';
  }
  const depth = meanDepth(mor)?.toFixed(2);
  const shares = sharesOf(written);
  const most = Math.max(count, written.vanilla ? readSteps(written.vanilla).length : 0);
  const over =
    shares && shares.tokens < most ? ` over the first ${counted(shares.tokens, 'token')} of each` : '';
  const costs = shares
    ? `, with ${percent(shares.flops)} of vanilla’s FLOPs and ${percent(shares.kv)} of its cache${over}`
    : '';
  return `MoR wrote ${counted(count, 'token')} at mean depth ${depth} of ${basis.recursions}${costs}.`;
}

/** How far the two wrote the same; null where there is nothing to compare. */
export function describeParting(written: Desk['written']): string | null {
  const { mor, vanilla } = written;
  if (!mor || !vanilla || mor.steps.length === 0 || vanilla.steps.length === 0) return null;
  const at = partedAt(written);
  if (at === null) {
    const same = Math.min(mor.steps.length, vanilla.steps.length);
    return same === 1
      ? 'So far both wrote the same token.'
      : `So far both wrote the same ${words(same)} tokens.`;
  }
  const before =
    at === 0
      ? 'They part at the first token'
      : `After ${at === 1 ? 'one token' : `${words(at)} tokens`} in common they part`;
  return `${before}: MoR wrote ${tokenWords(mor, at)}, vanilla ${tokenWords(vanilla, at)}.`;
}

function tokenWords(written: Written, index: number): string {
  const step = written.steps[index];
  if (!step) return 'nothing';
  return step.end === 'end-of-text' ? 'the end of the text' : quoted(step.token.text);
}

/** Why a model wrote no more; null while it may. */
export function describeEnd(written: Written, status: WritingStatus): string | null {
  const count = readSteps(written).length;
  const wrote = counted(count, 'token');
  const end = endOf(written);
  if (end === 'end-of-text') return `Ended its text by itself after ${wrote}.`;
  if (end === 'context-full') {
    const prompt = heldBy(written).tokens.length - count;
    const own = prompt > 0 ? `, the prompt’s ${prompt} included` : '';
    return `Its context is full: it holds ${counted(written.opened.context, 'token')}${own}.`;
  }
  if (status === 'finished') return `Wrote the ${wrote} asked for.`;
  if (status === 'stopped') return `Stopped after ${wrote}.`;
  if (status === 'failed') return `Broke off after ${wrote}; they are kept.`;
  if (status === 'paused') return `Paused after ${wrote}.`;
  return null;
}

/** That a text was read again, how often, and what it took; empty as a rule. */
export function describeAgain(written: Written): readonly string[] {
  const of = (why: Reopened['why']) => written.reopened.filter((each) => each.why === why);
  const [restarts, slides] = [of('restart'), of('slide')];
  const cost = (all: readonly Reopened[]) => flops(all.reduce((sum, { opened }) => sum + opened.flops, 0));
  const again = (all: readonly Reopened[]) =>
    `${all.length === 1 ? '' : `${capital(times(all.length))}, last `}after ${counted(all.at(-1)?.after ?? 0, 'token')}`;
  const sentences: string[] = [];
  if (restarts.length > 0) {
    sentences.push(
      `${capital(again(restarts))} the engine was started anew and the text read again: ${cost(restarts)} more, and the same tokens as without it.`,
    );
  }
  if (slides.length > 0) {
    const { prompt, dropped } = slides.at(-1)!.opened;
    sentences.push(
      `${capital(again(slides))} the context was full: the newest ${counted(prompt.length, 'token')} were read again as a prompt, ${cost(slides)} more, and the ${counted(dropped.length, 'token')} before, drawn dotted, are no longer seen.`,
    );
  }
  return sentences;
}

/** Under a text that was longer than the context; null where it was not. */
export function describeDropped({ opened }: Written): string | null {
  if (opened.dropped.length === 0) return null;
  return `The text is longer than the context: the newest ${counted(opened.prompt.length, 'token')} are the prompt, and the ${counted(opened.dropped.length, 'token')} before, drawn dotted, are not seen.`;
}

/** What Slide would do, where it is offered. */
export function describeSlide({ goOn, basis, written }: Pick<GenerationState, 'goOn' | 'basis' | 'written'>) {
  if (goOn !== 'slide' || basis === null || written.mor === null) return null;
  return `The context is full before all ${basis.choices.tokens} tokens are written. Slide goes on with the newest half of it as a new prompt: what stands before stays in view but is no longer seen, and reading again is counted.`;
}

/** What a screen reader is told when nothing more will come. */
export function describeFinish(desk: Desk): string {
  const { status, written } = desk;
  if ((status !== 'finished' && status !== 'stopped') || written.mor === null) return '';
  const ends = (['mor', 'vanilla'] as const).flatMap((role) => {
    const end = written[role] && describeEnd(written[role], status);
    return end ? [`${NAMES[role]}: ${end}`] : [];
  });
  return `${status === 'finished' ? 'Writing is done.' : 'Writing was stopped.'} ${describeWriting(desk)} ${ends.join(' ')}`;
}

/** After the message of an error: what became of the text, and what the reader can do here. */
export function describeFailure(
  { remedy }: Pick<MorErrorData, 'remedy'>,
  kept: boolean,
  goOn: GenerationState['goOn'],
): string {
  if (goOn === 'slide') {
    return `${remedy} Or press Slide: the models then write from its newest part, half as many tokens as they hold, and do not see what stands before.`;
  }
  const here = remedy.replace(/\bRetry\b/, goOn === 'write-on' ? 'Write on' : 'Again');
  if (goOn === 'write-on') return `What was written is kept, and Write on goes on from there. ${here}`;
  return kept ? `What was written is kept; Again begins anew. ${here}` : here;
}

/** One written token: its chip's name. */
export function describeStep(role: WriterRole, written: Written, index: number, recursions: number): string {
  const step = written.steps[index];
  if (!step) return '';
  const place = `${NAMES[role]}, token ${index + 1}`;
  if (step.end === 'end-of-text') {
    return `${place}: the end of the text, probability ${percent(step.probability)}; it was not read.`;
  }
  const way =
    step.depth === 0
      ? 'not read any more'
      : role === 'vanilla'
        ? 'through every layer'
        : `went round ${times(step.depth)} of ${words(recursions)}`;
  const seen = index < unseenBy(written).steps ? ' It is no longer seen.' : '';
  return `${place}, ${quoted(step.token.text)}: probability ${percent(step.probability)}, ${way}.${seen}`;
}

/** Above the alternatives of a pinned token. */
export function describePlace(written: Desk['written'], role: WriterRole, index: number): string {
  const at = partedAt(written);
  const other = role === 'mor' ? 'vanilla' : 'mor';
  if (!written[other]) return 'What the model could have written here.';
  if (at !== null && index > at) {
    return `Only ${IN_SENTENCE[role]}’s view: the two texts parted at token ${at + 1}, and ${IN_SENTENCE[other]} stood before another text here.`;
  }
  if (!written[other].steps[index]) {
    return `Up to here both wrote the same; ${IN_SENTENCE[other]} has written no token at this place.`;
  }
  return 'Both stood before the same text here: what each could have written.';
}

const CHANGED: { readonly [change in Change]: string } = {
  text: 'the text',
  models: 'the switches',
  choices: 'the choices',
};

/** That the page has moved on from what was written; null where it has not. */
export function describeStale(
  changes: readonly Change[],
  used: WriterRole | null,
  status: WritingStatus,
): string | null {
  if (changes.length === 0) return null;
  const goesOn = isOpen(status) ? ' goes on as it began' : ' is kept';
  if (used !== null && changes.includes('text')) {
    return `The page’s text is now the one ${IN_SENTENCE[used]} wrote, and the other views show it; Undo brings the old one back. Again writes on from its end.`;
  }
  const what = capital(list(changes.map((change) => CHANGED[change])));
  const verb = changes.length === 1 && changes[0] === 'text' ? 'has' : 'have';
  return `${what} ${verb} changed since. What stands below${goesOn}; Again writes from the page as it is now.`;
}

/** What the reader must know to read the figures; empty where nothing is out of the ordinary. */
export function notesOn(
  basis: Pick<Source, 'rule' | 'routing' | 'recursions' | 'models' | 'kvCache'>,
): readonly string[] {
  const notes: string[] = [];
  const { kvCache } = basis;
  if (kvCache) notes.push(describeMismatch({ trained: otherCache({ cache: kvCache }), served: kvCache }));
  if (basis.rule === 'topk' && basis.routing !== 'token') {
    notes.push(
      'Top-k compares the tokens of a whole text. Written one by one each token is a text of its own, so every one goes all the way and nothing is saved: choose the threshold rule to write.',
    );
  }
  if (basis.models.vanilla === null) notes.push('This family has no vanilla model, so MoR writes alone.');
  else if (isDeeperThanVanilla(basis)) {
    notes.push(
      'With four recursions MoR has more unrolled layers than the vanilla model that was trained, so their FLOPs and caches are not those of models of one depth.',
    );
  }
  return notes;
}

/** Under each field: what its ends mean. */
export function describeLimits(context: number | null): { readonly [field: string]: string } {
  return {
    tokens: `${LIMITS.tokens.min} to ${context ?? '–'}, while the context has room`,
    temperature: '0 takes the likeliest, 2 is wild',
    topK: `likeliest drawn from, to ${LIMITS.topK.max}; 0 for all`,
    topP: `probability they reach, ${LIMITS.topP.min} to 1; 1 for all`,
    seed: 'the same seed draws the same text',
  };
}
