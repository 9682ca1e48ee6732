import type { ModelConfig } from '../config';
import type { PlannedLayer } from '../sharing';
import type { Arena } from './arena';
import { type Address, floatsAt, integersAt, type Kernels } from './kernels';

/** The attention probabilities of one unrolled layer, which the kernels otherwise overwrite. Owns the room for them. */
export class ShownAttention {
  /** Whose the probabilities are; nobody's until the layer is taken. */
  rows: Int32Array = new Int32Array(0);
  private readonly address: Address;

  /** rows: of one call at most. */
  constructor(
    private readonly kernels: Kernels,
    private readonly arena: Arena,
    private readonly config: ModelConfig,
    rows: number,
    private readonly layer: number,
  ) {
    this.address = kernels.allocate(4 * config.numAttentionHeads * rows * arena.room);
  }

  /** Before rows go through a layer: tells the kernels whether to leave its probabilities. */
  entering({ layer }: PlannedLayer, rows: Int32Array): void {
    const shown = layer === this.layer;
    if (shown) this.rows = rows.slice();
    integersAt(this.kernels, this.arena.shown, 1)[0] = shown ? this.address : 0;
  }

  /** (heads, rows, keys) the share each row gave to the first `keys` entries of its text. */
  read(keys: number): Float32Array {
    const { room } = this.arena;
    const lines = this.config.numAttentionHeads * this.rows.length;
    const found = floatsAt(this.kernels, this.address, lines * room);
    const probabilities = new Float32Array(lines * keys);
    for (let line = 0; line < lines; line++) {
      probabilities.set(found.subarray(line * room, line * room + keys), line * keys);
    }
    return probabilities;
  }

  free(): void {
    this.kernels.free(this.address);
  }
}
