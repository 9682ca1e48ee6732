'use client';

import { useEffect, useState } from 'react';
import { t } from '../../languages/current';
import { LESSONS, type LessonId } from '../../lessons/lessons';
import { CHOICES, DEFAULT_SETTINGS, HIDEABLE, LIMITS, limited } from '../../store/settings';
import type { Hideable, Settings } from '../../store/state';
import { siteBaseUrl } from '../../workers/clients/base-url';
import { useLearnWords } from '../learn/learn-words';
import { Segmented } from '../ui/segmented';
import { addressOfLink, type ClassLink } from './class-link';
import { Choice } from './select';
import styles from './teach.module.css';
import { useTeachWords } from './teach-words';

type Chosen = Pick<
  Settings,
  'view' | 'text' | 'routing' | 'cache' | 'recursions' | 'rule' | 'seed' | 'hide' | 'embed'
>;

type ChosenLesson = Omit<Extract<ClassLink, { opens: 'lesson' }>, 'opens'>;

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
  const [lesson, setLesson] = useState<ChosenLesson>({ lesson: 'who-decides', step: 1, codes: true });
  // Where the site lies, the page as it is served does not know.
  const [baseUrl, setBaseUrl] = useState<string | null>(null);
  useEffect(() => setBaseUrl(siteBaseUrl()), []);
  const link: ClassLink = opens === 'view' ? { opens, settings: chosen } : { opens, ...lesson };
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
        <OfLesson chosen={lesson} set={(patch) => setLesson({ ...lesson, ...patch })} />
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

interface OfLessonProps {
  readonly chosen: ChosenLesson;
  readonly set: (patch: Partial<ChosenLesson>) => void;
}

function OfLesson({ chosen, set }: OfLessonProps) {
  const words = useTeachWords().link;
  const { lessons } = useLearnWords();
  const steps = LESSONS[chosen.lesson].steps.map((_, i) => i + 1);
  return (
    <div className={styles.fields}>
      <Choice
        label={words.whichLesson}
        value={chosen.lesson}
        of={Object.keys(LESSONS) as LessonId[]}
        name={(each) => lessons[each].title}
        onChange={(next) => set({ lesson: next, step: 1 })}
      />
      <Choice
        label={words.fromStep}
        value={chosen.step}
        of={steps}
        name={String}
        onChange={(next) => set({ step: next })}
      />
      <label className={`${styles.check} ${styles.wide}`}>
        <input
          type="checkbox"
          checked={chosen.codes}
          onChange={(event) => set({ codes: event.target.checked })}
        />
        {words.codes}
      </label>
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
