import type { ModelConfig } from '../../model/config';
import { countParameters, flopsPerToken, kvBytesPerToken, kvEntryBytes } from '../../model/cost';
import { type PaperShape, paperMor, paperRecursive, paperVanilla } from '../../model/paper-shapes';
import type { Role, Settings } from '../../store/state';
import { bytes, exact, flops, metric, percent } from '../ui/format';
import type { Figure } from './figures';
import type { Formula } from './formulas';

/** bf16, as the paper serves its models. */
const BYTES_THERE = 2;

export type ScaleSettings = Pick<Settings, 'routing' | 'cache' | 'servedCache' | 'recursions'>;
export type PerTokenAccount = 'paper' | 'honest';

/** The three models at one of the paper's sizes. */
export function scaledConfigs(
  shape: PaperShape,
  settings: ScaleSettings,
): { readonly [role in Role]: ModelConfig } {
  const { recursions, routing, cache, servedCache } = settings;
  const shared = (cache === 'shared') === (servedCache === 'trained');
  const mor = paperMor(shape, recursions, shared ? 'recursive_sharing' : 'recursion_wise');
  return {
    vanilla: paperVanilla(shape, mor.numHiddenLayers),
    recursive: paperRecursive(shape, recursions),
    mor: { ...mor, routing: { ...mor.routing, type: routing } },
  };
}

/** What the three cost at that size with texts of `length` tokens, every recursion taking its capacity's share. */
export function scaledFigures(
  shape: PaperShape,
  settings: ScaleSettings,
  length: number,
  account: PerTokenAccount,
): Figure[] {
  const configs = scaledConfigs(shape, settings);
  const figure = (
    key: string,
    title: string,
    unit: string,
    formula: (config: ModelConfig) => Formula,
  ): Figure => {
    const cell = (config: ModelConfig) => {
      const made = formula(config);
      return { value: made.total, text: made.totalText, formula: () => made };
    };
    return {
      key,
      title,
      unit,
      cells: { vanilla: cell(configs.vanilla), recursive: cell(configs.recursive), mor: cell(configs.mor) },
    };
  };
  return [
    figure('parameters', 'Parameters', '1', parameters),
    figure('flops', 'FLOPs a token', 'FLOP', (config) => flopsAToken(config, length, account)),
    figure('kv-cache', 'KV cache', 'B', (config) => cacheFor(config, length)),
  ];
}

function parameters(config: ModelConfig): Formula {
  const { embedding, layers, norms, routers, total } = countParameters(config);
  return {
    sentence: `${config.numHiddenLayers} layers run; what is stored is counted once. The paper’s names leave the embedding out.`,
    terms: terms({ embedding, 'layers stored': layers, norms, routers }),
    total,
    totalText: metric(total),
  };
}

function flopsAToken(config: ModelConfig, length: number, account: PerTokenAccount): Formula {
  const { projections, attention, mlp, router, head, total } = flopsPerToken(config, length, account);
  return {
    sentence: `Of an average token in a text of ${exact(length)}, with every recursion taking its share of the tokens${sharesOf(config)}.`,
    terms: terms({ projections, attention, 'feed-forward': mlp, router, head }),
    total,
    totalText: flops(total),
  };
}

function cacheFor(config: ModelConfig, length: number): Formula {
  const each = kvBytesPerToken(config, BYTES_THERE);
  const entry = kvEntryBytes(config, BYTES_THERE);
  const total = each * length;
  return {
    sentence: `A token keeps ${exact(each / entry)} entries on average, of ${exact(entry)} bytes each (two bytes a number)${sharesOf(config)}.`,
    terms: [
      {
        label: 'tokens, entries, bytes',
        expression: [length, each / entry, entry].map(exact).join(' · '),
        value: total,
      },
    ],
    total,
    totalText: bytes(total),
  };
}

function sharesOf(config: ModelConfig): string {
  if (config.routing.type === 'none') return '';
  return ` (${config.routing.capacities.map(percent).join(', ')})`;
}

function terms(parts: { readonly [label: string]: number }): Formula['terms'] {
  return Object.entries(parts)
    .filter(([, value]) => value > 0)
    .map(([label, value]) => ({ label, expression: exact(value), value }));
}

/** “MoR needs 67% of vanilla’s FLOPs and 69% of its KV cache.” */
export function describeScale(
  figures: readonly Figure[],
  shape: PaperShape,
  length: number,
  layers: number,
): string {
  const ratio = (key: string) => {
    const cells = figures.find((figure) => figure.key === key)?.cells;
    return percent((cells?.mor?.value ?? 0) / (cells?.vanilla?.value ?? 1));
  };
  return `At ${shape.id}, ${layers} layers and ${exact(length)} tokens, MoR needs ${ratio('flops')} of vanilla’s FLOPs, ${ratio('kv-cache')} of its KV cache and ${ratio('parameters')} of its parameters.`;
}
