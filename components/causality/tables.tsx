'use client';

import type { SelectionRule } from '../../model/trace';
import type { Comparison } from '../../store/causality';
import type { Vocabulary } from '../inspector/vocabulary';
import { type TableColumn, TokenTable } from '../token-grid/token-table';
import { factsOf } from '../trace/facts';
import { Table } from '../ui/table';
import { Token } from '../ui/token';
import styles from './causality.module.css';
import {
  depthWords,
  describePrediction,
  differenceOf,
  type Effects,
  RULE_NAMES,
  RULES,
  verdictsOf,
} from './describe';
import { type Effect, effectsOf, type LaterToken, laterTokens } from './effects';

interface Props {
  readonly comparison: Comparison;
  readonly effects: Effects;
}

/** The measures of the change: both rules and vanilla side by side. */
export function VerdictTable({ comparison, effects }: Props) {
  const vanilla = comparison.vanilla && effectsOf(comparison.vanilla);
  const columns = [...RULES, ...(vanilla ? (['vanilla'] as const) : [])];
  return (
    <Table caption="What the change does to the tokens before it" className={styles.verdicts}>
      <thead>
        <tr>
          <td />
          {columns.map((column) => (
            <th key={column} scope="col" data-column={column}>
              {column === 'vanilla' ? 'Vanilla' : RULE_NAMES[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {verdictsOf(comparison, effects, vanilla).map(({ measure, values }) => (
          <tr key={measure}>
            <th scope="row">{measure}</th>
            {columns.map((column) => (
              <td key={column}>{values[column]}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The picture as rows and figures. */
export function EffectTable({ comparison, effects, textOf }: Props & { readonly textOf: Vocabulary | null }) {
  const tokens = factsOf(comparison.topk.before).tokens.slice(0, effects.topk.tokens.length);
  return (
    <TokenTable
      label="The tokens before the change as a table"
      caption="Depth, prediction and loss of each token before and after the change, under both rules"
      maxHeight="26rem"
      tokens={tokens}
      columns={RULES.flatMap((rule) => columnsOf(rule, effects, textOf))}
    />
  );
}

function columnsOf(rule: SelectionRule, effects: Effects, textOf: Vocabulary | null): readonly TableColumn[] {
  const column = (title: string, of: (effect: Effect) => string): TableColumn => ({
    key: `${rule} ${title}`,
    title: `${RULE_NAMES[rule]}: ${title}`,
    cell: ({ position }) => {
      const effect = effects[rule].tokens[position];
      return effect && of(effect);
    },
  });
  return [
    column('depth', depthWords),
    column('prediction', (effect) => describePrediction(effect, textOf)),
    column('loss of the next token', ({ nll }) =>
      nll === null ? '–' : `${nll.before.toFixed(3)} nats, ${differenceOf(nll)}`,
    ),
  ];
}

/** Tokens shown of a text from the change on. */
const SHOWN = 12;

/** The changed word and what comes after it, set apart: these may change honestly. */
export function Later({ comparison }: { readonly comparison: Comparison }) {
  const later = laterTokens(comparison);
  if (later.before.length === 0 && later.after.length === 0) return null;
  return (
    <section className={styles.later} aria-label="From the change on">
      <h3>From the change on</h3>
      <p>
        These tokens stand at the change or after it. They may change under every rule, and that is no leak.
      </p>
      <Table
        caption="Tokens from the change on with their depths, before and after"
        className={styles.laterTable}
      >
        <thead>
          <tr>
            <td />
            <th scope="col">before</th>
            <th scope="col">after</th>
          </tr>
        </thead>
        <tbody>
          {RULES.map((rule) => (
            <tr key={rule}>
              <th scope="row">{RULE_NAMES[rule]}</th>
              <td>
                <Chips tokens={later.before} rule={rule} />
              </td>
              <td>
                <Chips tokens={later.after} rule={rule} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Chips({ tokens, rule }: { readonly tokens: readonly LaterToken[]; readonly rule: SelectionRule }) {
  const more = tokens.length - SHOWN;
  return (
    <>
      {tokens.slice(0, SHOWN).map(({ position, text, depth }) => (
        <span key={position} className={styles.token} data-depth={depth[rule]}>
          <Token text={text} /> <b>{depth[rule]}</b>
        </span>
      ))}
      {more > 0 && <span className={styles.more}>and {more} more</span>}
      {tokens.length === 0 && '–'}
    </>
  );
}
