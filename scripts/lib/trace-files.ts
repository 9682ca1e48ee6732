import { writeFileSync } from 'node:fs';
import type { KvCacheType } from '../../model/config';
import { MorError } from '../../model/errors';
import type { Model } from '../../model/model';
import type { Trace } from '../../model/trace';
import { tracesCsv } from '../../model/trace-csv';
import { encodeTraceFile, roleOf, type TraceFile } from '../../model/trace-file';

const CACHE: { readonly [cache in KvCacheType]: string } = {
  recursion_wise: 'recursion-wise',
  recursive_sharing: 'shared',
  full: 'full',
};

interface Paths {
  readonly trace: string | undefined;
  readonly csv: string | undefined;
}

/** Writes a run as the files that the page saves (docs/trace.md). */
export function writeTraceFiles(trace: Trace, text: string | undefined, model: Model, paths: Paths): void {
  if (paths.trace !== undefined) {
    const file = encodeTraceFile(traceFileOf(trace, text, model.config.kvCache));
    write(paths.trace, `${JSON.stringify(file)}\n`);
  }
  if (paths.csv !== undefined)
    write(
      paths.csv,
      tracesCsv([trace], (id) => model.tokenizer.token(id).text),
    );
}

function traceFileOf(trace: Trace, text: string | undefined, trained: KvCacheType): TraceFile {
  const { config, model, rule, tokens } = trace;
  const none = { mor: null, recursive: null, vanilla: null };
  return {
    link: null,
    settings: {
      text: text ?? tokens.map((token) => token.text).join(''),
      routing: config.routing.type,
      cache: CACHE[trained],
      recursions: config.numRecursions,
      model: model.split('/')[0] ?? model,
      rule: rule === 'topk' ? 'top-k' : 'threshold',
      servedCache: config.kvCache === trained ? 'trained' : 'other',
    },
    traces: { ...none, [roleOf(trace)]: trace },
  };
}

function write(path: string, content: string): void {
  try {
    writeFileSync(path, content);
  } catch (cause) {
    throw new MorError(
      'E-INPUT',
      `${path} cannot be written: ${(cause as Error).message}.`,
      'Name a file in a folder that is there.',
      { cause },
    );
  }
}
