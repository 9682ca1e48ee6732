import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sources } from '../../components/about/sources';

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const MODELS = 'public/models';

/** Sources and licences, from the model cards and from the packages that are installed. Read when the site is built. */
export function readSources(): Sources {
  return { data: readData(), libraries: readLibraries() };
}

/** Every text that some model learned from, once. */
function readData(): Sources['data'] {
  const found = new Map<string, Sources['data'][number]>();
  for (const path of readdirSync(MODELS, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('card.json')) continue;
    for (const { name, title, licence, note } of json(join(MODELS, path)).data) {
      found.set(name, { title, licence, note });
    }
  }
  return [...found.values()];
}

function readLibraries(): Sources['libraries'] {
  return Object.keys(json('package.json').dependencies).map((name) => {
    const { version, license } = json(join('node_modules', name, 'package.json'));
    return { name, version, licence: license };
  });
}
