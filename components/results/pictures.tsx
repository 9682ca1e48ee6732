import { extent } from 'd3-array';
import { t } from '../../languages/current';
import type { ResultsIndex } from '../../store/results/results-index';
import { flops, metric } from '../ui/format';
import styles from './charts/charts.module.css';
import { ClassRows } from './charts/class-rows';
import { Histogram } from './charts/histogram';
import { Legend } from './charts/legend';
import { LineChart, type Series } from './charts/line-chart';
import { TaskRows } from './charts/task-rows';
import { LOOKED_AT, type Section } from './sections';
import { isoflopRuns } from './tables/experiments';
import { kindOf, lossOf, member, modelName, runOf, trainedBy } from './tables/models';
import type { Kind } from './tables/table';

interface Props {
  readonly picture: Section['picture'];
  readonly index: ResultsIndex;
  readonly set: string;
  readonly onRun: (run: string) => void;
}

/** The picture that goes with a table. */
export function Picture({ picture, index, set, onRun }: Props) {
  if (picture === 'isoflop') return <Isoflop index={index} set={set} onRun={onRun} />;
  if (picture === 'depth') return <DepthCurves index={index} set={set} onRun={onRun} />;
  if (picture === 'tasks') return <TaskRows index={index} onRun={onRun} />;
  if (picture === 'scores') return <Scores index={index} set={set} onRun={onRun} />;
  const evaluation = index.evaluations.find(({ id }) => id === LOOKED_AT);
  return evaluation ? (
    <>
      <LookedAt index={index} onRun={onRun} />
      <ClassRows evaluation={evaluation} set={set} />
    </>
  ) : null;
}

/** The one model that a picture shows, and its card. */
function LookedAt({ index, onRun }: Pick<Props, 'index' | 'onRun'>) {
  const row = member(index, LOOKED_AT);
  return row ? (
    <Legend
      items={[{ key: row.id, label: modelName(row), kind: kindOf(row), run: runOf(row) }]}
      onRun={onRun}
    />
  ) : null;
}

const KINDS: readonly Kind[] = ['vanilla', 'recursive', 'mor'];

/** One chart a budget, on one scale: the loss of each size. */
function Isoflop({ index, set, onRun }: Omit<Props, 'picture'>) {
  const runs = isoflopRuns(index).flatMap((row) => {
    const loss = lossOf(row, set, 'threshold');
    return loss ? [{ row, loss: loss.natsPerToken }] : [];
  });
  const says = t().results.pictures;
  const budgets = [...new Set(runs.map(({ row }) => row.budgetFlops ?? 0))];
  const sizes = [...new Set(runs.map(({ row }) => row.hiddenSize))];
  const [low = 0, high = 1] = extent(runs, ({ loss }) => loss);
  return (
    <>
      <Legend items={KINDS.map((kind) => ({ key: kind, label: t().results.models[kind], kind }))} />
      <div className={styles.multiples}>
        {budgets.map((budget) => {
          const here = runs.filter(({ row }) => row.budgetFlops === budget);
          const best = [...here].sort((a, b) => a.loss - b.loss)[0];
          return (
            <LineChart
              key={budget}
              title={flops(budget)}
              sentence={
                best ? says.least(modelName(best.row), best.row.hiddenSize, best.loss.toFixed(3)) : ''
              }
              xLabel={says.hiddenSize}
              yLabel={says.natsPerToken}
              xTicks={sizes}
              yDomain={[low, high]}
              onRun={onRun}
              series={KINDS.map(
                (kind): Series => ({
                  key: kind,
                  label: t().results.models[kind],
                  kind,
                  points: here
                    .filter(({ row }) => kindOf(row) === kind)
                    .map(({ row, loss }) => ({
                      x: row.hiddenSize,
                      y: loss,
                      run: runOf(row),
                      sentence: says.point(
                        t().results.models[kind],
                        row.hiddenSize,
                        loss.toFixed(3),
                        metric(row.tokens),
                      ),
                    })),
                }),
              )}
            />
          );
        })}
      </div>
    </>
  );
}

/** Loss against the recursions allowed: with the router's choice, and with every token going all the way. */
function DepthCurves({ index, set, onRun }: Omit<Props, 'picture'>) {
  const says = t().results.pictures;
  const charts = index.depth.map((row) => ({ id: row.id, curves: depthCurves(row, set) }));
  const losses = charts.flatMap(({ curves }) => curves.flatMap(({ points }) => points.map(({ y }) => y)));
  const [low = 0, high = 1] = extent(losses);
  return (
    <>
      <Legend
        items={[
          { key: 'threshold', kind: 'mor', label: says.byThreshold },
          { key: 'all', kind: 'mor', label: says.everyToken, dashed: true },
        ]}
      />
      <div className={styles.multiples}>
        {charts.map(({ id, curves }) => (
          <LineChart
            key={id}
            title={curves[0]?.label ?? id}
            sentence={t().common.sentences(curves[0]?.points.map((point) => point.sentence) ?? [])}
            xLabel={says.recursionsAllowed}
            yLabel={says.natsPerToken}
            xTicks={curves[0]?.points.map((point) => point.x) ?? []}
            yDomain={[low, high]}
            onRun={onRun}
            series={curves}
          />
        ))}
      </div>
    </>
  );
}

function depthCurves(row: ResultsIndex['depth'][number], set: string): Series[] {
  const says = t().results.pictures;
  return (['threshold', 'all'] as const).flatMap((rule) => {
    const losses = row.losses.filter((loss) => loss.set === set && loss.rule === rule);
    if (losses.length === 0) return [];
    const label = rule === 'all' ? says.modelAllTheWay(modelName(row)) : modelName(row);
    const points = losses.map((loss) => ({
      x: loss.maxDepth,
      y: loss.natsPerToken,
      run: trainedBy(row),
      sentence: says.depthPoint(
        label,
        loss.maxDepth,
        loss.natsPerToken.toFixed(3),
        loss.meanDepth.toFixed(2),
      ),
    }));
    return [{ key: rule, label, kind: kindOf(row), dashed: rule === 'all', points }];
  });
}

function Scores({ index, set, onRun }: Omit<Props, 'picture'>) {
  const evaluation = index.evaluations.find(({ id }) => id === LOOKED_AT);
  const scores = evaluation?.heldOut[set]?.threshold?.router?.scores ?? [];
  return (
    <>
      <LookedAt index={index} onRun={onRun} />
      <div className={styles.multiples}>
        {scores.map((each) => (
          <Histogram key={each.recursion} {...each} />
        ))}
      </div>
    </>
  );
}
