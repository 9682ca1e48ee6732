import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint, readStamp, writeStamp } from './stamp.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, 'public', 'wasm');
const STAMP = join(ROOT, '.cache', 'wasm');
const SOURCE = join(ROOT, 'model', 'wasm', 'assembly');
const TFJS = join(ROOT, 'node_modules', '@tensorflow', 'tfjs-backend-wasm');
const COMPILER = join(ROOT, 'node_modules', 'assemblyscript');

/** Our own kernels; the name is known to model/backends/wasm.ts. */
const KERNELS = 'mor-kernels.wasm';
/** Of tfjs' three the one on one thread with vectors, which our kernels need as well. */
const TFJS_BINARY = 'tfjs-backend-wasm-simd.wasm';

/**
 * Puts what the WASM backend downloads into public/wasm, where it is not or is older than its sources: the binary of the
 * pinned tfjs package and our kernels. Resolves to the folder, with a slash at its end.
 */
export async function prepareWasm() {
  const wanted = fingerprint([
    SOURCE,
    join(TFJS, 'package.json'),
    join(COMPILER, 'package.json'),
    fileURLToPath(import.meta.url),
  ]);
  const there = [TFJS_BINARY, KERNELS].every((file) => existsSync(join(FOLDER, file)));
  if (!there || readStamp(STAMP) !== wanted) {
    mkdirSync(FOLDER, { recursive: true });
    put(TFJS_BINARY, (to) => copyFileSync(join(TFJS, 'dist', TFJS_BINARY), to));
    const compiled = join(FOLDER, `.${process.pid}-${KERNELS}`);
    try {
      await compile(compiled);
      put(KERNELS, (to) => renameSync(compiled, to));
    } finally {
      rmSync(compiled, { force: true });
    }
    writeStamp(STAMP, wanted);
  }
  return `${FOLDER}/`;
}

/** Whole at once, for another process may be reading. */
function put(file, write) {
  const partial = join(FOLDER, `.${process.pid}-${file}.part`);
  write(partial);
  renameSync(partial, join(FOLDER, file));
}

async function compile(file) {
  const { default: compiler } = await import('assemblyscript/asc');
  const { error, stderr } = await compiler.main([
    join(SOURCE, 'index.ts'),
    ...['--outFile', file],
    ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert'],
    ...['--enable', 'simd'],
    // An allocator that frees, and nothing that collects.
    ...['--runtime', 'minimal', '--use', 'abort='],
    // Vectors go from kernel to kernel, never out to JavaScript.
    ...['--disableWarning', '112'],
  ]);
  if (error || stderr.toString())
    throw new Error(`The WASM kernels do not compile:\n${stderr.toString() || error}`);
}
