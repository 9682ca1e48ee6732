'use client';

import { Fragment, memo, useState } from 'react';
import { t } from '../../languages/current';
import type { BatchingState } from '../../store/batching';
import { WRITERS, type WriterRole } from '../../store/source';
import { Segmented } from '../ui/segmented';
import { Token } from '../ui/token';
import styles from './batching.module.css';
import { describeText } from './describe';
import { type TextFacts, textsOf } from './facts';
import { TextTable } from './tables';

/** So many are shown before somebody asks for all. */
const FEW = 6;

interface Props {
  readonly runs: BatchingState['runs'];
  readonly asTable: boolean;
}

/** The texts as they stand, each token in the colour of its depth. */
export function Texts({ runs, asTable }: Props) {
  const [role, setRole] = useState<WriterRole>('mor');
  const [all, setAll] = useState(false);
  const says = t().batching;
  const run = runs[role] ?? runs.mor;
  if (run === null) return null;
  const texts = textsOf(run);
  const shown = all ? texts : texts.slice(0, FEW);
  const there = WRITERS.filter((each) => runs[each] !== null);
  return (
    <section className={styles.texts} aria-label={says.texts.by(says.names[role])}>
      <div className={styles.textsHead}>
        <h3>{says.texts.name}</h3>
        {there.length > 1 && (
          <Segmented
            small
            hideLabel
            label={says.texts.whose}
            value={role}
            options={there.map((value) => ({ value, label: says.names[value] }))}
            onChange={setRole}
          />
        )}
      </div>
      {asTable ? (
        <TextTable role={role} texts={texts} />
      ) : (
        <>
          <ol>
            {shown.map((text) => (
              <li key={text.index} className={styles.text}>
                <p className={styles.textHead}>
                  {says.texts.text(text.index + 1)} <small>{describeText(text)}</small>
                </p>
                <Line text={text} plain={role === 'vanilla'} />
              </li>
            ))}
          </ol>
          {texts.length > FEW && (
            <button type="button" className={styles.quiet} aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? says.texts.fewer : says.texts.all(texts.length)}
            </button>
          )}
        </>
      )}
    </section>
  );
}

interface LineProps {
  readonly text: TextFacts;
  readonly plain: boolean;
}

/** Drawn again only when the text has grown: most stand still in any one tick. */
const Line = memo(
  function Line({ text: { prompt, written, depth, state }, plain }: LineProps) {
    return (
      <p className={styles.line}>
        <span className={styles.promptText}>{prompt.map(({ text }) => text).join('')}</span>
        {written.map((token, i) => {
          const ends = state === 'end-of-text' && i === written.length - 1;
          if (ends) return null;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a written token is its place
            <Fragment key={i}>
              {token.text.startsWith(' ') && <wbr />}
              <span className={styles.word} data-depth={plain ? 'all' : depth[prompt.length + i]}>
                <Token text={token.text} />
              </span>
            </Fragment>
          );
        })}
      </p>
    );
  },
  (a, b) =>
    a.plain === b.plain &&
    a.text.state === b.text.state &&
    a.text.prompt === b.text.prompt &&
    a.text.written.length === b.text.written.length &&
    a.text.depth.length === b.text.depth.length &&
    a.text.depth.at(-1) === b.text.depth.at(-1),
);
