import { t } from '../languages/current';
import type { Engine, LoadProgress } from '../workers/engine';
import type { Notice, RunState } from './state';

/** What `Loads` needs of the page. */
export interface LoadsHost {
  readonly engine: Pick<Engine, 'load' | 'onProgress'>;
  run(): RunState;
  update(patch: Partial<RunState>): void;
  notify(notice: Notice): void;
}

/** The models that the engine's present life has loaded or is loading, each once, with the progress of those on their way. */
export class Loads {
  readonly #host: LoadsHost;
  /** By model id; removed where the load failed, so that it is tried again. */
  readonly #models = new Map<string, Promise<unknown>>();
  #some = false;

  constructor(host: LoadsHost) {
    this.#host = host;
  }

  /** Keeps `RunState.progress` true until the returned function is called. */
  listen(): () => void {
    return this.#host.engine.onProgress((progress) => this.#progress(progress));
  }

  /** True once a model is there. */
  get some(): boolean {
    return this.#some;
  }

  /** The engine began anew and holds nothing. */
  clear(): void {
    this.#models.clear();
    this.#some = false;
  }

  /** Resolves when the model is there. Rejects with MorError. */
  async load(model: string): Promise<void> {
    const known = this.#models.get(model);
    if (known !== undefined) return void (await known);
    const loading = this.#host.engine.load(model);
    this.#models.set(model, loading);
    const end = (there: boolean) => {
      if (this.#models.get(model) !== loading) return; // the life it was loaded in is over
      if (there) this.#some = true;
      else this.#models.delete(model);
      this.#forget(model);
    };
    await loading.then(
      () => end(true),
      (error: unknown) => {
        end(false);
        throw error;
      },
    );
  }

  #progress(progress: LoadProgress): void {
    const { model, phase, verified } = progress;
    if (phase !== 'ready') {
      this.#host.update({ progress: { ...this.#host.run().progress, [model]: progress } });
      return;
    }
    this.#forget(model);
    if (verified === false) {
      this.#host.notify({ id: 'unverified', message: () => t().notices.unverified });
    }
  }

  #forget(model: string): void {
    const { [model]: gone, ...others } = this.#host.run().progress;
    if (gone !== undefined) this.#host.update({ progress: others });
  }
}
