import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint, readStamp, writeStamp } from './stamp.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, 'public', 'wasm');
const STAMP = join(ROOT, '.cache', 'wasm');
const SOURCE = join(ROOT, 'model', 'wasm', 'assembly');
const HELPER_SOURCE = join(ROOT, 'model', 'wasm', 'helper.js');
const TFJS = join(ROOT, 'node_modules', '@tensorflow', 'tfjs-backend-wasm');
const COMPILER = join(ROOT, 'node_modules', 'assemblyscript');

/** Our own kernels, for one thread and for several; these names are known to model/backends/wasm.ts. */
const KERNELS = 'mor-kernels.wasm';
const TEAM_KERNELS = 'mor-kernels-team.wasm';
const HELPER = 'mor-helper.js';
/** Handed in by who starts them, of up to so many pages as model/wasm/team.ts asks for. */
const SHARED_MEMORY = [
  '--importMemory',
  '--sharedMemory',
  '--initialMemory',
  '1',
  '--maximumMemory',
  '65536',
];
/** Of tfjs' three the one on one thread with vectors, which our kernels need as well. */
const TFJS_BINARY = 'tfjs-backend-wasm-simd.wasm';

/**
 * Puts what the WASM backend downloads into public/wasm, where it is not or is older than its sources: the binary of the
 * pinned tfjs package, our kernels and the script of the threads that help them. Resolves to the folder, with a slash at its end.
 */
export async function prepareWasm() {
  const wanted = fingerprint([
    SOURCE,
    HELPER_SOURCE,
    join(TFJS, 'package.json'),
    join(COMPILER, 'package.json'),
    fileURLToPath(import.meta.url),
  ]);
  const there = [TFJS_BINARY, KERNELS, TEAM_KERNELS, HELPER].every((file) => existsSync(join(FOLDER, file)));
  if (!there || readStamp(STAMP) !== wanted) {
    mkdirSync(FOLDER, { recursive: true });
    put(TFJS_BINARY, (to) => copyFileSync(join(TFJS, 'dist', TFJS_BINARY), to));
    put(HELPER, (to) => copyFileSync(HELPER_SOURCE, to));
    await putKernels(KERNELS, ['index.ts'], ['--enable', 'simd']);
    await putKernels(
      TEAM_KERNELS,
      ['index.ts', 'team.ts'],
      ['--enable', 'simd', '--enable', 'threads', ...SHARED_MEMORY],
    );
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

async function putKernels(name, sources, features) {
  const compiled = join(FOLDER, `.${process.pid}-${name}`);
  try {
    await compile(compiled, sources, features);
    put(name, (to) => renameSync(compiled, to));
  } finally {
    rmSync(compiled, { force: true });
  }
}

async function compile(file, sources, features) {
  const { default: compiler } = await import('assemblyscript/asc');
  const { error, stderr } = await compiler.main([
    ...sources.map((source) => join(SOURCE, source)),
    ...['--outFile', file],
    ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert'],
    ...features,
    // An allocator that frees, and nothing that collects.
    ...['--runtime', 'minimal', '--use', 'abort='],
    // Vectors go from kernel to kernel, never out to JavaScript.
    ...['--disableWarning', '112'],
  ]);
  if (error || stderr.toString())
    throw new Error(`The WASM kernels do not compile:\n${stderr.toString() || error}`);
}
