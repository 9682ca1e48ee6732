'use client';

import type { NotedLesson } from '../../languages/teach';
import { LESSONS } from '../../lessons/lessons';
import { useLearnWords } from '../learn/learn-words';
import { useSiteHref } from '../site/site-href';
import { NOTED, timing } from './noted';
import styles from './teach.module.css';
import { useTeachWords } from './teach-words';

/** Goals, timing, script and answers of every lesson; how long and in which steps comes from the lessons themselves. */
export function Notes() {
  const words = useTeachWords().notes;
  return (
    <section className={styles.section} aria-labelledby="notes">
      <h2 id="notes">{words.title}</h2>
      <p className={styles.aside}>{words.aside}</p>
      <div className={styles.notes}>
        {NOTED.map((id) => (
          <LessonNote key={id} id={id} />
        ))}
      </div>
    </section>
  );
}

function LessonNote({ id }: { readonly id: NotedLesson }) {
  const { notes: words, lessons } = useTeachWords();
  const { title, promise } = useLearnWords().lessons[id];
  const href = useSiteHref();
  const lesson = LESSONS[id];
  const { goals, before, questions, misconception } = lessons[id];
  const { play, rest, check } = timing(lesson);
  return (
    <details className={styles.note} name="lesson">
      <summary>
        <strong>{title}</strong> <span className={styles.aside}>{words.minutes(lesson.minutes)}</span>
      </summary>
      <p>{promise}</p>
      <h3>{words.goals}</h3>
      <ul>
        {goals.map((goal) => (
          <li key={goal}>{goal}</li>
        ))}
      </ul>
      <h3>{words.prior}</h3>
      <p>{before}</p>
      <h3>{words.timing}</h3>
      <p>{words.timingOf(play, rest, check)}</p>
      <h3>{words.script}</h3>
      <dl>
        {questions.map(({ ask, answer }) => (
          <div key={ask}>
            <dt>{ask}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
      <h3>{words.misconception}</h3>
      <p>{misconception}</p>
      <p className={styles.links}>
        <a href={href(`/learn/${id}/`)}>{words.start}</a>
        <a href={href(`/teach/?worksheet=${id}`)}>{words.worksheet}</a>
        <a href={href(`/teachers/${words.folder}/${id}.md`)} download>
          {words.file}
        </a>
      </p>
    </details>
  );
}
