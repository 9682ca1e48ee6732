import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** A package of package.json as it is installed. */
export interface Library {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

interface Usage {
  readonly what: string;
  /** False for fonts, which are files, for what works when the site is built alone, and for Next, which is no module of ours. */
  readonly bundled: boolean;
}

const inPage = (what: string): Usage => ({ what, bundled: true });
const beside = (what: string): Usage => ({ what, bundled: false });

const USAGES: { readonly [name: string]: Usage } = {
  '@fontsource-variable/inter': beside('the text face, served by the site itself'),
  '@fontsource-variable/jetbrains-mono': beside('the face of tokens and numbers that align'),
  '@huggingface/tokenizers': inPage('reads tokenizer.json as Hugging Face’s own code does'),
  '@mdx-js/loader': beside('turns the lessons’ prose into components when the site is built'),
  '@mdx-js/react': inPage('hands the lessons’ prose its parts'),
  '@next/mdx': beside('the lessons’ prose in Next’s build'),
  'rehype-katex': beside('formulas as MathML when the site is built'),
  'remark-math': beside('formulas in the lessons’ prose'),
  '@tensorflow/tfjs-core': inPage('tensors (worker only)'),
  '@tensorflow/tfjs-backend-cpu': inPage('the backend that always works (worker only)'),
  '@tensorflow/tfjs-backend-wasm': inPage('the backend of machines without a usable GPU (worker only)'),
  '@tensorflow/tfjs-backend-webgpu': inPage('the backend of the visitor’s GPU (worker only)'),
  cmdk: inPage('the list of the command palette, found by typing (loaded when it is opened)'),
  serwist: inPage('the service worker that keeps the site on request'),
  comlink: inPage('calls across the worker’s border'),
  'd3-array': inPage('extents, sums, bins'),
  'd3-scale': inPage('data to positions and colours'),
  next: beside('routes, bundling, static export'),
  nuqs: inPage('typed parsers of the URL'),
  react: inPage('draws the page'),
  'react-dom': inPage('draws the page'),
  valibot: inPage('checks every border: config, manifest, trace, messages'),
  zustand: inPage('the page’s state'),
};

/** Those in the page, its worker or its build (`dependencies`), and those that only test and build (`devDependencies`). */
export function installed(kind: 'dependencies' | 'devDependencies'): Library[] {
  return Object.keys(json('package.json')[kind]).map((name) => {
    const { version, license } = json(`node_modules/${name}/package.json`);
    return { name, version, licence: license };
  });
}

/** What a library is for. @throws Error where nobody has said it */
export function usageOf(name: string): Usage {
  const usage = USAGES[name];
  if (usage === undefined) throw new Error(`say in scripts/lib/libraries.ts what ${name} is for`);
  return usage;
}

export const toolsSentence = () => {
  const tools = installed('devDependencies').map(
    ({ name, version, licence }) => `${name} ${version} (${licence})`,
  );
  return `For building and testing only: ${tools.join(', ')}.`;
};

/** docs/libraries.md. */
export async function librariesDocument(): Promise<string> {
  const rows: string[] = [];
  for (const { name, version, licence } of installed('dependencies')) {
    const { what, bundled } = usageOf(name);
    const weight = bundled ? `${((await gzippedBytes(name)) / 1000).toFixed(1)} kB` : '–';
    rows.push(`| ${name} | ${version} | ${licence} | ${weight} | ${what} |`);
  }
  return `# Libraries

Written by \`npm run libraries\`. Weight: the whole library minified and gzipped, before the bundler leaves out what is not used; – where it is not bundled so.

| library | version | licence | weight | what for |
|---|---|---|---|---|
${rows.join('\n')}

${toolsSentence()}
`;
}

/** Of the whole library, minified, without those that it shares with the page. */
async function gzippedBytes(name: string): Promise<number> {
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
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}

function json(path: string) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
