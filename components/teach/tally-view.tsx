'use client';

import { lazy, Suspense, useState } from 'react';
import type { NotedLesson } from '../../languages/teach';
import { LESSONS } from '../../lessons/lessons';
import { answerOf, type Lesson } from '../../lessons/schema';
import { useLearnWords, useProse } from '../learn/learn-words';
import { Panel, PanelAction } from '../ui/panel';
import { NOTED } from './noted';
import { OwnQuestion } from './own-question';
import { Choice } from './select';
import type { Subject } from './subject-count';
import styles from './teach.module.css';
import { useTeachWords } from './teach-words';

const SubjectCount = lazy(() => import('./subject-count').then((file) => ({ default: file.SubjectCount })));

/** The class's vote, by hands or by letters, as bars for the projector. It stays on this machine and ends with the page. */
export function TallyView() {
  const words = useTeachWords().tally;
  const [subject, setSubject] = useState<Subject | null>(null);
  // Counting begins anew with each round and each subject.
  const [round, setRound] = useState(0);
  return (
    <Panel
      title={words.title}
      aside={words.aside}
      className={styles.tally}
      actions={<PanelAction onClick={() => setRound(round + 1)}>{words.clear}</PanelAction>}
    >
      <Subjects subject={subject} onChange={setSubject} />
      {subject === null ? (
        <OwnQuestion round={round} />
      ) : (
        <Suspense>
          <SubjectCount key={`${subject.lesson}/${subject.step}/${round}`} {...subject} />
        </Suspense>
      )}
    </Panel>
  );
}

const OWN = 'own';

interface SubjectsProps {
  readonly subject: Subject | null;
  readonly onChange: (subject: Subject | null) => void;
}

/** A prediction of a lesson, or whatever the teacher asks. */
function Subjects({ subject, onChange }: SubjectsProps) {
  const { tally: words } = useTeachWords();
  const { lessons } = useLearnWords();
  return (
    <div className={styles.fields}>
      <Choice
        label={words.about}
        value={subject?.lesson ?? OWN}
        of={[OWN, ...NOTED] as const}
        name={(each) => (each === OWN ? words.own : lessons[each].title)}
        onChange={(next) =>
          onChange(next === OWN ? null : { lesson: next, step: askingSteps(next)[0]?.id ?? '' })
        }
      />
      {subject && (
        <Suspense>
          <StepOf subject={subject} onChange={onChange} />
        </Suspense>
      )}
    </div>
  );
}

function StepOf({
  subject,
  onChange,
}: {
  readonly subject: Subject;
  readonly onChange: SubjectsProps['onChange'];
}) {
  const words = useTeachWords().tally;
  const { titles } = useProse(subject.lesson);
  return (
    <Choice
      label={words.prediction}
      value={subject.step}
      of={askingSteps(subject.lesson).map(({ id }) => id)}
      name={(id) => titles[id] ?? ''}
      onChange={(step) => onChange({ ...subject, step })}
    />
  );
}

/** Steps whose answers have a code. */
function askingSteps(id: NotedLesson): Lesson['steps'] {
  return LESSONS[id].steps.filter((step) => answerOf(step) !== null);
}
