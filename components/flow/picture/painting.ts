import type { FlowFacts } from '../describe';
import type { Motion } from '../motion';
import type { Scene } from '../scene/scene';
import type { Phase } from '../timeline';

export interface Painting {
  readonly flow: FlowFacts;
  readonly scene: Scene;
  readonly motion: Motion;
  /** One store for all laps. */
  readonly shared: boolean;
  readonly ticketed: boolean;
}

/** A time of playing, and what is under way. */
export interface Moment {
  readonly seconds: number;
  /** -1 before the start. */
  readonly index: number;
  readonly phase: Phase | undefined;
  readonly flops: number;
  readonly over: boolean;
}

export function write(node: Element | null | undefined, text: string): void {
  if (node && node.textContent !== text) node.textContent = text;
}

export function flag(node: HTMLElement | SVGElement | null | undefined, key: string, on: boolean): void {
  if (!node || (node.dataset[key] !== undefined) === on) return;
  if (on) node.dataset[key] = '';
  else delete node.dataset[key];
}
