// biome-ignore-all lint/a11y/useSemanticElements: columns in lines are a grid, but no table element can be laid out so
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells of a grid take the focus as they are placed
'use client';

import { type CSSProperties, memo, useMemo, useRef, useState } from 'react';
import { t } from '../../languages/current';
import type { Comparison } from '../../store/causality';
import type { Vocabulary } from '../inspector/vocabulary';
import type { Place } from '../token-grid/layout';
import { placed, TokenAxis, TokenColumn, TokenGrid } from '../token-grid/token-grid';
import { useGridSpace } from '../token-grid/use-grid-space';
import { tokenName } from '../trace/describe';
import { factsOf } from '../trace/facts';
import { percent } from '../ui/format';
import styles from './causality.module.css';
import { depthWords, describeEffect, describeRow, directionOf, type Effects } from './describe';
import { type Effect, flipped } from './effects';
import { layoutEffects, ROWS } from './layout';

interface Props {
  readonly comparison: Comparison;
  readonly effects: Effects;
  readonly textOf: Vocabulary | null;
}

/** The tokens before the change, each with its depth before and after it: under top-k above, under threshold below. */
export function EffectGrid({ comparison, effects, textOf }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const space = useGridSpace(root);
  const [looked, setLooked] = useState<Place | null>(null);
  const { tokens, recursions } = factsOf(comparison.topk.before);
  const earlier = useMemo(() => tokens.slice(0, effects.topk.tokens.length), [tokens, effects]);
  const layout = useMemo(() => layoutEffects(effects, recursions, space), [effects, recursions, space]);
  const said = layout.axisWidth >= 40;
  const changed = comparison.change.before !== comparison.change.after;
  return (
    <div
      ref={root}
      style={{ '--pass': `${layout.pass}px`, '--text-line': `${layout.line}px` } as CSSProperties}
    >
      <TokenGrid
        label={t().causality.grid}
        tokens={earlier}
        rows={ROWS.length}
        layout={layout}
        className={styles.grid}
        axis={(first) => (
          <TokenAxis said={first && said} className={styles.axis}>
            {ROWS.map((rule) => (
              <span
                key={rule}
                role={first && said ? 'columnheader' : undefined}
                className={styles.axisName}
                data-narrow={!said || undefined}
              >
                {t().causality.rules[rule]}
                {first && said && changed && <small>{describeRow(effects[rule])}</small>}
              </span>
            ))}
          </TokenAxis>
        )}
        column={(token, width, tabStop) => (
          <EffectColumn
            key={token.position}
            token={token}
            topk={effects.topk.tokens[token.position]}
            threshold={effects.threshold.tokens[token.position]}
            textOf={textOf}
            width={width}
            tabStop={tabStop}
          />
        )}
        onLook={setLooked}
      />
      <p className={styles.readout} aria-hidden="true">
        {(looked && sentenceAt(effects, looked, textOf)) ?? t().causality.hint}
      </p>
    </div>
  );
}

function sentenceAt(effects: Effects, { position, row }: Place, textOf: Vocabulary | null): string | null {
  const rules = row === 0 ? (['topk', 'threshold'] as const) : ROWS.slice(row - 1, row);
  const sentences = rules.flatMap((rule) => {
    const effect = effects[rule].tokens[position];
    return effect ? [describeEffect(effect, rule, textOf)] : [];
  });
  return sentences.length > 0 ? t().common.sentences(sentences) : null;
}

interface ColumnProps {
  readonly token: Parameters<typeof TokenColumn>[0]['token'];
  readonly topk: Effect | undefined;
  readonly threshold: Effect | undefined;
  readonly textOf: Vocabulary | null;
  readonly width: number;
  readonly tabStop: number | null;
}

const EffectColumn = memo(function EffectColumn({
  token,
  topk,
  threshold,
  textOf,
  width,
  tabStop,
}: ColumnProps) {
  const of = { topk, threshold };
  return (
    <TokenColumn
      token={token}
      width={width}
      tabStop={tabStop}
      label={tokenName(token)}
      className={styles.column}
    >
      {ROWS.map((rule, i) => {
        const effect = of[rule];
        return (
          <div
            key={rule}
            role="gridcell"
            {...placed(token.position, i + 1, tabStop)}
            data-flipped={(effect && flipped(effect)) || undefined}
            aria-label={effect && describeEffect(effect, rule, textOf)}
            className={styles.cell}
          >
            {effect && <Towers effect={effect} />}
          </div>
        );
      })}
    </TokenColumn>
  );
});

/** A small tower as high as the depth; where the depth changed the one before as an outline, the one after filled. */
function Towers({ effect }: { readonly effect: Effect }) {
  const { depth, moved, turned } = effect;
  const changed = flipped(effect);
  return (
    <>
      <span className={styles.direction}>{changed && <Direction effect={effect} />}</span>
      <span className={styles.towers}>
        {changed && <Tower depth={depth.before} past />}
        <Tower depth={depth.after} />
      </span>
      <b>{depthWords(effect)}</b>
      <span className={styles.share} data-turned={turned || undefined}>
        {moved > 0 && percent(moved)}
      </span>
    </>
  );
}

function Direction({ effect }: { readonly effect: Effect }) {
  const direction = directionOf(effect);
  return (
    <>
      <i data-direction={direction} />
      <span>{t().causality.directions[direction]}</span>
    </>
  );
}

function Tower({ depth, past = false }: { readonly depth: number; readonly past?: boolean }) {
  return (
    <span className={styles.tower} data-past={past || undefined}>
      {Array.from({ length: depth }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a pass is its place
        <i key={i} data-depth={i + 1} />
      ))}
    </span>
  );
}

/** What the marks of the picture mean. */
export function Legend() {
  const says = t().causality.legend;
  return (
    <ul className={styles.legend}>
      <li>
        <span className={styles.towers} aria-hidden="true">
          <Tower depth={1} past />
          <Tower depth={2} />
        </span>
        {says.depth}
      </li>
      <li>
        <span className={styles.direction} aria-hidden="true">
          <i data-direction="deeper" />
          <i data-direction="shallower" />
        </span>
        {says.direction}
      </li>
      <li>
        <span className={styles.share} aria-hidden="true">
          %
        </span>
        {says.moved}
      </li>
      <li>
        <span className={styles.share} data-turned aria-hidden="true" />
        {says.turned}
      </li>
    </ul>
  );
}
