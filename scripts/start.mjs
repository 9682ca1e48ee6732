/** `npm start`: installs what is missing, builds what is stale, serves the static export, prints the address. */
import { installPackages } from './lib/install.mjs';

await installPackages();
const { buildSite } = await import('./lib/build.mjs');
const { serveSite } = await import('./lib/serve.mjs');

await buildSite();
console.log(`\nMoR Explorer: ${await serveSite({ port: Number(process.env.PORT ?? 3000) })}`);
