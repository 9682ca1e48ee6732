import { cacheMismatch } from '../model/config';
import { type Begun, type GenerationStep, Writing, type WritingRequest } from '../model/generate';
import { reportGeneration } from '../model/generation-report';
import type { Model } from '../model/model';

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
        begun.prompt.map(({ id }) => id),
      );
  const steps: GenerationStep[] = [];
  while (steps.length < tokens && (steps.at(-1)?.end ?? null) === null) {
    steps.push(await begun.writing.next());
    show(steps.map(({ token }) => token.id));
  }
  begun.writing.dispose();
  return json
    ? `${JSON.stringify(report(model, request, begun, steps))}\n`
    : `\n\n${figures(model, request, begun, steps)}`;
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

function report(
  model: Model,
  request: WritingRequest,
  begun: Begun,
  steps: readonly GenerationStep[],
): object {
  const { backend, tokenizer } = model;
  const ids = [...begun.prompt, ...steps.map(({ token }) => token)].map(({ id }) => id);
  return {
    model: model.id,
    backend: backend.name,
    adapter: backend.adapter,
    ...request,
    cacheMismatch: cacheMismatch(model.config.kvCache, request.kvCache ?? model.config.kvCache),
    text: tokenizer.decode(ids),
    ...reportGeneration(begun, steps),
  };
}

function figures(
  { id, config, backend }: Model,
  { kvCache = config.kvCache }: WritingRequest,
  begun: Begun,
  steps: readonly GenerationStep[],
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
    ...(end === null ? [] : [end]),
    ...(kvCache === config.kvCache ? [] : [`mismatch: trained with ${config.kvCache}, run with ${kvCache}`]),
  ]
    .join(', ')
    .concat('\n');
}
