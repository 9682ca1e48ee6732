/** A lesson's prose, as languages/learn.ts has it. */
declare module '*.mdx' {
  type Prose = import('./learn').Prose;
  export const titles: Prose['titles'];
  const content: Prose['default'];
  export default content;
}
