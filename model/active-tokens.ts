import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from './config';
import { causalMask } from './ops/attention';
import { anglesAt, disposeRotation, type Rotation, rotationAt } from './ops/rope';
import { putRows, rowsAt } from './ops/rows';
import { upload } from './ops/upload';
import { positionsFrom } from './routing/selection';

/** The tokens behind the keys of a layer pass. */
export interface KeyTokens {
  /** Ascending, one for each row that holds an entry. */
  readonly positions: Int32Array;
  /** Rows there are: those that hold an entry first, free ones after them. */
  readonly rows: number;
}

/** The tokens that one forward pass reads: a stretch of a text, one row each. Owns the tensors of all that are chosen among them. */
export class Stretch {
  readonly everyone: ActiveTokens;
  private readonly chosen: ActiveTokens[] = [];
  private allAngles: tf.Tensor2D | undefined;

  /** start: the position of row 0. */
  constructor(
    readonly config: ModelConfig,
    readonly start: number,
    readonly length: number,
  ) {
    this.everyone = this.at(positionsFrom(start, length));
  }

  /** Tokens that the host chose: their positions, ascending. */
  at(positions: Int32Array): ActiveTokens {
    return this.keep(new ActiveTokens(this, positions.length, positions, null));
  }

  /** Tokens that the device chose, at most `room`; list as in `ActiveTokens.list`, which is the stretch's from here on. */
  listed(list: tf.Tensor1D, room: number): ActiveTokens {
    return this.keep(new ActiveTokens(this, room, null, list));
  }

  /** (length, headDim): the angles of every row, for the kernels. */
  get angles(): tf.Tensor2D {
    const { headDim, ropeTheta } = this.config;
    this.allAngles ??= tf.keep(anglesAt(this.everyone.positions, headDim, ropeTheta));
    return this.allAngles;
  }

  dispose(): void {
    this.allAngles?.dispose();
    for (const tokens of this.chosen) tokens.dispose();
  }

  private keep(tokens: ActiveTokens): ActiveTokens {
    this.chosen.push(tokens);
    return tokens;
  }
}

/** The tokens that take part in a run of layers: their original positions and what those mean to attention. */
export class ActiveTokens implements KeyTokens {
  private ownRotation: Rotation | undefined;
  private reading: Promise<void> | undefined;
  private readonly masks = new Map<KeyTokens, tf.Tensor2D>();
  private readonly lists = new Map<KeyTokens, tf.Tensor1D>();

  /** Made by `Stretch`: of positions or a list one is null. */
  constructor(
    readonly stretch: Stretch,
    /** Tokens there are at most; exact where the host chose them. */
    readonly room: number,
    private known: Int32Array | null,
    private onDevice: tf.Tensor1D | null,
  ) {}

  /** Ascending. Of tokens that the device chose they are known after `read`. */
  get positions(): Int32Array {
    if (!this.known) throw new Error('the device has not told yet who was chosen');
    return this.known;
  }

  get rows(): number {
    return this.room;
  }

  /** Brings the positions to the host. */
  read(): Promise<void> {
    this.reading ??= this.known ? Promise.resolve() : this.readList();
    return this.reading;
  }

  /** These tokens as the host would have chosen them: with their positions known, and room for no more. */
  async exact(): Promise<ActiveTokens> {
    await this.read();
    return this.positions.length === this.room ? this : this.stretch.at(this.positions);
  }

  private async readList(): Promise<void> {
    const list = await this.list.data<'int32'>();
    const [count, start] = list;
    this.known = Int32Array.from(list.subarray(2, 2 + count!), (row) => start! + row);
  }

  /** Their rows of x (all rows of the stretch, columns): a new tensor (these, columns). */
  of(x: tf.Tensor2D): tf.Tensor2D {
    return this.room === this.stretch.length ? tf.clone(x) : rowsAt(x, this.rowsInStretch);
  }

  /** x with others (these, columns) in their rows: a new tensor (all rows of the stretch, columns). */
  into(x: tf.Tensor2D, others: tf.Tensor2D): tf.Tensor2D {
    return putRows(x, others, this.rowsInStretch);
  }

  /** int32 (2 + room at least), for the kernels: how many they are, the position of row 0, their rows ascending. */
  get list(): tf.Tensor1D {
    this.onDevice ??= listOf(this.positions, this.stretch.start);
    return this.onDevice;
  }

  /** The list of the keys: their positions, counted from any row 0. */
  listOver(keys: KeyTokens): tf.Tensor1D {
    return keys instanceof ActiveTokens
      ? keys.list
      : madeOnce(this.lists, keys, () => listOf(keys.positions, 0));
  }

  /** Of these tokens, for the plain forms. */
  get rotation(): Rotation {
    const { headDim, ropeTheta, numAttentionHeads, numKeyValueHeads } = this.stretch.config;
    if (!this.ownRotation) {
      const heads = [numAttentionHeads, numKeyValueHeads];
      this.ownRotation = rotationAt(this.positions, headDim, ropeTheta, heads);
      const { cos, sin, swap } = this.ownRotation;
      for (const tensor of [cos, sin, ...swap.values()]) tf.keep(tensor);
    }
    return this.ownRotation;
  }

  /** (these, rows of the keys): what each of these tokens may see of the keys. Made once, for every layer sees the same. */
  maskOver(keys: KeyTokens): tf.Tensor2D {
    return madeOnce(this.masks, keys, () => causalMask(this.positions, keys.positions, keys.rows));
  }

  /** Their rows among those of the stretch. */
  get rowsInStretch(): Int32Array {
    return this.positions.map((position) => position - this.stretch.start);
  }

  dispose(): void {
    if (this.ownRotation) disposeRotation(this.ownRotation);
    this.onDevice?.dispose();
    tf.dispose([...this.masks.values(), ...this.lists.values()]);
  }
}

function listOf(positions: Int32Array, start: number): tf.Tensor1D {
  const list = Int32Array.of(positions.length, start, ...positions.map((position) => position - start));
  return tf.keep(upload<tf.Rank.R1>(list, [list.length]));
}

function madeOnce<T extends tf.Tensor>(made: Map<KeyTokens, T>, keys: KeyTokens, make: () => T): T {
  let tensor = made.get(keys);
  if (!tensor) {
    tensor = tf.keep(make());
    made.set(keys, tensor);
  }
  return tensor;
}
