import type { TokenFacts } from '../../trace/facts';
import { Token } from '../../ui/token';
import styles from '../roundabout.module.css';
import type { ChipSize } from '../scene/scene';
import { leftWith } from './labels';

interface Props {
  readonly tokens: readonly TokenFacts[];
  readonly chip: ChipSize;
  /** A chip carries its number of laps. */
  readonly ticketed: boolean;
}

/** The tokens, over the picture: each a place that is moved and a chip on it. */
export function Chips({ tokens, chip, ticketed }: Props) {
  const text = chip.shows === 'text';
  return (
    <div
      className={styles.chips}
      aria-hidden="true"
      data-shows={chip.shows}
      style={{ fontSize: chip.font || undefined }}
    >
      {tokens.map((token) => (
        <span
          key={token.position}
          className={styles.place}
          data-chip=""
          data-position={token.position}
          data-depth={0}
        >
          <span
            className={styles.chip}
            style={{
              width: chip.widths[token.position],
              height: chip.height,
              left: -(chip.widths[token.position] ?? 0) / 2,
              top: -chip.height / 2,
            }}
          >
            {text ? <Token text={token.text} /> : chip.shows === 'number' ? <b data-number="" /> : null}
            {ticketed && text && <i className={styles.ticket}>{token.depth}</i>}
          </span>
          {!text && (
            <em className={styles.tag} style={{ bottom: chip.height / 2 + 3 }}>
              <Token text={token.text} />
              {leftWith(token, ticketed)}
            </em>
          )}
          {text && <small className={styles.score} style={{ top: chip.height / 2 + 1 }} data-score="" />}
        </span>
      ))}
    </div>
  );
}
