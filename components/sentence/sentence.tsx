'use client';

import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { t } from '../../languages/current';
import { FIRST_PRESET, PRESETS } from '../../store/presets';
import type { AppState } from '../../store/state';
import { useApp, useShown } from '../app-store';
import { overLimit, type Stretch, stretchOf } from './marks';
import styles from './sentence.module.css';

interface Props {
  /** False until the page can take input. */
  readonly live: boolean;
  /** Beside a lesson, whose own words head the page and say what to look for. */
  readonly besideLesson?: boolean;
}

/** The text, its length in tokens, and the examples, or what a link shows of them. */
export function Sentence({ live, besideLesson = false }: Props) {
  const [field, examples] = [useShown('text'), useShown('examples')];
  const { heading, name } = t().sentence;
  if (!field && !examples) {
    return besideLesson ? null : <h1 className="visually-hidden">{heading.neither}</h1>;
  }
  return (
    <section className={styles.sentence} aria-label={name}>
      {field ? (
        <TextField live={live} besideLesson={besideLesson} />
      ) : (
        !besideLesson && <h1 className={styles.title}>{heading.choose}</h1>
      )}
      {examples && <Examples besideLesson={besideLesson} />}
    </section>
  );
}

function TextField({ live, besideLesson }: Required<Props>) {
  const text = useApp((state) => state.settings.text);
  const set = useApp((state) => state.set);
  const field = useId();
  const count = useId();
  return (
    <>
      {besideLesson ? (
        <label htmlFor={field} className={styles.name}>
          {t().sentence.name}
        </label>
      ) : (
        <h1 className={styles.title}>
          <label htmlFor={field}>{t().sentence.heading.field}</label>
        </h1>
      )}
      <div className={styles.box} data-long={isLong(text) || undefined}>
        <div className={styles.paper}>
          <div className={styles.page}>
            <Marks text={text} />
            <GrowingText
              id={field}
              describedBy={count}
              value={text}
              readOnly={!live}
              onChange={(next) => set({ text: next })}
            />
          </div>
        </div>
        <div className={styles.foot}>
          <Corrections />
          <Counter id={count} />
        </div>
      </div>
    </>
  );
}

/** Texts that each teach one thing, and what this one teaches: beside a lesson that is the lesson's to say. */
function Examples({ besideLesson }: Pick<Required<Props>, 'besideLesson'>) {
  const text = useApp((state) => state.settings.text);
  const set = useApp((state) => state.set);
  const preset = PRESETS.find((each) => each.text === text);
  const says = t().sentence;
  return (
    <>
      <fieldset className={styles.chips}>
        <legend className="visually-hidden">{says.examples}</legend>
        {PRESETS.map((each) => (
          <button
            key={each.id}
            type="button"
            className={styles.chip}
            aria-pressed={each === preset}
            title={says.presets[each.id].lesson}
            onClick={() => set({ text: each.text })}
          >
            {says.presets[each.id].title}
          </button>
        ))}
      </fieldset>
      {preset && besideLesson ? null : (
        <p className={styles.lesson}>
          {preset ? says.presets[preset.id].lesson : text === '' ? says.empty : says.own}
        </p>
      )}
    </>
  );
}

/** Too long for one line: the counter goes under the text. */
const isLong = (text: string) => text.length > 80 || text.includes('\n');

interface FieldProps {
  readonly id: string;
  readonly describedBy: string;
  readonly value: string;
  readonly readOnly: boolean;
  readonly onChange: (value: string) => void;
}

/** A text field as tall as its text. */
function GrowingText({ id, describedBy, value, readOnly, onChange }: FieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text may need another height
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || globalThis.CSS?.supports('field-sizing', 'content')) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [value]);
  return (
    <textarea
      ref={field}
      id={id}
      className={styles.field}
      aria-describedby={describedBy}
      rows={1}
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
      autoCorrect="off"
      placeholder={FIRST_PRESET.text}
      readOnly={readOnly}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Behind the text: the token that is looked at, and what lies beyond the model's context. */
function Marks({ text }: { readonly text: string }) {
  const trace = useApp((state) => state.run.traces.mor);
  const pinned = useApp((state) => state.selection.pinned);
  const hovered = useApp((state) => state.selection.hovered);
  if (!trace) return null;
  const stretches: [Stretch | null, string | undefined][] = [
    [pinned === null ? null : stretchOf(text, trace.tokens, pinned), styles.pinned],
    [hovered === null || hovered === pinned ? null : stretchOf(text, trace.tokens, hovered), styles.hovered],
    [overLimit(text, trace.tokens, trace.truncated), styles.over],
  ];
  return (
    <div className={styles.marks} aria-hidden="true">
      {marked(text, stretches)}
    </div>
  );
}

function marked(text: string, stretches: readonly [Stretch | null, string | undefined][]): ReactNode[] {
  const parts: ReactNode[] = [];
  let at = 0;
  const found = stretches.flatMap(([stretch, name]) => (stretch ? [{ ...stretch, name }] : []));
  for (const { start, end, name } of found.sort((a, b) => a.start - b.start)) {
    parts.push(
      text.slice(at, start),
      <mark key={start} className={name}>
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  return [...parts, text.slice(at)];
}

function selectLimit(state: AppState): number | null {
  return (
    state.run.traces.mor?.config.maxPositionEmbeddings ??
    state.manifest?.families.find((family) => family.id === state.settings.model)?.context ??
    null
  );
}

function Counter({ id }: { readonly id: string }) {
  const limit = useApp(selectLimit);
  const empty = useApp((state) => state.settings.text === '');
  const trace = useApp((state) => state.run.traces.mor);
  const count = empty ? 0 : trace ? trace.tokens.length + trace.truncated : null;
  const over = count !== null && limit !== null && count > limit;
  return (
    <span id={id} className={styles.counter} data-over={over || undefined}>
      {count ?? '–'} / {limit ?? '–'} <span className={styles.unit}>{t().sentence.tokens}</span>
      {over && <span className={styles.left}> · {t().sentence.leftOff(count - limit)}</span>}
    </span>
  );
}

function Corrections() {
  const undo = useApp((state) => state.undo);
  const canUndo = useApp((state) => state.canUndo);
  const reset = useApp((state) => state.reset);
  return (
    <div className={styles.corrections}>
      <button type="button" onClick={undo} disabled={!canUndo}>
        {t().sentence.undo}
      </button>
      <button type="button" onClick={reset}>
        {t().sentence.reset}
      </button>
    </div>
  );
}
