import { sum } from 'd3-array';
import { t } from '../../languages/current';
import {
  type Account,
  countParameters,
  kvEntries,
  kvEntriesRead,
  kvEntryBytes,
  traceFlops,
} from '../../model/cost';
import { backendName } from '../status/backend-name';
import { bytes, duration, exact, flops, metric, nats } from '../ui/format';
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
  const says = t().cost.formula;
  const count = countParameters(config);
  const stored = new Set(run.passes.map((pass) => pass.stored)).size;
  const terms: Term[] = [
    {
      label: says.terms.embeddingProduct,
      expression: config.tieWordEmbeddings
        ? product(config.vocabSize, config.hiddenSize)
        : product(2, config.vocabSize, config.hiddenSize),
      value: count.embedding,
    },
    {
      label: says.terms.layersStored,
      expression: product(stored, count.layers / stored),
      value: count.layers,
    },
    { label: says.terms.norms, expression: product(2 * stored + 1, config.hiddenSize), value: count.norms },
  ];
  if (count.routers > 0)
    terms.push({ label: says.terms.routers, expression: exact(count.routers), value: count.routers });
  return {
    sentence: says.parameters(config.numHiddenLayers, stored),
    terms,
    total: parameters,
    totalText: metric(parameters),
  };
}

export function flopsFormula({ run }: Costed, account: Account): Formula {
  const { config, passes } = run;
  const says = t().cost.formula;
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
      label: says.terms.projectionsOf(exact(queries), exact(written)),
      expression: `2 · ${exact(d)} · (${product(2, queryWidth, queries)} + ${product(2, keyWidth, written)})`,
      value: count.projections,
    },
    {
      label: says.terms.attentionOf(exact(pairs)),
      expression: product(4, queryWidth, pairs),
      value: count.attention,
    },
    {
      label: says.terms.feedForward,
      expression: product(6, d, config.intermediateSize, queries),
      value: count.mlp,
    },
  ];
  if (count.router > 0)
    terms.push({ label: says.terms.router, expression: exact(count.router), value: count.router });
  if (count.head > 0) {
    terms.push({
      label: says.terms.head,
      expression: product(2, d, config.vocabSize, run.tokens.length),
      value: count.head,
    });
  }
  return { sentence: says.flops[account], terms, total: count.total, totalText: flops(count.total) };
}

export function cacheFormula({ run }: Costed): Formula {
  const says = t().cost.formula;
  const entries = kvEntries(run);
  const total = entries * kvEntryBytes(run.config, BYTES_HERE);
  return {
    sentence: says.cache(exact(entries), BYTES_HERE),
    terms: [
      {
        label: says.terms.entries,
        expression: product(entries, 2, run.config.numKeyValueHeads, run.config.headDim, BYTES_HERE),
        value: total,
      },
    ],
    total,
    totalText: bytes(total),
  };
}

export function cacheReadFormula({ run }: Costed): Formula {
  const says = t().cost.formula;
  const entries = kvEntriesRead(run);
  const total = entries * kvEntryBytes(run.config, BYTES_HERE);
  return {
    sentence: says.cacheRead(exact(entries)),
    terms: [
      {
        label: says.terms.entriesRead,
        expression: product(entries, 2, run.config.numKeyValueHeads, run.config.headDim, BYTES_HERE),
        value: total,
      },
    ],
    total,
    totalText: bytes(total),
  };
}

export function lossFormula({ measured }: Costed): Formula {
  const says = t().cost.formula;
  const total = sum(measured.nll);
  const count = measured.nll.length;
  const loss = measured.loss ?? 0;
  return {
    sentence: says.loss(exact(count), exact(Number(Math.exp(loss).toPrecision(3)))),
    terms: [
      {
        label: says.terms.loss,
        expression: `${exact(total)} / ${exact(count)}`,
        value: loss,
      },
    ],
    total: loss,
    totalText: nats(loss),
  };
}

export function timeFormula({ measured, timedRuns }: Costed): Formula {
  const says = t().cost.formula;
  const inside = sum(measured.recursions, (step) => step.ms);
  const steps = measured.recursions.map(({ recursion, ms }) => ({
    label: says.terms.recursion(recursion),
    expression: ms.toFixed(2),
    value: ms,
  }));
  const rest = Math.max(0, measured.ms - inside);
  return {
    sentence: says.time(timedRuns, says.device(backendName(measured.backend), measured.adapter)),
    terms:
      steps.length === 0
        ? []
        : [...steps, { label: says.terms.around, expression: rest.toFixed(2), value: rest }],
    total: measured.ms,
    totalText: duration(measured.ms),
  };
}

const product = (...factors: number[]) => factors.map(exact).join(' · ');
