/** `npm run zip`: the whole site in one file, `mor-explorer.zip`; unpacked, any server of files runs it in any folder. */
import { writeFileSync } from 'node:fs';
import { buildSite } from './lib/build.mjs';
import { filesOf, zip } from './lib/zip.mjs';

const NAME = 'mor-explorer';
const README = `MoR Explorer, the whole site.

Put this folder on any server of files, in any folder of it. On one machine, without installing anything more than Python or Node:

  python3 -m http.server 8000      then open http://localhost:8000/
  npx sirv-cli .                   then open the address it prints

Nothing is fetched from anywhere else. Opening index.html from the disk does not work: browsers give such a page no workers.
`;

await buildSite();
const archive = zip([{ name: `${NAME}/README.txt`, content: Buffer.from(README) }, ...filesOf('out', NAME)]);
writeFileSync(`${NAME}.zip`, archive);
console.log(`${NAME}.zip: ${(archive.length / 1e6).toFixed(1)} MB`);
