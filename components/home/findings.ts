import type { TrainingRow } from '../../store/results/experiments';
import type { ResultsIndex } from '../../store/results/results-index';
import { kindOf, lossOf, member } from '../results/tables/models';
import type { Kind } from '../results/tables/table';

/** What the front door says of the results; every number from the runs' files, losses in nats a token on one held-out set. */
export interface Findings {
  /** MoR with expert-choice against vanilla at equal tokens. */
  readonly cost: {
    readonly flopsShare: number;
    readonly parametersShare: number;
    readonly gap: number;
  };
  /** FLOPs of a token's forward pass, as shares of vanilla's. */
  readonly models: readonly ModelFinding[];
  /** How much worse lots are than the router. */
  readonly lots: { readonly gap: number };
  /** A vanilla model of as many unique parameters, against MoR. */
  readonly small: { readonly layers: number; readonly flopsShare: number; readonly gap: number };
}

export interface ModelFinding {
  readonly kind: Kind;
  readonly flopsShare: number;
}

const SET = 'tinystories.valid';

/** @throws Error where a run that the page speaks of is missing: the page is built from the files of this repository. */
export function findingsOf(index: ResultsIndex): Findings {
  const mor = there(member(index, 'mor-expert'), 'mor-expert');
  const vanilla = there(member(index, 'vanilla'), 'vanilla');
  const recursive = there(member(index, 'recursive'), 'recursive');
  const random = there(member(index, 'mor-random'), 'mor-random');
  const small = there(
    index.training.find(({ group }) => group === 'equal parameters'),
    'equal parameters',
  );
  return {
    cost: {
      flopsShare: mor.forwardFlopsPerToken / vanilla.forwardFlopsPerToken,
      parametersShare: mor.uniqueNonEmbeddingParameters / vanilla.uniqueNonEmbeddingParameters,
      gap: loss(mor) - loss(vanilla),
    },
    models: [vanilla, recursive, mor].map((row) => ({
      kind: kindOf(row),
      flopsShare: row.forwardFlopsPerToken / vanilla.forwardFlopsPerToken,
    })),
    lots: { gap: loss(random) - loss(mor) },
    small: {
      layers: small.layers,
      flopsShare: small.forwardFlopsPerToken / mor.forwardFlopsPerToken,
      gap: loss(small) - loss(mor),
    },
  };
}

const loss = (row: TrainingRow) => there(lossOf(row, SET, 'threshold'), `${row.id} on ${SET}`).natsPerToken;

function there<T>(found: T | null | undefined, what: string): T {
  if (found == null) throw new Error(`The results have no ${what}`);
  return found;
}
