import type { DecoderRequest } from '../model/decode/decoder';
import { Recording } from '../model/decode/recording';
import { currentGpu } from '../model/gpu/gpu';
import { Readback } from '../model/gpu/readback';
import { RESULT } from '../model/ops/decode/shape';
import { forwardPlan } from '../model/sharing';

/** How the dispatches of a recursion that the token does not reach are passed over. */
export type Way = 'early-return' | 'indirect' | 'left-out';

const WORD = 4;
/** Words of a dispatch's workgroups. */
const GROUPS = 3;
/** Tokens that the text has before any is written. */
const BEGINS_AT = 16;

type Groups = readonly [x: number, y: number, z: number];

/** A text whose tokens all leave after the same recursion, written by the recorded decode's own dispatches. */
export class ExitingText {
  private readonly recording: Recording;
  private readonly device = currentGpu().device;
  /** Workgroups of a token's dispatches, in order: as recorded, and where the device takes them from. */
  private readonly recorded: readonly Groups[];
  private readonly groups: GPUBuffer;
  private readonly result: Readback;

  constructor(
    private readonly request: DecoderRequest,
    private readonly depth: number,
  ) {
    const { device } = this;
    this.recording = new Recording(currentGpu(), request);
    const recorded: Groups[] = [];
    this.encode(device.createCommandEncoder(), (_, groups) => void recorded.push(groups));
    this.recorded = recorded;
    const usage = GPUBufferUsage.INDIRECT | GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    this.groups = device.createBuffer({ size: recorded.length * GROUPS * WORD, usage });
    const words = recorded.flatMap((groups, i) => (this.recursionOf(i) > depth ? [0, 0, 0] : groups));
    device.queue.writeBuffer(this.groups, 0, Uint32Array.from(words));
    this.result = new Readback(device, this.recording.buffers.result.size, 1);
  }

  /** A token's. */
  dispatches(way: Way): number {
    return this.recorded.filter((_, i) => way !== 'left-out' || this.recursionOf(i) <= this.depth).length;
  }

  /** Milliseconds of a token: each is a submit, all under way before the last is waited for. Throws where one is not as deep. */
  async write(way: Way, tokens: number): Promise<number> {
    const { device, recording, request } = this;
    recording.count(new Array(request.config.numRecursions + 1).fill(BEGINS_AT));
    await device.queue.onSubmittedWorkDone();
    const start = performance.now();
    for (let token = 0; token < tokens; token++) {
      const encoder = device.createCommandEncoder();
      this.encode(encoder, (pass, groups, i) => {
        const recursion = this.recursionOf(i);
        if (way === 'indirect' && recursion > 1) {
          pass.dispatchWorkgroupsIndirect(this.groups, i * GROUPS * WORD);
        } else if (way !== 'left-out' || recursion <= this.depth) {
          pass.dispatchWorkgroups(...groups);
        }
      });
      device.queue.submit([encoder.finish()]);
    }
    await device.queue.onSubmittedWorkDone();
    const ms = (performance.now() - start) / tokens;
    const depth = await this.lastDepth();
    if (depth !== this.depth) throw new Error(`${way}: a token took ${depth} recursions, not ${this.depth}`);
    return ms;
  }

  dispose(): void {
    this.result.dispose();
    this.groups.destroy();
    this.recording.dispose();
  }

  private async lastDepth(): Promise<number> {
    const encoder = this.device.createCommandEncoder();
    const arrived = this.result.copy(encoder, this.recording.buffers.result);
    this.device.queue.submit([encoder.finish()]);
    return new Uint32Array(await arrived())[RESULT.depth]!;
  }

  /** Encodes the recording, with something else done at each of its dispatches. */
  private encode(
    encoder: GPUCommandEncoder,
    dispatch: (pass: GPUComputePassEncoder, groups: Groups, i: number) => void,
  ): void {
    let at = 0;
    const beginComputePass = () => {
      const pass = encoder.beginComputePass();
      return instead(pass, 'dispatchWorkgroups', (x: number, y = 1, z = 1) => {
        dispatch(pass, [x, y, z], at);
        at += 1;
      });
    };
    this.recording.encode(instead(encoder, 'beginComputePass', beginComputePass));
  }

  /** 1-based recursion that a dispatch belongs to, 0 outside; asking for a recursion is done whoever comes. */
  private recursionOf(dispatch: number): number {
    const { prologue, recursions } = forwardPlan(this.request.config);
    const layers = recursions[0]!.length;
    const first = 1 + DISPATCHES_A_LAYER * prologue.length;
    const each = 1 + DISPATCHES_A_LAYER * layers;
    const [r, at] = [Math.floor((dispatch - first) / each), (dispatch - first) % each];
    return dispatch >= first && r < recursions.length && at > 0 ? r + 1 : 0;
  }
}

/** As the recording's budget has it. */
const DISPATCHES_A_LAYER = 5;

/** The object, but for one of its methods. */
function instead<T extends object, Name extends keyof T>(object: T, name: Name, method: T[Name]): T {
  return new Proxy(object, {
    get(target, key) {
      if (key === name) return method;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
