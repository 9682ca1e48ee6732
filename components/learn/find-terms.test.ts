import { expect, test } from 'vitest';
import { learnIn } from '../../languages/learn';
import { TERM_GROUPS } from '../../lessons/terms';
import { findTerms } from './find-terms';

const ids = Object.values(TERM_GROUPS).flat();

test('nothing asked is everything; all words must be there; case, hyphens and width do not matter', async () => {
  const glossary = await learnIn('en').glossary();
  expect(findTerms(glossary, ids, '  ')).toEqual(ids);
  expect(findTerms(glossary, ids, 'TOP K')).toContain('top-k');
  expect(findTerms(glossary, ids, 'ｋｖ-cache')).toContain('kv-cache');
  const both = findTerms(glossary, ids, 'keys values');
  expect(both).toContain('attention');
  expect(both).not.toContain('token');
  expect(findTerms(glossary, ids, 'axolotl')).toEqual([]);
});

test('a Chinese glossary is searched in Chinese and by the English names', async () => {
  const glossary = await learnIn('zh').glossary();
  expect(findTerms(glossary, ids, '隐藏状态')).toContain('hidden-state');
  expect(findTerms(glossary, ids, 'hidden state')).toEqual(['hidden-state']);
});
