import { Fragment } from 'react';
import { t } from '../../../languages/current';
import type { Evaluation } from '../../../store/results/evaluation';
import { percent } from '../../ui/format';
import { causalOf } from '../tables/models';
import styles from './charts.module.css';

interface Props {
  readonly evaluation: Evaluation;
  readonly set: string;
}

/** Kinds of tokens, each with the share that stops after each recursion, in the colours of depth. */
export function ClassRows({ evaluation, set }: Props) {
  const measured = causalOf(evaluation.heldOut[set]);
  if (!measured) return null;
  const { token, nextToken, frequency, nextLoss } = measured.depthByClass;
  const { divisions: titles, meanDepth, stops } = t().results.pictures;
  const divisions = [
    [titles.token, token],
    [titles.nextToken, nextToken],
    [titles.frequency, frequency],
    [titles.nextLoss, nextLoss],
  ] as const;
  return (
    <figure>
      <ul className={styles.depths}>
        {Array.from({ length: token[0]?.share.length ?? 0 }, (_, r) => r + 1).map((depth) => (
          <li key={depth}>
            <i data-depth={depth} aria-hidden="true" />
            {t().depth.rounds(depth)}
          </li>
        ))}
      </ul>
      {divisions.map(([title, classes]) => (
        <Fragment key={title}>
          <h3 className={styles.group}>{title}</h3>
          <ul className={styles.rows}>
            {classes.map((each) => (
              <li key={each.name} className={styles.row}>
                <span>{t().results.tokenClass(each.name)}</span>
                <span className={styles.stack} role="img" aria-label={stops(each.share.map(percent))}>
                  {each.share.map((part, r) =>
                    part === 0 ? null : (
                      // biome-ignore lint/suspicious/noArrayIndexKey: a recursion is its number
                      <i key={r} data-depth={r + 1} style={{ flexGrow: part, flexBasis: 0 }} />
                    ),
                  )}
                </span>
                <span>{meanDepth(each.meanDepth.toFixed(2))}</span>
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
    </figure>
  );
}
