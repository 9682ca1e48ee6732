// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Trace } from '../../../model/trace';
import { decodeTrace } from '../../../model/trace-json';
import type { GenerationState } from '../../../store/generation-state';
import { compare } from '../../cost/comparison';
import { describeCost } from '../../cost/describe';
import { costFigures } from '../../cost/figures';
import { headRows } from '../../inspector/attention-row';
import { factsOfCache } from '../../kv-cache/facts';
import { cacheGrid } from '../../kv-cache/grid';
import { trace as small } from '../../testing/traces';
import { describeRun } from '../../trace/describe';
import { factsOf } from '../../trace/facts';
import { type Drawing, framed } from '../frame';
import { mixed, type Palette, plainColour } from '../palette';
import { emsOf, escaped, wrapped } from '../svg';
import { attentionFigure } from './attention';
import { cacheFigure, readsFigure } from './cache';
import { costFigure } from './cost';
import { depthFigure } from './depth';
import { generateFigure } from './generate';

const palette = new Proxy({} as Palette, { get: () => '#3457b1' });
const LINK = 'https://example.org/?text=a&view=flow';
const ORIGIN = { made: 'nano/mor-expert on WASM', date: '2026-01-02', link: LINK };

const TRACES: readonly (readonly [string, Trace, Trace | null])[] = [
  ...['cat', 'name', 'stranger'].map((name): [string, Trace, Trace | null] => {
    const { traces } = JSON.parse(readFileSync(`public/traces/${name}.json`, 'utf8'));
    return [name, decodeTrace(traces.mor), decodeTrace(traces.vanilla)];
  }),
  ['three tokens', small(), null],
  ['three tokens under top-k', small({ rule: 'topk' }), null],
  ['three tokens under token-choice', small({ routing: 'token' }), null],
  ['hostile tokens', hostile(), null],
];

/** What a text may hold that an SVG must not take for its own. */
function hostile(): Trace {
  const texts = ['<b onload="x">', ' &amp;"\'', '\u0000\u001f\ud800  ]]>'];
  const base = small();
  return { ...base, tokens: base.tokens.map((token, t) => ({ ...token, text: texts[t] ?? '' })) };
}

function figuresOf(mor: Trace, vanilla: Trace | null): readonly Drawing[] {
  const facts = factsOf(mor);
  const costed = compare({ mor, recursive: null, vanilla });
  const cache = (role: 'mor' | 'vanilla') =>
    costed[role] && factsOfCache(costed[role], cacheGrid(costed[role].run));
  const cached = {
    facts,
    mor: cache('mor') ?? factsOfCache(costed.mor!, cacheGrid(mor)),
    recursive: null,
    vanilla: cache('vanilla'),
    notes: [],
    pinned: 1,
    palette,
  };
  const figures = costFigures(costed, 'honest');
  const position = facts.tokens.length - 1;
  const [row] = headRows(
    {
      layer: 1,
      recursion: 1,
      heads: 1,
      queries: Int32Array.of(position),
      keys: Int32Array.of(0, position),
      weights: Float32Array.of(0.25, 0.75),
    },
    position,
    facts.tokens.length,
  );
  return [
    depthFigure({ facts, truncated: 3, until: null, pinned: 1, palette }),
    depthFigure({ facts, truncated: 0, until: 1, pinned: null, palette }),
    cacheFigure(cached),
    readsFigure(cached),
    costFigure({ title: 'What it costs', figures, caption: describeCost(figures), palette }),
    attentionFigure({
      facts,
      row: row!,
      position,
      pass: 'recursion 1, layer 1',
      caption: 'Looks at “<i>”.',
      palette,
    }),
    generateFigure({ desk: desk(mor), palette }),
  ];
}

/** A writing whose steps are the tokens of a trace. */
function desk(trace: Trace): Pick<GenerationState, 'status' | 'basis' | 'written'> {
  const steps = trace.tokens.map((token, t) => ({
    token,
    probability: 0.5,
    alternatives: [],
    depth: trace.depth[t] ?? 1,
    scores: [],
    flops: 1e6,
    kvBytes: 1e3,
    kvBytesAllocated: 1e4,
    kvBytesRead: 1e3,
    ms: 5,
    end: null,
  }));
  const opened = {
    id: 1,
    prompt: trace.tokens,
    promptDepth: trace.depth,
    context: 64,
    flops: 1,
    kvBytes: 1,
    ms: 1,
  };
  const basis = { models: { mor: 'nano/mor', vanilla: 'nano/vanilla' }, recursions: 3, text: 'a' };
  const written = { opened, steps, reopened: [] };
  return { status: 'finished', basis, written: { mor: written, vanilla: written } } as never;
}

