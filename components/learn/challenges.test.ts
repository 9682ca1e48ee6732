import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { LESSONS } from '../../lessons/lessons';
import { pageAt } from '../../lessons/schema';
import { openBackend } from '../../model/backend';
import { analyze, type Model } from '../../model/model';
import { nodeBackendOptions } from '../../model/testing/node-backends';
import { shippedModels } from '../../model/testing/shipped-models';
import { resolveMember, selectionRule } from '../../store/members';
import { DEFAULT_SETTINGS } from '../../store/settings';
import type { Settings } from '../../store/state';
import { type ManifestMember, parseManifest } from '../../workers/manifest';
import { isMet } from './goals';

/** A text that meets each challenge on the shipped models: nobody is asked for what cannot be done. */
const SOLUTIONS: { readonly [challenge: string]: string } = {
  'who-decides/deep-sentence': 'He went to play with them and to run with them.',
  'one-ticket/crowd': 'Lily. Tom. Anna. Tim. Lily. Tom. Anna.',
  'memory/small': 'Tom Lily Anna Tim '.repeat(4).trim(),
  'honesty/two-faced': 'Once upon a time Tom had a ball. A ball is a ball.',
  'challenges/thoughtful': 'He went to bed. To the park they went.',
  'challenges/careless': 'Tom Lily Anna Tim '.repeat(3).trim(),
  'challenges/changeable': 'Once upon a time Tom had a ball. A ball is a ball.',
  'challenges/frugal': 'Lily '.repeat(64).trim(),
  'challenges/better-for-less': 'Lily and Tom and Anna and Tim and Lily and Tom',
};

const CHALLENGES = Object.values(LESSONS).flatMap((lesson) =>
  lesson.steps.flatMap((step, i) =>
    step.kind === 'challenge'
      ? [{ challenge: `${lesson.id}/${step.id}`, goal: step.goal, page: pageAt(lesson, i) }]
      : [],
  ),
);

const MODELS = new URL('../../public/models/', import.meta.url);
let modelOf: (id: string) => Model;
beforeAll(async () => {
  modelOf = shippedModels(await openBackend('wasm', await nodeBackendOptions('wasm')));
});

it.each(CHALLENGES)(
  '$challenge can be met, and is not met from the start',
  async ({ challenge, goal, page }) => {
    const text = SOLUTIONS[challenge] ?? '';
    const met = async (settings: Settings) =>
      isMet(goal, {
        settings,
        selection: { pinned: null, hovered: null, recursion: null, lit: null },
        run: await runOf(settings),
        began: page,
      });
    expect(await met({ ...DEFAULT_SETTINGS, ...page })).toBe(false);
    expect(await met({ ...DEFAULT_SETTINGS, ...page, text })).toBe(true);
  },
);

async function runOf(settings: Settings) {
  const manifest = parseManifest(JSON.parse(String(await readFile(new URL('index.json', MODELS)))));
  const members = resolveMember(manifest, settings);
  const request = { text: settings.text, rule: selectionRule(settings.rule), readouts: false };
  const trace = async (member: ManifestMember | null) =>
    (await analyze(modelOf(member!.path), request)).trace;
  const traces = {
    mor: await trace(members.mor),
    recursive: await trace(members.recursive),
    vanilla: await trace(members.vanilla),
  };
  return { traces, timedRuns: 1 };
}

it('has a solution for each challenge, and none left over', () => {
  expect(Object.keys(SOLUTIONS).sort()).toEqual(CHALLENGES.map(({ challenge }) => challenge).sort());
});
