/** Serves a built export: node scripts/serve.mjs --port 4173 --folder out [--base /mor-explorer]. */
import { parseArgs } from 'node:util';
import { serveSite } from './lib/serve.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3000' },
    folder: { type: 'string', default: 'out' },
    base: { type: 'string', default: '' },
  },
});
console.log(await serveSite({ folder: values.folder, basePath: values.base, port: Number(values.port) }));
