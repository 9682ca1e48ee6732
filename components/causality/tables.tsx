'use client';

import { t } from '../../languages/current';
import type { SelectionRule } from '../../model/trace';
import type { Comparison } from '../../store/causality';
import type { Vocabulary } from '../inspector/vocabulary';
import { type TableColumn, TokenTable } from '../token-grid/token-table';
import { factsOf } from '../trace/facts';
import { Table } from '../ui/table';
import { Token } from '../ui/token';
import styles from './causality.module.css';
import { depthWords, describePrediction, differenceOf, type Effects, RULES, verdictsOf } from './describe';
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
    <Table caption={t().causality.verdicts.caption} className={styles.verdicts}>
      <thead>
        <tr>
          <td />
          {columns.map((column) => (
            <th key={column} scope="col" data-column={column}>
              {column === 'vanilla' ? t().causality.vanilla : t().causality.rules[column]}
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
      label={t().causality.table.name}
      caption={t().causality.table.caption}
      maxHeight="26rem"
      tokens={tokens}
      columns={RULES.flatMap((rule) => columnsOf(rule, effects, textOf))}
    />
  );
}

function columnsOf(rule: SelectionRule, effects: Effects, textOf: Vocabulary | null): readonly TableColumn[] {
  const says = t().causality.table;
  const column = (title: string, of: (effect: Effect) => string): TableColumn => ({
    key: `${rule} ${title}`,
    title: says.under(t().causality.rules[rule], title),
    cell: ({ position }) => {
      const effect = effects[rule].tokens[position];
      return effect && of(effect);
    },
  });
  return [
    column(says.depth, depthWords),
    column(says.prediction, (effect) => describePrediction(effect, textOf)),
    column(says.loss, ({ nll }) =>
      nll === null ? '–' : says.lossMoved(nll.before.toFixed(3), differenceOf(nll)),
    ),
  ];
}

/** Tokens shown of a text from the change on. */
const SHOWN = 12;

/** The changed word and what comes after it, set apart: these may change honestly. */
export function Later({ comparison }: { readonly comparison: Comparison }) {
  const later = laterTokens(comparison);
  if (later.before.length === 0 && later.after.length === 0) return null;
  const says = t().causality.later;
  return (
    <section className={styles.later} aria-label={says.title}>
      <h3>{says.title}</h3>
      <p>{says.note}</p>
      <Table caption={says.caption} className={styles.laterTable}>
        <thead>
          <tr>
            <td />
            <th scope="col">{says.before}</th>
            <th scope="col">{says.after}</th>
          </tr>
        </thead>
        <tbody>
          {RULES.map((rule) => (
            <tr key={rule}>
              <th scope="row">{t().causality.rules[rule]}</th>
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
      {more > 0 && <span className={styles.more}>{t().causality.later.more(more)}</span>}
      {tokens.length === 0 && '–'}
    </>
  );
}
