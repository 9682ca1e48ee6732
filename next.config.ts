import createMDX from '@next/mdx';
import type { NextConfig } from 'next';

/** A folder under which the site is served, `/mor-explorer`, or nothing. */
const basePath = process.env.BASE_PATH ?? '';

const config: NextConfig = {
  output: 'export',
  ...(process.env.OUT_FOLDER && { distDir: process.env.OUT_FOLDER }),
  basePath,
  env: { NEXT_PUBLIC_BASE_PATH: basePath },
  trailingSlash: true,
  reactStrictMode: true,
  images: { unoptimized: true },
  // `npm run types` checks the whole repository; once is enough.
  typescript: { ignoreBuildErrors: true },
};

/** The lessons' prose. Formulas become MathML, which browsers draw by themselves: no style sheet, no fonts. */
const withMDX = createMDX({
  options: { remarkPlugins: ['remark-math'], rehypePlugins: [['rehype-katex', { output: 'mathml' }]] },
});

export default withMDX(config);
