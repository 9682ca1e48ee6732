'use client';

import type { CSSProperties, ReactNode } from 'react';
import type { LearnerAnswer } from '../../store/lesson-progress';
import { describeToken } from '../trace/describe';
import { factsOf, type TokenFacts } from '../trace/facts';
import { percent } from '../ui/format';
import { Token } from '../ui/token';
import styles from './answers.module.css';
import { useLearnWords } from './learn-words';
import type { LessonRun } from './measures';

interface Props {
  readonly given: LearnerAnswer;
  readonly truth: LearnerAnswer;
  readonly run: LessonRun;
}

/** Every token with its depth, those picked in a frame; under them why the others went as they did. */
export function DepthsOutcome({ given, truth, run }: Props) {
  const { predict } = useLearnWords();
  const facts = factsOf(run.traces.mor);
  const [picked, found] = [given as readonly number[], truth as readonly number[]];
  const surprises = facts.tokens.filter(
    ({ position }) => picked.includes(position) !== found.includes(position),
  );
  return (
    <>
      <ul className={styles.tokens}>
        {facts.tokens.map((token) => (
          <Chip key={token.position} token={token} picked={picked} depth={token.depth}>
            <b aria-hidden="true">{token.depth}</b>
            <span className="visually-hidden">{predict.depth(token.depth)}</span>
          </Chip>
        ))}
      </ul>
      <Reasons tokens={surprises.slice(0, 3)} of={(token) => describeToken(facts, token)} />
    </>
  );
}

/** A probability; to a tenth of a percent where two that are nearly certain would look alike. */
const likely = (share: number) => (share > 0.9 ? `${(100 * share).toFixed(1)}%` : percent(share));

/** Every token with the probability that vanilla gave to the one after it, which the text has; the last has none after it. */
export function GuessesOutcome({ given, truth, run }: Props) {
  const { predict } = useLearnWords();
  const { tokens } = factsOf(run.traces.mor);
  const [picked, found] = [given as readonly number[], truth as readonly number[]];
  const chance = (position: number) => {
    const nats = run.traces.vanilla?.nll[position];
    return nats === undefined ? null : Math.exp(-nats);
  };
  const shown = tokens.filter(({ position }) => picked.includes(position) || found.includes(position));
  return (
    <>
      <ul className={styles.tokens}>
        {tokens.map((token) => {
          const share = chance(token.position);
          return (
            <Chip key={token.position} token={token} picked={picked} share={share}>
              {share !== null && <small>{likely(share)}</small>}
            </Chip>
          );
        })}
      </ul>
      <Reasons
        tokens={shown.slice(0, 3)}
        of={({ position }) => {
          const share = chance(position);
          return share === null
            ? predict.nothingAfter
            : predict.chance(tokens[position + 1]?.text.trim() ?? '', likely(share));
        }}
      />
    </>
  );
}

interface ChipProps {
  readonly token: TokenFacts;
  readonly picked: readonly number[];
  readonly depth?: number;
  /** Drawn as a bar behind the token. */
  readonly share?: number | null;
  readonly children: ReactNode;
}

function Chip({ token, picked, depth, share = null, children }: ChipProps) {
  const { predict } = useLearnWords();
  const own = picked.includes(token.position);
  return (
    <li
      className={styles.token}
      data-depth={depth}
      data-share={share === null ? undefined : ''}
      data-picked={own || undefined}
      style={share === null ? undefined : ({ '--share': `${100 * share}%` } as CSSProperties)}
    >
      <Token text={token.text} />
      {children}
      {own && <span className="visually-hidden">{predict.pickedByYou}</span>}
    </li>
  );
}

function Reasons({
  tokens,
  of,
}: {
  readonly tokens: readonly TokenFacts[];
  readonly of: (token: TokenFacts) => string;
}) {
  return (
    <ul className={styles.reasons}>
      {tokens.map((token) => (
        <li key={token.position}>
          <Token text={token.text} />
          <span>{of(token)}</span>
        </li>
      ))}
    </ul>
  );
}
