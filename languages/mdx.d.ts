/** A lesson's prose (languages/learn.ts). */
declare module '*.mdx' {
  export const titles: { readonly [step: string]: string };
  export default function Content(props: import('mdx/types').MDXProps): import('react').ReactNode;
}
