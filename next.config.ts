import createMDX from '@next/mdx';
import type { NextConfig } from 'next';

/** What the build writes where the site's folder is to stand (scripts/lib/anywhere.mjs); nothing in development. */
const folderMark = process.env.FOLDER_MARK ?? '';

const config: NextConfig = {
  output: 'export',
  assetPrefix: folderMark,
  env: { NEXT_PUBLIC_FOLDER_MARK: folderMark },
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
