import { extent } from 'd3-array';
import type { ResultsIndex } from '../../store/results/schema';
import { flops, metric } from '../ui/format';
import styles from './charts/charts.module.css';
import { ClassRows } from './charts/class-rows';
import { Histogram } from './charts/histogram';
import { Legend } from './charts/legend';
import { LineChart, type Series } from './charts/line-chart';
import { TaskRows } from './charts/task-rows';
import { LOOKED_AT, type Section } from './sections';
import { isoflopRuns } from './tables/experiments';
import { kindOf, lossOf, modelName, runOf } from './tables/models';
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
  if (picture === 'depth') return <DepthCurves index={index} set={set} />;
  if (picture === 'tasks') return <TaskRows index={index} />;
  if (picture === 'scores') return <Scores index={index} set={set} />;
  const evaluation = index.evaluations.find(({ id }) => id === LOOKED_AT);
  return evaluation ? <ClassRows evaluation={evaluation} set={set} /> : null;
}

const NAMES: { readonly [kind in Kind]: string } = { vanilla: 'Vanilla', recursive: 'Recursive', mor: 'MoR' };
const KINDS: readonly Kind[] = ['vanilla', 'recursive', 'mor'];

/** One chart a budget, on one scale: the loss of each size. */
function Isoflop({ index, set, onRun }: Omit<Props, 'picture'>) {
  const runs = isoflopRuns(index).flatMap((row) => {
    const loss = lossOf(row, set, 'threshold');
    return loss ? [{ row, loss: loss.natsPerToken }] : [];
  });
  const budgets = [...new Set(runs.map(({ row }) => row.budgetFlops ?? 0))];
  const sizes = [...new Set(runs.map(({ row }) => row.hiddenSize))];
  const [low = 0, high = 1] = extent(runs, ({ loss }) => loss);
  return (
    <>
      <Legend items={KINDS.map((kind) => ({ key: kind, label: NAMES[kind], kind }))} />
      <div className={styles.multiples}>
        {budgets.map((budget) => {
          const here = runs.filter(({ row }) => row.budgetFlops === budget);
          const best = [...here].sort((a, b) => a.loss - b.loss)[0];
          return (
            <LineChart
              key={budget}
              title={flops(budget)}
              sentence={
                best
                  ? `Least loss: ${modelName(best.row)}, width ${best.row.hiddenSize}, ${best.loss.toFixed(3)}.`
                  : ''
              }
              xLabel="hidden size"
              yLabel="nats a token"
              xTicks={sizes}
              yDomain={[low, high]}
              onRun={onRun}
              series={KINDS.map(
                (kind): Series => ({
                  key: kind,
                  label: NAMES[kind],
                  kind,
                  points: here
                    .filter(({ row }) => kindOf(row) === kind)
                    .map(({ row, loss }) => ({
                      x: row.hiddenSize,
                      y: loss,
                      run: runOf(row),
                      sentence: `${NAMES[kind]}, width ${row.hiddenSize}: ${loss.toFixed(3)} nats after ${metric(row.tokens)} tokens.`,
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
function DepthCurves({ index, set }: Pick<Props, 'index' | 'set'>) {
  const charts = index.depth.map((row) => ({ id: row.id, curves: depthCurves(row, set) }));
  const losses = charts.flatMap(({ curves }) => curves.flatMap(({ points }) => points.map(({ y }) => y)));
  const [low = 0, high = 1] = extent(losses);
  return (
    <div className={styles.multiples}>
      {charts.map(({ id, curves }) => (
        <div key={id}>
          <LineChart
            title={curves[0]?.label ?? id}
            sentence={curves[0]?.points.map((point) => point.sentence).join(' ') ?? ''}
            xLabel="recursions allowed"
            yLabel="nats a token"
            xTicks={curves[0]?.points.map((point) => point.x) ?? []}
            yDomain={[low, high]}
            series={curves}
          />
          {curves.length > 1 && (
            <Legend
              items={curves.map(({ key, kind, dashed }) => ({
                key,
                kind,
                label: dashed ? 'every token all the way' : 'by threshold',
                ...(dashed && { dashed }),
              }))}
            />
          )}
        </div>
      ))}
    </div>
  );
}

function depthCurves(row: ResultsIndex['depth'][number], set: string): Series[] {
  return (['threshold', 'all'] as const).flatMap((rule) => {
    const losses = row.losses.filter((loss) => loss.set === set && loss.rule === rule);
    if (losses.length === 0) return [];
    const label = `${modelName(row)}${rule === 'all' ? ', every token all the way' : ''}`;
    const points = losses.map((loss) => ({
      x: loss.maxDepth,
      y: loss.natsPerToken,
      sentence: `${label}, ${loss.maxDepth} allowed: ${loss.natsPerToken.toFixed(3)} nats at mean depth ${loss.meanDepth.toFixed(2)}.`,
    }));
    return [{ key: rule, label, kind: kindOf(row), dashed: rule === 'all', points }];
  });
}

function Scores({ index, set }: Pick<Props, 'index' | 'set'>) {
  const evaluation = index.evaluations.find(({ id }) => id === LOOKED_AT);
  const scores = evaluation?.heldOut[set]?.threshold?.router?.scores ?? [];
  return (
    <div className={styles.multiples}>
      {scores.map((each) => (
        <Histogram key={each.recursion} {...each} />
      ))}
    </div>
  );
}
