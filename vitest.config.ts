import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          setupFiles: ['languages/testing.ts'],
          include: ['{model,workers,store,languages,scripts,bench}/**/*.test.ts', 'components/**/*.test.ts'],
          exclude: ['**/*.parity.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'page',
          environment: 'jsdom',
          setupFiles: ['languages/testing.ts'],
          include: ['{components,app}/**/*.test.tsx'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'parity',
          environment: 'node',
          include: ['{model,workers}/**/*.parity.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
