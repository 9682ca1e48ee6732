import type { KvCacheType } from '../model/config';
import type { SelectionRule } from '../model/trace';
import type { SamplingOptions } from '../workers/generation';
import { askedCache, resolveMember, selectionRule } from './members';
import type { AppState } from './state';
import type { Written } from './written';

/** The two that write side by side. */
export type WriterRole = 'mor' | 'vanilla';

/** Both, in the order in which the engine is asked. */
export const WRITERS: readonly WriterRole[] = ['mor', 'vanilla'];

/** What the visitor asks for beside the prompt. */
export interface Choices extends SamplingOptions {
  /** Tokens each model is to write. */
  readonly tokens: number;
}

/** What the page offers to write from. */
export interface Source {
  readonly text: string;
  readonly rule: SelectionRule;
  /** Manifest ids; vanilla null where the family has none. */
  readonly models: { readonly mor: string; readonly vanilla: string | null };
  /** The cache MoR writes under where it was trained with the other one; undefined for its own. */
  readonly kvCache?: KvCacheType | undefined;
  readonly routing: AppState['settings']['routing'];
  readonly recursions: AppState['settings']['recursions'];
  /** Tokens the models hold in all. */
  readonly context: number;
  readonly choices: Choices;
}

/** The parts of the page that say what is written from. */
export interface SourcePage extends Pick<AppState, 'manifest' | 'settings'> {
  readonly run: Pick<AppState['run'], 'backend'>;
}

/** What the page offers to write from; null until its models can be asked. */
export function sourceOf({ manifest, settings, run }: SourcePage): Source | null {
  if (manifest === null || run.backend === null) return null;
  const { mor, vanilla } = resolveMember(manifest, settings);
  const family = manifest.families.find((each) => each.id === settings.model);
  if (mor === null || family === undefined) return null;
  return {
    text: settings.text,
    rule: selectionRule(settings.rule),
    models: { mor: mor.path, vanilla: vanilla?.path ?? null },
    kvCache: askedCache(mor, settings),
    routing: settings.routing,
    recursions: settings.recursions,
    context: family.context,
    choices: {
      tokens: Math.min(settings.tokens, family.context),
      temperature: settings.temperature,
      topK: settings.topK,
      topP: settings.topP,
      seed: settings.seed,
    },
  };
}

/** The prompt and what was written after it, without the sign that ends a text. */
export function wholeText(basis: Source, written: Written): string {
  const pieces = written.steps.filter((step) => step.end !== 'end-of-text').map((step) => step.token.text);
  return basis.text + pieces.join('');
}

/** What is no longer as it was when the text was written. */
export type Change = 'text' | 'models' | 'choices';

/** What the page would now write otherwise than `basis`; nothing while its models cannot be asked. */
export function changesSince(basis: Source, source: Source | null): readonly Change[] {
  if (source === null) return [];
  const sameModels =
    source.rule === basis.rule &&
    source.kvCache === basis.kvCache &&
    source.models.mor === basis.models.mor &&
    source.models.vanilla === basis.models.vanilla;
  const keys = Object.keys(source.choices) as (keyof Choices)[];
  const changed: { readonly [change in Change]: boolean } = {
    text: source.text !== basis.text,
    models: !sameModels,
    choices: keys.some((key) => source.choices[key] !== basis.choices[key]),
  };
  return (['text', 'models', 'choices'] as const).filter((change) => changed[change]);
}
