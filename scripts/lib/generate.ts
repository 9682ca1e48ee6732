import { cacheMismatch } from '../../model/config';
import {
  type Begun,
  type Continuation,
  type GenerationStep,
  Writing,
  type WritingRequest,
} from '../../model/generate';
import { type Reopened, reportGeneration } from '../../model/generation-report';
import type { Model } from '../../model/model';

/** A text: how it was begun, what was written, and the times it went on with its newest part only. */
interface Written {
  readonly begun: Begun;
  readonly steps: readonly GenerationStep[];
  readonly reopened: readonly Reopened[];
}

/** Writes a text of at most so many tokens; what is returned is printed last. Without `json` the text streams before it. */
export async function generate(
  model: Model,
  request: WritingRequest,
  tokens: number,
  json: boolean,
): Promise<string> {
  const begun = await Writing.begin(model, request);
  const show = json
    ? () => {}
    : streamTo(
        process.stdout,
        model,
        [...begun.dropped, ...begun.prompt].map(({ id }) => id),
      );
  const steps: GenerationStep[] = [];
  const reopened: Reopened[] = [];
  const written = { begun, steps, reopened };
  let { writing } = begun;
  while (steps.length < tokens && goesOn(steps.at(-1)?.end ?? null, request)) {
    if (steps.at(-1)?.end === 'context-full') {
      const opened = await Writing.begin(model, { ...request, continued: asPrompt(written) });
      reopened.push({ why: 'slide', after: steps.length, opened });
      writing = opened.writing;
    }
    steps.push(await writing.next());
    show(steps.map(({ token }) => token.id));
  }
  writing.dispose();
  return json
    ? `${JSON.stringify(report(model, request, written))}\n`
    : `\n\n${figures(model, request, written)}`;
}

function goesOn(end: GenerationStep['end'], { slide }: WritingRequest): boolean {
  return end === null || (end === 'context-full' && slide === true);
}

/** All that the full context holds, as the prompt of a text that slides on. */
function asPrompt({ begun, steps, reopened }: Written): Continuation {
  const { after, opened } = reopened.at(-1) ?? { after: 0, opened: begun };
  const since = steps.slice(after).map(({ token }) => token);
  return { prompt: [...opened.prompt, ...since], written: [], draws: steps.length };
}

/** Prints what ids add to the text, whole characters only. */
function streamTo(stream: NodeJS.WriteStream, { tokenizer }: Model, prompt: readonly number[]) {
  let shown = '';
  const show = (ids: readonly number[]) => {
    const text = tokenizer.decode([...prompt, ...ids]).replace(/\uFFFD+$/, '');
    stream.write(text.slice(shown.length));
    shown = text;
  };
  show([]);
  return show;
}

function report(model: Model, request: WritingRequest, { begun, steps, reopened }: Written): object {
  const { backend, tokenizer } = model;
  const ids = [...begun.dropped, ...begun.prompt, ...steps.map(({ token }) => token)].map(({ id }) => id);
  return {
    model: model.id,
    backend: backend.name,
    adapter: backend.adapter,
    ...request,
    cacheMismatch: cacheMismatch(model.config.kvCache, request.kvCache ?? model.config.kvCache),
    text: tokenizer.decode(ids),
    ...reportGeneration(begun, steps, reopened),
  };
}

function figures(
  { id, config, backend }: Model,
  { kvCache = config.kvCache }: WritingRequest,
  { begun, steps, reopened }: Written,
): string {
  const read = steps.filter(({ depth }) => depth > 0);
  const mean = (value: (step: GenerationStep) => number) =>
    read.reduce((sum, step) => sum + value(step), 0) / Math.max(1, read.length);
  const seconds = steps.reduce((sum, { ms }) => sum + ms, 0) / 1000;
  const { kvBytes, kvBytesAllocated, end } = steps.at(-1)!;
  return [
    `${id} on ${backend.name}: ${begun.prompt.length} tokens read in ${begun.ms.toFixed(0)} ms`,
    `${steps.length} written, ${(steps.length / seconds).toFixed(1)} a second`,
    ...(config.numRecursions > 1 ? [`${mean(({ depth }) => depth).toFixed(2)} recursions`] : []),
    `${(mean(({ flops }) => flops) / 1e6).toFixed(2)} MFLOPs a token`,
    `KV cache ${kvBytes} of ${kvBytesAllocated} bytes`,
    ...reopened.map(({ after, opened }) => `slid on after ${after} to the newest ${opened.prompt.length}`),
    ...(end === null ? [] : [end]),
    ...(kvCache === config.kvCache ? [] : [`mismatch: trained with ${config.kvCache}, run with ${kvCache}`]),
  ]
    .join(', ')
    .concat('\n');
}
