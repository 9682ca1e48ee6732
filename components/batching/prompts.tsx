'use client';

import { useEffect, useRef, useState } from 'react';
import { t } from '../../languages/current';
import { linesOf, PROMPT_LIMIT, PROMPTS_LIMIT } from '../../store/prompts';
import { useApp } from '../app-store';
import styles from './batching.module.css';
import { PROMPT_SETS, type PromptSet } from './sets';

/** The prompts, one field each, and sets to begin with. */
export function Prompts() {
  const prompts = useApp((state) => state.settings.prompts);
  const set = useApp((state) => state.set);
  const list = useRef<HTMLOListElement>(null);
  const [cut, setCut] = useState(false);
  /** Field to be focused once it is there. */
  const [wanted, setWanted] = useState<number | null>(null);
  const lines = linesOf(prompts);
  const says = t().batching.prompts;
  useEffect(() => {
    if (wanted === null) return;
    list.current?.querySelectorAll('input')[wanted]?.focus();
    setWanted(null);
  }, [wanted]);

  const write = (next: readonly string[]) => set({ prompts: next.join('\n') });
  const change = (place: number, text: string) => {
    const line = text.replace(/\s+/g, ' ');
    setCut(line.length > PROMPT_LIMIT);
    write(lines.map((each, i) => (i === place ? line : each)));
  };
  const remove = (place: number) => {
    write(lines.filter((_, i) => i !== place));
    setWanted(Math.min(place, lines.length - 2));
  };
  const add = () => {
    write([...lines, '']);
    setWanted(lines.length);
  };
  const full = lines.length >= PROMPTS_LIMIT;
  return (
    <fieldset className={styles.prompts}>
      <legend className={styles.legendText}>{says.name}</legend>
      <ol ref={list} className={styles.promptList}>
        {lines.map((line, place) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a prompt is its place
            key={place}
            className={styles.prompt}
          >
            <input
              type="text"
              aria-label={says.prompt(place + 1)}
              value={line}
              onChange={(event) => change(place, event.currentTarget.value)}
              onKeyDown={(event) => event.key === 'Enter' && !full && add()}
            />
            {lines.length > 1 && (
              <button
                type="button"
                className={styles.quiet}
                aria-label={says.removeThis(place + 1)}
                onClick={() => remove(place)}
              >
                {says.remove}
              </button>
            )}
          </li>
        ))}
      </ol>
      <div className={styles.promptFoot}>
        <button
          type="button"
          className={styles.quiet}
          aria-disabled={full || undefined}
          onClick={full ? undefined : add}
        >
          {says.add}
        </button>
        <span role="status" className={styles.note}>
          {t().common.sentences([
            full ? says.full(PROMPTS_LIMIT) : '',
            cut ? says.tooLong(PROMPT_LIMIT) : '',
          ])}
        </span>
        <fieldset className={styles.sets}>
          <legend className="visually-hidden">{says.sets}</legend>
          {(Object.keys(PROMPT_SETS) as PromptSet[]).map((name) => (
            <button
              key={name}
              type="button"
              className={styles.set}
              aria-pressed={PROMPT_SETS[name].join('\n') === prompts}
              onClick={() => write(PROMPT_SETS[name])}
            >
              {says.set[name]}
            </button>
          ))}
        </fieldset>
      </div>
    </fieldset>
  );
}
