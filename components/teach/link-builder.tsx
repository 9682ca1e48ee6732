'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { t } from '../../languages/current';
import { LESSONS, type LessonId } from '../../lessons/lessons';
import { CHOICES, DEFAULT_SETTINGS, HIDEABLE, LIMITS, limited } from '../../store/settings';
import type { Hideable, Settings } from '../../store/state';
import { siteBaseUrl } from '../../workers/clients/base-url';
import { useLearnWords } from '../learn/learn-words';
import { Segmented } from '../ui/segmented';
import { addressOfLink, type ClassLink } from './class-link';
import styles from './teach.module.css';
import { useTeachWords } from './teach-words';

type Chosen = Pick<
  Settings,
  'view' | 'text' | 'routing' | 'cache' | 'recursions' | 'rule' | 'seed' | 'hide' | 'embed'
>;

const { view, text, routing, cache, recursions, rule, seed, embed } = DEFAULT_SETTINGS;
const FIRST: Chosen = {
  view,
  text,
  routing,
  cache,
  recursions,
  rule,
  seed,
  embed,
  hide: ['examples', 'switches', 'cost'],
};

/** A link that opens one prepared view, or a lesson, with the rest hidden: chosen here, looked at, copied. */
export function LinkBuilder() {
  const words = useTeachWords().link;
  const [opens, setOpens] = useState<ClassLink['opens']>('view');
  const [chosen, setChosen] = useState(FIRST);
  const [lesson, setLesson] = useState<{ readonly id: LessonId; readonly step: number }>({
    id: 'who-decides',
    step: 1,
  });
  // Where the site lies, the page as it is served does not know.
  const [baseUrl, setBaseUrl] = useState<string | null>(null);
  useEffect(() => setBaseUrl(siteBaseUrl()), []);
  const link: ClassLink =
    opens === 'view' ? { opens, settings: chosen } : { opens, lesson: lesson.id, step: lesson.step };
  return (
    <section className={styles.section} aria-labelledby="class-link">
      <h2 id="class-link">{words.title}</h2>
      <p className={styles.aside}>{words.aside}</p>
      <Segmented
        label={words.opens}
        value={opens}
        options={[
          { value: 'view', label: words.view },
          { value: 'lesson', label: words.lesson },
        ]}
        onChange={setOpens}
      />
      {opens === 'view' ? (
        <OfView chosen={chosen} set={(patch) => setChosen({ ...chosen, ...patch })} />
      ) : (
        <OfLesson {...lesson} set={setLesson} />
      )}
      {baseUrl !== null && <Outcome address={addressOfLink(link, baseUrl)} />}
    </section>
  );
}

interface OfViewProps {
  readonly chosen: Chosen;
  readonly set: (patch: Partial<Chosen>) => void;
}

function OfView({ chosen, set }: OfViewProps) {
  const words = useTeachWords().link;
  const switches = t().switches;
  const hide = (part: Hideable, hidden: boolean) =>
    set({ hide: HIDEABLE.filter((each) => (each === part ? hidden : chosen.hide.includes(each))) });
  return (
    <div className={styles.fields}>
      <label className={`${styles.field} ${styles.wide}`}>
        {words.text}
        <input value={chosen.text} onChange={(event) => set({ text: event.target.value })} />
      </label>
      <Choice
        label={words.whichView}
        value={chosen.view}
        onChange={(value) => set({ view: value })}
        of={CHOICES.view}
        name={(value) => t().explore.views[value]}
      />
      <Choice
        label={words.routing}
        value={chosen.routing}
        onChange={(value) => set({ routing: value })}
        of={CHOICES.routing}
        name={(value) => switches.routing[value]}
      />
      <Choice
        label={words.cache}
        value={chosen.cache}
        onChange={(value) => set({ cache: value })}
        of={CHOICES.cache}
        name={(value) => switches.cache[value]}
      />
      <Choice
        label={words.recursions}
        value={chosen.recursions}
        onChange={(value) => set({ recursions: value })}
        of={CHOICES.recursions}
        name={String}
      />
      <Choice
        label={words.rule}
        value={chosen.rule}
        onChange={(value) => set({ rule: value })}
        of={CHOICES.rule}
        name={(value) => switches.rule[value]}
      />
      <label className={styles.field}>
        {words.seed}
        <input
          type="number"
          min={LIMITS.seed.min}
          max={LIMITS.seed.max}
          value={chosen.seed}
          onChange={(event) => set({ seed: limited('seed', Number(event.target.value), chosen.seed) })}
        />
      </label>
      <fieldset className={`${styles.hidden} ${styles.wide}`}>
        <legend>{words.hide}</legend>
        {HIDEABLE.map((part) => (
          <label key={part} className={styles.check}>
            <input
              type="checkbox"
              checked={chosen.hide.includes(part)}
              onChange={(event) => hide(part, event.target.checked)}
            />
            {words.parts[part]}
          </label>
        ))}
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={chosen.embed}
            onChange={(event) => set({ embed: event.target.checked })}
          />
          {words.embed}
        </label>
      </fieldset>
    </div>
  );
}

