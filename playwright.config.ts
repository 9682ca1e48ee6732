import { defineConfig } from '@playwright/test';

const PORT = 4173;

const launch = (extra: string[]) => ({
  executablePath: process.env.MOR_BROWSER ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
    ...extra,
  ],
});

/** Without these the browser offers no WebGPU at all where there is no GPU. */
const WEBGPU = ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--use-webgpu-adapter=swiftshader'];

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: '.cache/playwright.json' }]],
  webServer: [
    { command: `node scripts/serve.mjs --port ${PORT} --folder out`, port: PORT },
    {
      command: `node scripts/serve.mjs --port ${PORT + 1} --folder out --base /mor-explorer`,
      url: `http://localhost:${PORT + 1}/mor-explorer/`,
    },
  ],
  projects: [
    {
      name: 'wasm',
      testMatch: '*.spec.ts',
      testIgnore: ['*webgpu.spec.ts', 'base-path.spec.ts'],
      use: { baseURL: `http://localhost:${PORT}/`, launchOptions: launch([]) },
    },
    {
      name: 'base-path',
      testMatch: 'base-path.spec.ts',
      use: { baseURL: `http://localhost:${PORT + 1}/mor-explorer/`, launchOptions: launch([]) },
    },
    {
      name: 'webgpu',
      testMatch: '*webgpu.spec.ts',
      timeout: 300_000,
      use: { baseURL: `http://localhost:${PORT}/`, launchOptions: launch(WEBGPU) },
    },
  ],
});
