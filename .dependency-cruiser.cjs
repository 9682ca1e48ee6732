/** The floors of the house: what is above may use what is below, never the other way (CONTRIBUTING.md). */
const above = {
  model: '^(app|components|store|workers)/',
  workers: '^(app|components|store)/',
  store: '^(app|components|lessons)/',
  lessons: '^(app|components)/',
  languages: '^(app|components|store|workers)/',
  components: '^app/',
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(above).map(([floor, path]) => ({
      name: `${floor}-looks-up`,
      severity: 'error',
      comment: `${floor}/ may not import from a floor above it`,
      from: { path: `^${floor}/` },
      to: { path },
    })),
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'a circle with a link of types alone is none when it runs',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'model-without-a-page',
      severity: 'error',
      comment: 'the model runs in a worker, in Node and in tests alike',
      from: { path: '^model/' },
      to: { path: 'node_modules/(react|react-dom|next|zustand|nuqs|d3-[a-z]+)/' },
    },
    {
      name: 'store-without-react-or-d3',
      severity: 'error',
      from: { path: '^store/' },
      to: { path: 'node_modules/(react|react-dom|next|d3-[a-z]+)/' },
    },
    {
      name: 'speaks-through-the-messages',
      severity: 'error',
      comment:
        'what one language says reaches the page through t() alone; its types may be named, and app/ titles its pages in English, as they are served',
      from: { path: '^(components|store)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^languages/(en|zh)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'tfjs-only-in-the-model',
      severity: 'error',
      comment:
        'compute code stays out of the page: only model/ touches tfjs, and only a worker, a script or a test loads it',
      from: { path: '^(app|components|store|workers)/', pathNot: '\\.test\\.tsx?$' },
      to: { path: 'node_modules/@tensorflow/' },
    },
    {
      name: 'no-model-code-in-the-page',
      severity: 'error',
      comment:
        'the page may use the types of the compute thread, its clients and the pure parts of the model',
      from: { path: '^(app|components|store)/', pathNot: '\\.test\\.tsx?$' },
      to: {
        path: '^model/(layers|transformer|tokenizer|checkpoint|ops/|routing/|cache/|backend)',
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|out|training)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'] },
  },
};