const parsed = (svg: string) => new DOMParser().parseFromString(svg, 'image/svg+xml');

describe.each(TRACES)('the figures of %s', (_name, mor, vanilla) => {
  const drawings = figuresOf(mor, vanilla);

  it.each(drawings.map((drawing, i) => [`${i} ${drawing.title}`, drawing] as const))(
    '%s',
    (_title, drawing) => {
      const svg = framed(drawing, ORIGIN, palette);
      const document = parsed(svg);
      expect(document.querySelector('parsererror')).toBeNull();
      const root = document.documentElement;
      expect(Number(root.getAttribute('width'))).toBeGreaterThan(900);
      expect(Number(root.getAttribute('height'))).toBeGreaterThan(200);
      expect(svg).not.toMatch(/NaN|undefined|Infinity|var\(|foreignObject|<script/);
      expect(root.querySelector('title')?.textContent).toBe(drawing.title);
      expect(root.querySelector('desc')?.textContent).toContain(drawing.caption);
      expect(root.querySelector('desc')?.textContent).toContain(LINK);
      expect(root.querySelector('a')?.getAttribute('href')).toBe(LINK);
      const texts = Array.from(root.querySelectorAll('text'), (text) => text.textContent ?? '');
      const words = (text: string) => text.replace(/\s+/g, ' ').trim();
      expect(words(texts.join(' '))).toContain(words(drawing.caption).slice(0, 30));
      expect(root.querySelector('b, i, [onload]')).toBeNull();
    },
  );

  it('have no rectangle of less than nothing', () => {
    for (const drawing of drawings) {
      const rects = parsed(framed(drawing, ORIGIN, palette)).querySelectorAll('rect');
      for (const rect of rects) {
        for (const name of ['width', 'height'])
          expect(Number(rect.getAttribute(name))).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

it('the depth map says the page’s sentence, and draws a cell for every decision', () => {
  const mor = small();
  const facts = factsOf(mor);
  const drawing = depthFigure({ facts, truncated: 0, until: null, pinned: null, palette });
  expect(drawing.caption).toBe(describeRun(facts));
  const document = parsed(framed(drawing, ORIGIN, palette));
  const texts = Array.from(document.querySelectorAll('text'), (text) => text.textContent);
  for (const decision of facts.tokens.flatMap((token) => token.decisions)) {
    if (decision.passage === 'through') expect(texts).toContain(String(decision.recursion));
  }
  expect(texts).toEqual(expect.arrayContaining(['The', '·cat', '·sat', '.22', '.34']));
});

it('a link too long to print is whole where it leads', () => {
  const link = `https://example.org/?text=${'a%20'.repeat(1500)}`;
  const drawing = depthFigure({ facts: factsOf(small()), truncated: 0, until: null, pinned: null, palette });
  const root = parsed(framed(drawing, { ...ORIGIN, link }, palette)).documentElement;
  expect(root.querySelector('a')?.getAttribute('href')).toBe(link);
  expect(root.querySelectorAll('a text')).toHaveLength(4);
  expect(root.querySelector('a text:last-child')?.textContent).toMatch(/…$/);
});

it('wraps without losing a word, and no line is wider than asked for', () => {
  const text = `One two three ${'supercalifragilistic'.repeat(8)} four.`;
  const lines = wrapped(text, 20);
  expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  for (const line of lines) expect(emsOf(line)).toBeLessThanOrEqual(20);
});

it('colours are such as every program reads', () => {
  expect(plainColour('rgb(52, 87, 177)')).toBe('#3457b1');
  expect(plainColour('rgba(0, 0, 0, 0)')).toBe('none');
  expect(plainColour('color(srgb 0.2 0.4 0.6)')).toBe('#336699');
  expect(plainColour('color(srgb 0.2 0.4 0.6 / 0.5)')).toBe('#336699');
  expect(mixed('#ffffff', '#000000', 0.2)).toBe('#333333');
});

it('what XML cannot hold is replaced', () => {
  expect(escaped('a\u0000\ud800<&">')).toBe('a\u{fffd}\u{fffd}&lt;&amp;&quot;&gt;');
});
