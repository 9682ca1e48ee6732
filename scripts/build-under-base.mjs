/** The same site as it is served from a folder of a host, for the test that proves it works there. */
import { buildSite } from './lib/build.mjs';

await buildSite({ basePath: '/mor-explorer', folder: '.cache/out-base' });
