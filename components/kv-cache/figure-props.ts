import type { RunFacts } from '../trace/facts';
import type { CacheFacts } from './facts';

/** What picture and table are drawn from. */
export interface FigureProps {
  readonly facts: RunFacts;
  readonly mor: CacheFacts;
  /** Null while vanilla's run of this text is still on its way. */
  readonly vanilla: CacheFacts | null;
}
