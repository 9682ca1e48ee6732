/** `npm run build`: the static export in `out/`, ready for any host. */
import { buildSite } from './lib/build.mjs';

await buildSite();
