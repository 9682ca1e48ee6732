import { traceFlops } from '../../model/cost';
import type { Trace } from '../../model/trace';
import { factsOf, type Passage } from '../trace/facts';

/** What became of a token in one recursion. */
export interface Fate {
  readonly passage: Passage;
  /** In [0, 1]. */
  readonly score: number | null;
}

export interface PictureToken {
  /** 0-based. */
  readonly position: number;
  readonly text: string;
  /** One a recursion, the first first. */
  readonly fates: readonly Fate[];
}

/** A token of a recorded run, and how often it went round. */
export interface Read {
  /** 0-based. */
  readonly position: number;
  readonly text: string;
  readonly depth: number;
}

/** A recorded run as the front door draws it: as little as the picture needs, so that the page stays light. */
export interface Picture {
  readonly text: string;
  readonly tokens: readonly PictureToken[];
  /** Names of the shared block's layers, as they are stored. */
  readonly layers: readonly number[];
  /** Score to reach at each recursion; null where everybody goes. */
  readonly bars: readonly (number | null)[];
  /** FLOPs that MoR has spent once each recursion is over, and at the end; vanilla's at the end. */
  readonly spent: readonly number[];
  readonly vanilla: number;
  /** The beginning of another run. */
  readonly read: readonly Read[];
}

/** As many tokens as stand on three lines. */
const READ = 17;

/** Tokens that went through a recursion, 1-based, and those that left before it. */
export function turnout({ tokens }: Picture, recursion: number): { through: string[]; left: string[] } {
  const with_ = (passage: Passage) =>
    tokens.filter(({ fates }) => fates[recursion - 1]?.passage === passage).map(({ text }) => text.trim());
  return { through: with_('through'), left: with_('left') };
}

/** The picture of a run of MoR and of the vanilla model on the same text, and the beginning of another of MoR. */
export function pictureOf(mor: Trace, vanilla: Trace, other: Trace): Picture {
  const facts = factsOf(mor);
  const begin = mor.passes.findIndex((pass) => pass.recursion !== null);
  const spentAfter = (recursion: number) =>
    traceFlops(
      {
        ...mor,
        passes: mor.passes.filter((pass, i) => i < begin || (pass.recursion ?? Infinity) <= recursion),
        recursions: mor.recursions.slice(0, recursion),
        // Without tokens no head is counted: it comes after the last recursion.
        tokens: [],
      },
      'honest',
    ).total;
  const block = mor.passes.filter((pass) => pass.recursion === 1).map((pass) => pass.stored);
  return {
    text: mor.tokens.map((token) => token.text).join(''),
    tokens: facts.tokens.map(({ position, text, decisions }) => ({
      position,
      text,
      fates: decisions.map(({ passage, score }) => ({ passage, score })),
    })),
    layers: block,
    bars: facts.bars,
    spent: [...mor.recursions.map(({ recursion }) => spentAfter(recursion)), traceFlops(mor, 'honest').total],
    vanilla: traceFlops(vanilla, 'honest').total,
    read: factsOf(other)
      .tokens.slice(0, READ)
      .map(({ position, text, depth }) => ({ position, text, depth })),
  };
}
