import mdx from '@mdx-js/rollup';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';
import { defineConfig } from 'vitest/config';

/** The lessons' prose, as next.config.ts has it. */
const prose = mdx({ remarkPlugins: [remarkMath], rehypePlugins: [[rehypeKatex, { output: 'mathml' }]] });

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          setupFiles: ['languages/testing.ts'],
          include: [
            '{model,workers,store,languages,lessons,scripts,bench}/**/*.test.ts',
            'components/**/*.test.ts',
          ],
          exclude: ['**/*.parity.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [prose],
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