interface ChoiceProps<T extends string | number> {
  readonly label: string;
  readonly value: T;
  readonly of: readonly T[];
  readonly name: (value: T) => string;
  readonly onChange: (value: T) => void;
}

function Choice<T extends string | number>({ label, value, of, name, onChange }: ChoiceProps<T>): ReactNode {
  return (
    <label className={styles.field}>
      {label}
      <select
        value={value}
        onChange={(event) => {
          const next = of.find((each) => String(each) === event.target.value);
          if (next !== undefined) onChange(next);
        }}
      >
        {of.map((each) => (
          <option key={each} value={each}>
            {name(each)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface OfLessonProps {
  readonly id: LessonId;
  readonly step: number;
  readonly set: (lesson: { readonly id: LessonId; readonly step: number }) => void;
}

function OfLesson({ id, step, set }: OfLessonProps) {
  const words = useTeachWords().link;
  const { lessons } = useLearnWords();
  const steps = LESSONS[id].steps.map((_, i) => i + 1);
  return (
    <div className={styles.fields}>
      <Choice
        label={words.whichLesson}
        value={id}
        of={Object.keys(LESSONS) as LessonId[]}
        name={(each) => lessons[each].title}
        onChange={(next) => set({ id: next, step: 1 })}
      />
      <Choice
        label={words.fromStep}
        value={step}
        of={steps}
        name={String}
        onChange={(next) => set({ id, step: next })}
      />
    </div>
  );
}

/** The link itself: to copy, to open, to look at. */
function Outcome({ address }: { readonly address: string }) {
  const words = useTeachWords().link;
  const [copied, setCopied] = useState<{ readonly address: string; readonly done: boolean } | null>(null);
  const [preview, setPreview] = useState(false);
  const said = copied?.address === address ? (copied.done ? words.copied : words.notCopied) : '';
  const copy = async () => {
    const done = await Promise.resolve(navigator.clipboard?.writeText(address) ?? Promise.reject())
      .then(() => true)
      .catch(() => false);
    setCopied({ address, done });
  };
  return (
    <div className={styles.outcome}>
      <label className={`${styles.field} ${styles.wide}`}>
        {words.address}
        <input readOnly value={address} onFocus={(event) => event.target.select()} />
      </label>
      <div className={styles.buttons}>
        <button type="button" className={styles.primary} onClick={copy}>
          {words.copy}
        </button>
        <a href={address} target="_blank" rel="noopener">
          {words.open}
        </a>
        <button type="button" aria-expanded={preview} onClick={() => setPreview(!preview)}>
          {preview ? words.hidePreview : words.preview}
        </button>
        <span role="status">{said}</span>
      </div>
      {preview && <iframe key={address} className={styles.preview} title={words.previewName} src={address} />}
    </div>
  );
}
