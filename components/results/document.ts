import { t } from '../../languages/current';
import type { ResultsIndex } from '../../store/results/results-index';
import { findings, speedFindings } from './describe';
import { qualitySections, type Section, speedSections } from './sections';
import { heldOutSets } from './tables/models';
import { tableMarkdown } from './tables/table';

/** docs/results.md: the page's tables but for those of speed, on the set that most of the training text is like. */
export function resultsDocument(index: ResultsIndex): string {
  const set = heldOutSets(index)[0] ?? '';
  return markdown([
    '# Results',
    'Written by `npm run results` from the files in `public/results/`. Not to be edited. Speed is in [performance.md](performance.md).',
    ...findings(index, set).map((sentence) => `- ${sentence}`),
    ...qualitySections(index, set).flatMap(sectionParts),
    missingSentence(index),
  ]);
}

/** docs/performance.md: the page's tables of speed, and how they are made. */
export function performanceDocument(index: ResultsIndex): string {
  return markdown([
    '# Performance',
    'Written by `npm run results` from the files that `npm run bench` wrote to `public/results/`. Not to be edited. What the models are worth is in [results.md](results.md).',
    ...speedFindings(index).map((sentence) => `- ${sentence}`),
    ...speedSections(index).flatMap(sectionParts),
    HOW_TO_MEASURE,
  ]);
}

const HOW_TO_MEASURE = `## Measure it on your machine

\`\`\`sh
npm run bench            # an hour on two cores, less with a GPU; --quick takes a quarter of an hour
npm run results          # writes this file and the Results page's
\`\`\`

It asks nothing and needs no screen. Chromium is taken from the PATH, from Playwright or from Debian; a real graphics card is taken where the headless browser finds one
(on Linux through Vulkan: the driver and \`libvulkan1\` must be there), else the processor plays one, and every row says which it was. The machine should do nothing else meanwhile: the load
before each part is written down beside its figures. \`npm run bench -- --help\` has the parts, backends, batches, members, lengths and rounds; what is not measured again keeps its figures; \`--node\` decodes in Node, on Dawn.

- *Equal work.* Prompts are the same ids for everybody, weights are the checkpoint's values, read from float32 or as the file holds them (bits a weight) and multiplied in float32, tokens the likeliest. Every engine writes once before anything is timed, and its tokens must be those of the plain forward
  pass; who writes others, or cannot start, is listed with the reason and has no time.
- *onnxruntime-web* runs a graph written from our own checkpoint with the operators its makers have fused for such models (GroupQueryAttention, SkipSimplifiedLayerNormalization). On WebGPU its cache stays on the device,
  \`as usual\` with ids going in and out at every token, \`graph capture\` with recorded commands, tokens fed back on the device and read back late: the best that can be made of it.
- *jax-js* runs the same layers jitted, with a cache of as many rows as the run needs; tokens are fed back and read back late as well.
- *Times* begin when everything is under way: compiling, uploading and the first token are not in them.`;

function sectionParts({ table }: Section): string[] {
  return [`## ${table.title}`, table.question, tableMarkdown(table), ...table.notes];
}

function markdown(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Which rows are still to come; empty where none is. */
export function missingSentence({ missing }: ResultsIndex): string {
  if (missing.length === 0) return '';
  const groups = [...new Set(missing.map(({ group }) => group))];
  return t().results.missing(
    groups.map((group) => ({
      group,
      ids: missing.filter((each) => each.group === group).map(({ id }) => id),
    })),
  );
}
