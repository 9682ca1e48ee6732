import type { EnteringRows, RowLimits } from '../rows/row-engine';
import type { Crew, CrewRequest } from './crew';
import type { Scheduled, TickRecord } from './scheduled';

/**
 * Answers a batch's books out of what the device did by its own schedule, so that they tell it as it was: the same rules on
 * both sides, the device's verdicts and tokens. Where the two do not agree, somebody has broken them, and the books stop.
 */
export class ScheduledCrew implements Crew {
  /** Of the tick at hand; and of the one after it, whose tail is this one's under `sequence`. */
  private now: TickRecord | null = null;
  private after: TickRecord | null = null;

  /** Owns the schedule. */
  constructor(
    private readonly scheduled: Scheduled,
    private readonly request: Pick<CrewRequest, 'limits' | 'policy'>,
  ) {}

  get limits(): RowLimits {
    return this.request.limits;
  }

  get kvBytesAllocated(): number {
    return this.scheduled.kvBytes;
  }

  async begin(): Promise<number> {
    if (this.request.policy === 'depth') {
      this.now = await this.scheduled.next();
    } else {
      this.now = this.after ?? (await this.scheduled.next());
      this.after = await this.scheduled.next();
    }
    return this.now.ms;
  }

  reset(): void {}

  enter(_rows: EnteringRows): void {}

  recur(rows: Int32Array, recursions: Int32Array): Uint8Array {
    return Uint8Array.from(rows, (row, i) => {
      const upTo = this.now!.upTo.get(row);
      if (upTo === undefined) throw new Error(`row ${row} is not where the device has it`);
      return upTo > recursions[i]! ? 1 : 0;
    });
  }

  leave(_rows: Int32Array, read: Int32Array): Int32Array {
    const { ids } = (this.request.policy === 'depth' ? this.now : this.after)!;
    if (ids.length !== read.length) throw new Error(`${ids.length} texts went on, not ${read.length}`);
    return Int32Array.from(ids);
  }

  rest(): Promise<void> {
    return this.scheduled.rest();
  }

  dispose(): void {
    this.scheduled.dispose();
  }
}
