import { t } from '../../languages/current';
import type { ModelConfig } from '../../model/config';
import { countParameters, flopsPerToken, kvBytesPerToken, kvEntryBytes } from '../../model/cost';
import {
  PAPER_SHAPES,
  type PaperShape,
  paperMor,
  paperRecursive,
  paperVanilla,
} from '../../model/paper-shapes';
import type { Role, Settings } from '../../store/state';
import { bytes, exact, flops, metric, percent } from '../ui/format';
import type { Figure } from './figures';
import type { Formula } from './formulas';

/** bf16, as the paper serves its models. */
const BYTES_THERE = 2;

export type ScaleSettings = Pick<Settings, 'routing' | 'cache' | 'servedCache' | 'recursions'>;
type PerTokenAccount = 'paper' | 'honest';

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

/** The figures at the size and context that are set, and the sentence that sums them up. */
export function scaleUp(settings: ScaleSettings & Pick<Settings, 'shape' | 'contextLength' | 'account'>): {
  readonly figures: readonly Figure[];
  readonly sentence: string;
} {
  const { shape: name, contextLength: length, account } = settings;
  const shape = PAPER_SHAPES.find((each) => each.id === name) ?? PAPER_SHAPES[0]!;
  const figures = scaledFigures(shape, settings, length, account === 'paper' ? 'paper' : 'honest');
  const layers = scaledConfigs(shape, settings).mor.numHiddenLayers;
  return { figures, sentence: describeScale(figures, shape, length, layers) };
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
  const says = t().cost.figures;
  return [
    figure('parameters', says.parameters, '1', parameters),
    figure('flops', says.flopsPerToken, 'FLOP', (config) => flopsAToken(config, length, account)),
    figure('kv-cache', says.kvCache, 'B', (config) => cacheFor(config, length)),
  ];
}

function parameters(config: ModelConfig): Formula {
  const { formula, scale } = t().cost;
  const { embedding, layers, norms, routers, total } = countParameters(config);
  return {
    sentence: scale.parameters(config.numHiddenLayers),
    terms: termsOf([
      [formula.terms.embedding, embedding],
      [formula.terms.layersStored, layers],
      [formula.terms.norms, norms],
      [formula.terms.routers, routers],
    ]),
    total,
    totalText: metric(total),
  };
}

function flopsAToken(config: ModelConfig, length: number, account: PerTokenAccount): Formula {
  const { formula, scale } = t().cost;
  const { projections, attention, mlp, router, head, total } = flopsPerToken(config, length, account);
  return {
    sentence: scale.flops(exact(length), sharesOf(config)),
    terms: termsOf([
      [formula.terms.projections, projections],
      [formula.terms.attention, attention],
      [formula.terms.feedForward, mlp],
      [formula.terms.router, router],
      [formula.terms.head, head],
    ]),
    total,
    totalText: flops(total),
  };
}

function cacheFor(config: ModelConfig, length: number): Formula {
  const { formula, scale } = t().cost;
  const each = kvBytesPerToken(config, BYTES_THERE);
  const entry = kvEntryBytes(config, BYTES_THERE);
  const total = each * length;
  return {
    sentence: scale.cache(exact(each / entry), exact(entry), sharesOf(config)),
    terms: [
      {
        label: formula.terms.scaledCache,
        expression: [length, each / entry, entry].map(exact).join(' · '),
        value: total,
      },
    ],
    total,
    totalText: bytes(total),
  };
}

function sharesOf({ routing }: ModelConfig): readonly string[] {
  return routing.type === 'none' ? [] : routing.capacities.map(percent);
}

function termsOf(parts: readonly (readonly [label: string, value: number])[]): Formula['terms'] {
  return parts
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
  const ratios = [ratio('flops'), ratio('kv-cache'), ratio('parameters')] as const;
  return t().cost.scale.summary(shape.id, layers, exact(length), ...ratios);
}
