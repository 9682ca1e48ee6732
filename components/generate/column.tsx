'use client';

import { type KeyboardEvent, memo, useMemo, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { t } from '../../languages/current';
import type { Token as TokenOf } from '../../model/trace';
import { type Source, type WriterRole, wholeText } from '../../store/source';
import { readSteps, unseenBy, type Written } from '../../store/written';
import { useApp } from '../app-store';
import { bytes, flops } from '../ui/format';
import { Token } from '../ui/token';
import { depthWords, describeAgain, describeDropped, describeEnd, describeStep, paceWords } from './describe';
import { flopsOf, kvAllocated, kvLive, meanDepth, pace, partedAt, tokensHeld } from './figures';
import styles from './generate.module.css';
import { moveAmong, sparkline } from './layout';
import { useGeneration } from './use-generation';

/** One model: its text, chip by chip, and what it took. */
export function Column({ role }: { readonly role: WriterRole }) {
  const { basis, written, status } = useGeneration(
    useShallow((state) => ({ basis: state.basis, written: state.written[role], status: state.status })),
  );
  const end = written && describeEnd(written, status);
  return (
    <section className={styles.column} data-role={role} aria-label={t().generate.column.textOf(role)}>
      <h3 className={styles.name}>
        {t().generate.models[role]}
        {basis && <small>{role === 'mor' ? basis.models.mor : basis.models.vanilla}</small>}
      </h3>
      {basis && written ? (
        <>
          <Text role={role} written={written} recursions={basis.recursions} />
          <div className={styles.end}>
            {[describeDropped(written), ...describeAgain(written), end].map(
              (sentence) => sentence && <p key={sentence}>{sentence}</p>,
            )}
          </div>
          <UseText basis={basis} written={written} role={role} />
          <Figures role={role} written={written} recursions={basis.recursions} />
        </>
      ) : (
        <p className={styles.note}>{t().generate.column.noModel}</p>
      )}
    </section>
  );
}

interface TextProps {
  readonly role: WriterRole;
  readonly written: Written;
  readonly recursions: number;
}

/** The prompt, greyed, and the written tokens. One tab stop; arrows go from token to token. */
function Text({ role, written, recursions }: TextProps) {
  const list = useRef<HTMLOListElement>(null);
  const [focused, setFocused] = useState(0);
  const pinned = useGeneration((state) => (state.pinned?.role === role ? state.pinned.index : null));
  const pin = useGeneration((state) => state.pin);
  const parted = useGeneration((state) => partedAt(state.written));
  const { steps } = written;
  const unseen = unseenBy(written);
  const stop = Math.min(focused, steps.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return pin(null);
    const next = moveAmong(stop, event.key, steps.length);
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    setFocused(next);
    list.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div className={styles.text}>
      <Prompt dropped={written.opened.dropped} tokens={written.opened.prompt} unseen={unseen.prompt} />
      <ol ref={list} aria-label={t().generate.column.tokensOf(role)} onKeyDown={onKeyDown}>
        {steps.map((step, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a written token is its place
            key={index}
          >
            <Chip
              text={step.end === 'end-of-text' ? null : step.token.text}
              depth={role === 'mor' && step.depth > 0 ? step.depth : null}
              label={describeStep(role, written, index, recursions)}
              pinned={index === pinned}
              parted={index === parted}
              unseen={index < unseen.steps}
              stop={index === stop}
              index={index}
              onPin={(at) => {
                setFocused(at);
                pin(at === pinned ? null : { role, index: at });
              }}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}

interface PromptProps {
  readonly dropped: readonly TokenOf[];
  readonly tokens: readonly TokenOf[];
  /** Of both together, from the first on. */
  readonly unseen: number;
}

const Prompt = memo(function Prompt({ dropped, tokens, unseen }: PromptProps) {
  const all = [...dropped, ...tokens];
  const text = (part: readonly TokenOf[]) => part.map((each) => each.text).join('');
  return (
    <p className={styles.prompt}>
      {unseen > 0 && (
        <>
          <span className="visually-hidden">{t().generate.column.unseen} </span>
          <span className={styles.unseen}>
            <Token text={text(all.slice(0, unseen))} />
          </span>
        </>
      )}
      <span className="visually-hidden">{t().generate.column.prompt} </span>
      {all.length === 0 ? t().generate.noPrompt : <Token text={text(all.slice(unseen))} />}
    </p>
  );
});

interface ChipProps {
  /** Null for the end of the text. */
  readonly text: string | null;
  /** Null for a model without recursion. */
  readonly depth: number | null;
  readonly label: string;
  readonly pinned: boolean;
  readonly parted: boolean;
  readonly unseen: boolean;
  readonly stop: boolean;
  readonly index: number;
  readonly onPin: (index: number) => void;
}

const Chip = memo(
  function Chip({ text, depth, label, pinned, parted, unseen, stop, index, onPin }: ChipProps) {
    return (
      <button
        type="button"
        className={styles.chip}
        data-depth={text === null ? undefined : (depth ?? 'all')}
        data-end={text === null || undefined}
        data-parted={parted || undefined}
        data-unseen={unseen || undefined}
        aria-pressed={pinned}
        aria-label={label}
        title={label}
        tabIndex={stop ? 0 : -1}
        onClick={() => onPin(index)}
      >
        {text === null ? t().generate.endOfText : <Token text={text} />}
        {text !== null && depth !== null && <b>{depth}</b>}
      </button>
    );
  },
  // `onPin` closes over the pinned token and nothing else that is drawn.
  (a, b) => a.label === b.label && a.pinned === b.pinned && a.parted === b.parted && a.stop === b.stop,
);

function UseText({ basis, written, role }: { basis: Source; written: Written; role: WriterRole }) {
  const set = useApp((state) => state.set);
  const text = wholeText(basis, written);
  const used = useApp((state) => state.settings.text === text) && text !== basis.text;
  if (readSteps(written).length === 0) return null;
  const says = t().generate.column;
  return (
    <p className={styles.use}>
      <button
        type="button"
        className={styles.quiet}
        aria-label={used ? undefined : says.takeTextOf(role)}
        onClick={() => set({ text: used ? basis.text : text })}
      >
        {used ? says.back : says.use}
      </button>{' '}
      {used && <span>{says.inUse}</span>}
    </p>
  );
}

function Figures({ role, written, recursions }: TextProps) {
  const speed = pace(written);
  const depth = meanDepth(written);
  const allocated = kvAllocated(written);
  const says = t().generate.figures;
  const figures: readonly (readonly [string, string])[] = [
    [says.speed, speed === null ? '–' : paceWords(speed)],
    [says.depth, depth === null ? '–' : depthWords(role, depth, recursions)],
    [says.flops, flops(flopsOf(written))],
    [says.live, bytes(kvLive(written))],
    [says.allocated, allocated === null ? '–' : bytes(allocated)],
    [says.held, says.heldOf(tokensHeld(written), written.opened.context)],
  ];
  return (
    <>
      <Spark role={role} written={written} recursions={recursions} />
      <dl className={styles.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const BOX = { width: 240, height: 28 };

/** Depth of each written token, as a row of bars. */
function Spark({ role, written, recursions }: TextProps) {
  const bars = useMemo(() => {
    const depths = readSteps(written).map((step) => (role === 'mor' ? step.depth : recursions));
    return sparkline(depths, recursions, BOX);
  }, [role, written, recursions]);
  const says = t().generate.column;
  const label = role === 'mor' ? says.depths(bars.map((bar) => bar.depth)) : says.everyLayer;
  return (
    <svg
      className={styles.spark}
      viewBox={`0 0 ${BOX.width} ${BOX.height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={bars.length === 0 ? says.noDepths : label}
    >
      {bars.map((bar) => (
        <rect
          key={bar.x}
          x={bar.x}
          y={bar.y}
          width={bar.width}
          height={bar.height}
          data-depth={role === 'mor' ? bar.depth : 'all'}
        />
      ))}
    </svg>
  );
}
