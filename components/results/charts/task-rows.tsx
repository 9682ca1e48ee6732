import { t } from '../../../languages/current';
import type { ResultsIndex } from '../../../store/results/results-index';
import { percent } from '../../ui/format';
import { type Task, tasks } from '../tables/evaluation';
import { kindOf, member, modelName, runOf } from '../tables/models';
import styles from './charts.module.css';
import { Legend } from './legend';

/** The three that the page sets side by side everywhere. */
const SHOWN = ['vanilla', 'recursive', 'mor-expert'];

const SCALE = [0, 0.25, 0.5, 0.75, 1];

interface Props {
  readonly index: ResultsIndex;
  readonly onRun: (run: string) => void;
}

/** Each set a row from 0 to 100 %: three intervals and the line of chance. The legend opens the models' cards. */
export function TaskRows({ index, onRun }: Props) {
  const shown = SHOWN.flatMap((id) => member(index, id) ?? []);
  return (
    <figure>
      <Legend
        items={shown.map((row) => ({
          key: row.id,
          label: modelName(row),
          kind: kindOf(row),
          run: runOf(row),
        }))}
        onRun={onRun}
      />
      <ul className={styles.rows}>
        {tasks(index).map((task) => (
          <li key={task.set} className={styles.row} title={t().results.taskNote(task.set, task.note)}>
            <span>{task.title}</span>
            <Intervals task={task} index={index} />
            <span>{t().results.pictures.chance(percent(task.chance))}</span>
          </li>
        ))}
      </ul>
      <div className={styles.row} aria-hidden="true">
        <span />
        <span className={styles.scale}>
          {SCALE.map((part) => (
            <i key={part} style={{ left: `${100 * part}%` }}>
              {percent(part)}
            </i>
          ))}
        </span>
        <span />
      </div>
    </figure>
  );
}

function Intervals({ task, index }: { readonly task: Task; readonly index: ResultsIndex }) {
  const scores = SHOWN.flatMap((id) => {
    const score = task.scores.find((each) => each.member === id);
    const row = member(index, id);
    return score && row ? [{ ...score, kind: kindOf(row), name: modelName(row) }] : [];
  });
  const says = t().results.pictures;
  const said = scores.map(({ name, value, low, high }) =>
    says.interval(name, percent(value), percent(low), percent(high)),
  );
  const sentence = says.intervals(said, percent(task.chance));
  return (
    <span className={styles.track} role="img" aria-label={sentence}>
      {scores.map(({ member: id, kind, value, low, high }, i) => (
        <span
          key={id}
          className={styles.interval}
          data-kind={kind}
          title={said[i]}
          style={{ left: `${low * 100}%`, width: `${(high - low) * 100}%`, top: `${0.25 + i * 0.4375}rem` }}
        >
          <i style={{ left: `${high > low ? ((value - low) / (high - low)) * 100 : 50}%` }} />
        </span>
      ))}
      <i className={styles.chance} style={{ left: `${task.chance * 100}%` }} />
    </span>
  );
}
