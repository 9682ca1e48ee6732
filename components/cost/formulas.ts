import { sum } from 'd3-array';
import {
  type Account,
  countParameters,
  kvEntries,
  kvEntriesRead,
  kvEntryBytes,
  traceFlops,
} from '../../model/cost';
import { backendName } from '../status/backend-name';
import { bytes, duration, exact, flops, metric, nats, words } from '../ui/format';
import type { Costed } from './comparison';

/** One line of a sum, with its numbers in it. The expression, read as arithmetic, gives the value. */
export interface Term {
  readonly label: string;
  readonly expression: string;
  readonly value: number;
}

/** How a figure comes about. */
export interface Formula {
  /** In words. */
  readonly sentence: string;
  readonly terms: readonly Term[];
  readonly total: number;
  readonly totalText: string;
}

/** Bytes of a number as this page computes. */
export const BYTES_HERE = 4;

export function parametersFormula({ run, parameters }: Costed): Formula {
  const { config } = run;
  const count = countParameters(config);
  const stored = new Set(run.passes.map((pass) => pass.stored)).size;
  const terms: Term[] = [
    {
      label: 'embedding, words times width',
      expression: config.tieWordEmbeddings
        ? product(config.vocabSize, config.hiddenSize)
        : product(2, config.vocabSize, config.hiddenSize),
      value: count.embedding,
    },
    { label: 'layers stored', expression: product(stored, count.layers / stored), value: count.layers },
    { label: 'norms', expression: product(2 * stored + 1, config.hiddenSize), value: count.norms },
  ];
  if (count.routers > 0)
    terms.push({ label: 'routers', expression: exact(count.routers), value: count.routers });
  return {
    sentence: `Stored once, however often they are used: ${config.numHiddenLayers} layers run, ${stored} are stored.`,
    terms,
    total: parameters,
    totalText: metric(parameters),
  };
}

const FLOPS_SENTENCES: { readonly [account in Account]: string } = {
  honest:
    'Two FLOPs a multiplication and addition. Keys and values at their real width, attention over the pairs a token may see, router and head counted; norms are not.',
  paper:
    'As the paper counts: two FLOPs a multiplication and addition, keys and values at full width, attention halved for causality; router and head are left out.',
  executed:
    'What the kernels here really multiply: as the honest count, but attention over every pair of query and key, also those that are masked.',
};

export function flopsFormula({ run }: Costed, account: Account): Formula {
  const { config, passes } = run;
  const count = traceFlops(run, account);
  const d = config.hiddenSize;
  const queryWidth = config.numAttentionHeads * config.headDim;
  const keyWidth = account === 'paper' ? queryWidth : config.numKeyValueHeads * config.headDim;
  const queries = sum(passes, (pass) => pass.queries);
  const written = sum(passes, (pass) => pass.kvWritten);
  const rectangle = sum(passes, (pass) => pass.queries * pass.keys);
  const pairs = { paper: rectangle / 2, honest: sum(passes, (pass) => pass.kvRead), executed: rectangle }[
    account
  ];
  const terms: Term[] = [
    {
      label: `projections, ${exact(queries)} token passes, ${exact(written)} with keys and values`,
      expression: `2 · ${exact(d)} · (${product(2, queryWidth, queries)} + ${product(2, keyWidth, written)})`,
      value: count.projections,
    },
    {
      label: `attention, ${exact(pairs)} pairs`,
      expression: product(4, queryWidth, pairs),
      value: count.attention,
    },
    { label: 'feed-forward', expression: product(6, d, config.intermediateSize, queries), value: count.mlp },
  ];
  if (count.router > 0) terms.push({ label: 'router', expression: exact(count.router), value: count.router });
  if (count.head > 0) {
    terms.push({
      label: 'head',
      expression: product(2, d, config.vocabSize, run.tokens.length),
      value: count.head,
    });
  }
  return { sentence: FLOPS_SENTENCES[account], terms, total: count.total, totalText: flops(count.total) };
}

export function cacheFormula({ run }: Costed): Formula {
  const entries = kvEntries(run);
  const total = entries * kvEntryBytes(run.config, BYTES_HERE);
  return {
    sentence: `${exact(entries)} keys with their values are kept: one for each token in each layer pass that makes its own. Each number takes ${BYTES_HERE} bytes here.`,
    terms: [
      {
        label: 'entries, key and value, heads, width, bytes',
        expression: product(entries, 2, run.config.numKeyValueHeads, run.config.headDim, BYTES_HERE),
        value: total,
      },
    ],
    total,
    totalText: bytes(total),
  };
}

export function cacheReadFormula({ run }: Costed): Formula {
  const entries = kvEntriesRead(run);
  const total = entries * kvEntryBytes(run.config, BYTES_HERE);
  return {
    sentence: `What writing this text token by token reads from the cache: each token looks at every entry it may see, ${exact(entries)} in all.`,
    terms: [
      {
        label: 'entries read, key and value, heads, width, bytes',
        expression: product(entries, 2, run.config.numKeyValueHeads, run.config.headDim, BYTES_HERE),
        value: total,
      },
    ],
    total,
    totalText: bytes(total),
  };
}

export function lossFormula({ measured }: Costed): Formula {
  const total = sum(measured.nll);
  const count = measured.nll.length;
  const loss = measured.loss ?? 0;
  return {
    sentence: `How surprised the model is by the next token, on average over ${exact(count)}: the negative logarithm of the chance it gave. As good as guessing evenly among ${exact(Number(Math.exp(loss).toPrecision(3)))} tokens.`,
    terms: [
      {
        label: 'sum over the tokens, by their number',
        expression: `${exact(total)} / ${exact(count)}`,
        value: loss,
      },
    ],
    total: loss,
    totalText: nats(loss),
  };
}

export function timeFormula({ measured, timedRuns }: Costed): Formula {
  const inside = sum(measured.recursions, (step) => step.ms);
  const steps = measured.recursions.map(({ recursion, ms }) => ({
    label: `recursion ${recursion}`,
    expression: ms.toFixed(2),
    value: ms,
  }));
  const rest = Math.max(0, measured.ms - inside);
  return {
    sentence: `Measured: ${timedRuns === 1 ? 'one forward pass' : `the median of ${words(timedRuns)} forward passes, the models taking turns,`} on ${backendName(measured.backend)}${measured.adapter ? `, ${measured.adapter}` : ''}, until the result was back. A short text is mostly waiting, so fewer FLOPs need not mean less time.`,
    terms:
      steps.length === 0
        ? []
        : [...steps, { label: 'before, between and after', expression: rest.toFixed(2), value: rest }],
    total: measured.ms,
    totalText: duration(measured.ms),
  };
}

const product = (...factors: number[]) => factors.map(exact).join(' · ');
