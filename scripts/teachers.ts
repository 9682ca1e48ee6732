/**
 * `npm run teachers`: writes the notes to the lessons, their answers and worksheets to docs/teachers/, in every language, from the
 * words of the Teach page and of the lessons, the recorded runs and the results.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TEACHERS, teachersFiles } from './lib/teachers/files';

for (const [name, text] of await teachersFiles()) {
  const path = join(TEACHERS, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
