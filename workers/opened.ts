import { MorError } from '../model/errors';

// From the clock on, so that an id of an earlier thread means nothing to this one.
let lastId = Date.now();

/** What was opened on the device and is not closed yet, by ids that are given once. */
export class Opened<Thing extends { dispose(): void }> {
  readonly #things = new Map<number, Thing>();

  /** Keeps it until it is closed; returns its id. */
  keep(thing: Thing): number {
    const id = ++lastId;
    this.#things.set(id, thing);
    return id;
  }

  /** @throws MorError E-INPUT where it is closed */
  get(id: number): Thing {
    const thing = this.#things.get(id);
    if (thing === undefined) {
      throw new MorError('E-INPUT', 'This text is not being written any more.', 'Begin another.');
    }
    return thing;
  }

  /** Disposes of it; does nothing where it is closed. */
  close(id: number): void {
    this.#things.get(id)?.dispose();
    this.#things.delete(id);
  }

  closeAll(): void {
    for (const id of this.#things.keys()) this.close(id);
  }
}
