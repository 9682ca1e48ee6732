'use client';

import { useId } from 'react';
import { t } from '../../languages/current';
import { CHANGE_LIMIT } from '../../store/settings';
import { useApp } from '../app-store';
import { quoted } from '../ui/token-text';
import styles from './causality.module.css';
import { EXAMPLES, lessonOf, SUGGESTIONS } from './examples';
import type { ChosenWord } from './use-causality';
import type { Word } from './words';

/** Changes that show the leak: text, word and replacement in one step. */
export function Examples() {
  const settings = useApp((state) => state.settings);
  const set = useApp((state) => state.set);
  const chosen = EXAMPLES.find(
    ({ text, changeAt, changeTo }) =>
      text === settings.text && changeAt === settings.changeAt && changeTo === settings.changeTo,
  );
  return (
    <fieldset className={styles.examples}>
      <legend className={styles.label}>{t().causality.editor.examples}</legend>
      <div className={styles.chips}>
        {EXAMPLES.map((each) => (
          <button
            key={each.id}
            type="button"
            className={styles.chip}
            aria-pressed={each === chosen}
            title={t().causality.examples[each.id].lesson}
            onClick={() => set({ text: each.text, changeAt: each.changeAt, changeTo: each.changeTo })}
          >
            {t().causality.examples[each.id].title}
          </button>
        ))}
      </div>
      {chosen && <p className={styles.lesson}>{lessonOf(chosen, settings)}</p>}
    </fieldset>
  );
}

/** The text in words, one of them to be changed, and what stands in its place. */
export function Editor({ words, place }: ChosenWord) {
  const word = words[place];
  if (!word) return null;
  return (
    <div className={styles.editor}>
      <Words words={words} place={place} />
      <Replacement word={word} />
    </div>
  );
}

/** Radio buttons in the shape of the sentence: the arrow keys go from word to word. */
function Words({ words, place }: { readonly words: readonly Word[]; readonly place: number }) {
  const text = useApp((state) => state.settings.text);
  const to = useApp((state) => state.settings.changeTo.trim());
  const set = useApp((state) => state.set);
  const name = useId();
  const last = words.length - 1;
  return (
    <fieldset className={styles.words}>
      <legend className={styles.label}>{t().causality.editor.word}</legend>
      <p className={styles.text}>
        {words.map((word, index) => {
          const chosen = index === place;
          const changed = chosen && to !== '';
          return (
            <span key={word.start}>
              {text.slice(words[index - 1]?.end ?? 0, word.start)}
              <label className={styles.word} data-chosen={chosen || undefined}>
                <input
                  type="radio"
                  name={name}
                  checked={chosen}
                  aria-label={
                    changed
                      ? t().causality.editor.wordChanged(word.text, index + 1, to)
                      : t().causality.editor.wordAt(word.text, index + 1)
                  }
                  onChange={() => set({ changeAt: index === last ? -1 : index })}
                />
                {changed ? (
                  <>
                    <s>{word.text}</s> <ins>{to}</ins>
                  </>
                ) : (
                  <span>{word.text}</span>
                )}
              </label>
            </span>
          );
        })}
        {text.slice(words[last]?.end)}
      </p>
    </fieldset>
  );
}

function Replacement({ word }: { readonly word: Word }) {
  const field = useId();
  const changeTo = useApp((state) => state.settings.changeTo);
  const set = useApp((state) => state.set);
  const says = t().causality.editor;
  return (
    <div className={styles.replacement}>
      <div className={styles.field}>
        <label className={styles.label} htmlFor={field}>
          {says.inPlaceOf(quoted(word.text))}
        </label>
        <input
          id={field}
          type="text"
          maxLength={CHANGE_LIMIT}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          placeholder={says.another}
          value={changeTo}
          onChange={(event) => set({ changeTo: event.currentTarget.value })}
        />
      </div>
      <fieldset className={styles.chips}>
        <legend className="visually-hidden">{says.suggestions}</legend>
        {SUGGESTIONS.filter((each) => each !== word.text).map((each) => (
          <button
            key={each}
            type="button"
            className={styles.chip}
            aria-pressed={each === changeTo.trim()}
            onClick={() => set({ changeTo: each })}
          >
            {each}
          </button>
        ))}
      </fieldset>
      <button
        type="button"
        className={styles.quiet}
        disabled={changeTo === ''}
        onClick={() => set({ changeTo: '' })}
      >
        {says.putBack(quoted(word.text))}
      </button>
    </div>
  );
}
