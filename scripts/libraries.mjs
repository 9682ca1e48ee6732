/** Writes docs/libraries.md: each library in use, why, its licence and what it weighs in the page. `node scripts/libraries.mjs` */
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const WHY = {
  '@fontsource-variable/inter': 'the text face, served by the site itself',
  '@fontsource-variable/jetbrains-mono': 'the face of tokens and numbers that align',
  '@huggingface/tokenizers': 'reads tokenizer.json as Hugging Face’s own code does',
  '@mdx-js/loader': 'turns the lessons’ prose into components when the site is built',
  '@mdx-js/react': 'hands the lessons’ prose its parts',
  '@next/mdx': 'the lessons’ prose in Next’s build',
  'rehype-katex': 'formulas as MathML when the site is built',
  'remark-math': 'formulas in the lessons’ prose',
  '@tensorflow/tfjs-core': 'tensors (worker only)',
  '@tensorflow/tfjs-backend-cpu': 'the backend that always works (worker only)',
  '@tensorflow/tfjs-backend-wasm': 'the backend of machines without a usable GPU (worker only)',
  '@tensorflow/tfjs-backend-webgpu': 'the backend of the visitor’s GPU (worker only)',
  cmdk: 'the list of the command palette, found by typing (loaded when it is opened)',
  serwist: 'the service worker that keeps the site on request',
  comlink: 'calls across the worker’s border',
  'd3-array': 'extents, sums, bins',
  'd3-scale': 'data to positions and colours',
  next: 'routes, bundling, static export',
  nuqs: 'typed parsers of the URL',
  react: 'draws the page',
  'react-dom': 'draws the page',
  valibot: 'checks every border: config, manifest, trace, messages',
  zustand: 'the page’s state',
};

/** Gzipped bytes of the whole library, minified; less is shipped where the bundler can leave parts out. */
async function weight(name) {
  try {
    const { outputFiles } = await build({
      stdin: {
        contents: `export * from '${name === 'react-dom' ? 'react-dom/client' : name}'`,
        resolveDir: '.',
      },
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      external: ['react', 'react-dom', '@tensorflow/tfjs-core'].filter((other) => other !== name),
      logLevel: 'silent',
    });
    return `${(gzipSync(outputFiles[0].contents, { level: 9 }).length / 1000).toFixed(1)} kB`;
  } catch {
    return 'not a module';
  }
}

const own = JSON.parse(readFileSync('package.json', 'utf8'));
const rows = [];
for (const name of Object.keys(own.dependencies)) {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  if (!WHY[name]) throw new Error(`say in scripts/libraries.mjs what ${name} is for`);
  const unbundled = name === 'next' || name.startsWith('@fontsource');
  rows.push(`| ${name} | ${version} | ${license} | ${unbundled ? '–' : await weight(name)} | ${WHY[name]} |`);
}
const tools = Object.keys(own.devDependencies).map((name) => {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  return `${name} ${version} (${license})`;
});
writeFileSync(
  'docs/libraries.md',
  `# Libraries

Written by \`node scripts/libraries.mjs\`. Weight: the whole library minified and gzipped, before the bundler leaves out what is not used.

| library | version | licence | weight | what for |
|---|---|---|---|---|
${rows.join('\n')}

For building and testing only: ${tools.join(', ')}.
`,
);
