'use client';

import type { CSSProperties } from 'react';
import { t } from '../../languages/current';
import { flops, percent, score } from '../ui/format';
import styles from './depth-picture.module.css';
import { type Picture, type PictureToken, turnout } from './picture';
import { useStepper } from './use-stepper';

/** One recorded run, round by round: the one block passes over the tokens again, and who leaves stays behind. */
export function DepthPicture({ picture }: { readonly picture: Picture }) {
  const rounds = picture.bars.length;
  const { step, playing, still, goTo, toggle } = useStepper(rounds + 1);
  const words = t().home.picture;
  const over = step > rounds;
  return (
    <figure className={styles.figure} aria-label={words.name(picture.text)}>
      <p className={styles.caption} aria-live={playing ? 'off' : 'polite'}>
        {captionOf(picture, step)}
      </p>
      <div
        className={styles.rounds}
        style={
          {
            '--rounds': rounds,
            '--tokens': picture.tokens.length,
            '--step': Math.min(step, rounds),
          } as CSSProperties
        }
        data-over={over || undefined}
      >
        <div className={styles.block} aria-hidden="true">
          <span>{words.blockLayers(picture.layers.join(', '))}</span>
        </div>
        {picture.tokens.map((token) => (
          <Column key={token.position} token={token} step={step} rounds={rounds} />
        ))}
        {picture.bars
          .map((_, i) => i + 1)
          .map((round) => (
            <span
              key={round}
              className={styles.axis}
              style={{ gridRow: rounds - round + 1 }}
              data-now={step === round || undefined}
            >
              {words.axis(round)}
            </span>
          ))}
      </div>
      <p className={styles.work}>{words.work}</p>
      <Spent picture={picture} step={step} />
      <div className={styles.controls}>
        {!still && (
          <button type="button" className={styles.play} onClick={toggle}>
            {playing ? words.pause : over ? words.again : words.play}
          </button>
        )}
        <button type="button" disabled={step <= 1} onClick={() => goTo(step - 1)}>
          {words.back}
        </button>
        <button type="button" disabled={over} onClick={() => goTo(step + 1)}>
          {words.step}
        </button>
        <span className={styles.source}>{words.source}</span>
      </div>
    </figure>
  );
}

interface ColumnProps {
  readonly token: PictureToken;
  readonly step: number;
  readonly rounds: number;
}

function Column({ token, step, rounds }: ColumnProps) {
  return (
    <>
      {token.fates.map(({ passage, score: value }, i) => {
        const recursion = i + 1;
        return (
          <span
            key={recursion}
            className={styles.cell}
            style={{ gridColumn: token.position + 2, gridRow: rounds - i }}
            data-passage={passage}
            data-depth={recursion}
            data-there={step >= recursion || undefined}
          >
            {step >= recursion && passage === 'through' && recursion}
            {step >= recursion && passage === 'left' && value !== null && <i>{score(value)}</i>}
          </span>
        );
      })}
      <span className={styles.token} style={{ gridColumn: token.position + 2, gridRow: rounds + 1 }}>
        {token.text.startsWith(' ') && <i aria-hidden="true">·</i>}
        {token.text.trimStart()}
      </span>
    </>
  );
}

/** What both models have spent: MoR's bar grows round by round, vanilla's keeps pace until MoR is done. */
function Spent({ picture, step }: { readonly picture: Picture; readonly step: number }) {
  const words = t().home.picture;
  const { spent, vanilla } = picture;
  const mor = spent[step - 1] ?? 0;
  const over = step >= spent.length;
  const bars = [
    { role: 'mor', name: words.mor, value: mor },
    { role: 'vanilla', name: words.vanilla, value: over ? vanilla : mor },
  ];
  return (
    <dl className={styles.spent}>
      {bars.map(({ role, name, value }) => (
        <div key={role} data-role={role}>
          <dt>{name}</dt>
          <dd>
            <i style={{ inlineSize: `${(100 * value) / vanilla}%` }} aria-hidden="true" />
          </dd>
          <dd>{flops(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The sentence of a step. */
export function captionOf(picture: Picture, step: number): string {
  const words = t().home.picture;
  const rounds = picture.bars.length;
  if (step > rounds) {
    const total = picture.spent.at(-1) ?? 0;
    return words.done(flops(total), flops(picture.vanilla), percent(total / picture.vanilla));
  }
  if (step === 1) return words.round(step, rounds, words.everybody(picture.tokens.length));
  const { through, left } = turnout(picture, step);
  const names = (all: readonly string[]) => all.map((text) => `“${text}”`).join(', ');
  const bar = picture.bars[step - 1];
  const went = through.length === 0 ? words.nobody : words.goOn(names(through), through.length);
  const stayed = left.length === 0 ? '' : words.leave(names(left), left.length);
  return words.round(step, rounds, words.decided(went, stayed, bar == null ? '' : score(bar)));
}
