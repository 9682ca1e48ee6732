import { t } from '../../../languages/current';
import type { TrainingRow } from '../../../store/results/experiments';
import type { ResultsIndex } from '../../../store/results/results-index';
import { metric } from '../../ui/format';
import { difference, model, nats } from './columns';
import { family, kindOf, lossOf, modelName, runOf, shorter } from './models';
import type { ResultTable } from './table';

/** A member and the run of the same weights on fewer tokens. Losses under the causal rule, nats a token. */
export interface Longer {
  readonly row: TrainingRow;
  readonly before: TrainingRow;
  readonly loss: number;
  readonly lossBefore: number;
}

/** Every member that was measured after fewer tokens as well. */
export function trainedLonger(index: ResultsIndex, set: string): readonly Longer[] {
  return family(index).flatMap((row) => {
    const before = shorter(index, row.id);
    const lossBefore = before && lossOf(before, set, 'threshold');
    const loss = lossOf(row, set, 'threshold');
    return before && lossBefore && loss
      ? [{ row, before, loss: loss.natsPerToken, lossBefore: lossBefore.natsPerToken }]
      : [];
  });
}

/** What more tokens bring to each member, and to its distance from vanilla. */
export function longerTable(index: ResultsIndex, set: string): ResultTable {
  const { longer: says } = t().results;
  const runs = trainedLonger(index, set);
  const [first] = runs;
  const [few, many] = [metric(first?.before.tokens ?? 0), metric(first?.row.tokens ?? 0)];
  const vanilla = runs.find(({ row }) => kindOf(row) === 'vanilla');
  return {
    id: 'longer',
    title: says.title,
    question: t().results.question('tokens', first?.before.question ?? says.question),
    columns: [
      model(),
      nats('lossBefore', says.loss(few)),
      nats('loss', says.loss(many)),
      difference('gained', says.gained),
      difference('gapBefore', says.gap(few)),
      difference('gap', says.gap(many)),
    ],
    rows: runs.map((run) => ({
      key: run.row.id,
      kind: kindOf(run.row),
      run: runOf(run.before),
      cells: {
        model: modelName(run.row),
        lossBefore: run.lossBefore,
        loss: run.loss,
        gained: run.loss - run.lossBefore,
        gapBefore: vanilla && run !== vanilla ? run.lossBefore - vanilla.lossBefore : null,
        gap: vanilla && run !== vanilla ? run.loss - vanilla.loss : null,
      },
    })),
    notes: [says.note(set)],
  };
}
