/** `npm run dev` needs the WASM backend's files where the page looks for them; a build puts them there itself. */
import { prepareWasm } from './lib/wasm.mjs';

await prepareWasm();
