import { expect, test } from 'vitest';
import { parseConfig } from './config';
import { forwardPlan, storedLayer, storedLayers } from './sharing';
import { SMALL } from './testing/random-model';

function stored(sharing: string, numHiddenLayers: number): number[] {
  const config = parseConfig({ ...SMALL, sharing, num_hidden_layers: numHiddenLayers, num_recursions: 3 });
  return Array.from({ length: numHiddenLayers }, (_, layer) => storedLayer(config, layer));
}

test.each([
  ['cycle', 9, [0, 1, 2, 0, 1, 2, 0, 1, 2]],
  ['sequence', 9, [0, 0, 0, 1, 1, 1, 2, 2, 2]],
  ['middle_cycle', 8, [0, 1, 2, 1, 2, 1, 2, 3]],
  ['middle_sequence', 8, [0, 1, 1, 1, 2, 2, 2, 3]],
])('%s maps layers as the paper does (spec 1.3)', (sharing, layers, expected) => {
  expect(stored(sharing, layers)).toEqual(expected);
});

test('the plan of Middle-Cycle: first layer, the block once a recursion, last layer', () => {
  const config = parseConfig({ ...SMALL, sharing: 'middle_cycle', num_hidden_layers: 8, num_recursions: 3 });
  const { prologue, recursions, epilogue } = forwardPlan(config);
  expect(prologue).toEqual([{ layer: 0, stored: 0 }]);
  expect(recursions.map((block) => block.map(({ layer }) => layer))).toEqual([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  expect(epilogue).toEqual([{ layer: 7, stored: 3 }]);
  expect(storedLayers(config)).toBe(4);
});

test('a model without recursion has all layers in the prologue', () => {
  const { prologue, recursions, epilogue } = forwardPlan(parseConfig(SMALL));
  expect(prologue).toHaveLength(4);
  expect(recursions).toEqual([]);
  expect(epilogue).toEqual([]);
});
