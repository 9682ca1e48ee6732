/** What every floor needs to put messages together. */
export const common = {
  /** Stands between two sentences. */
  between: ' ',
  /** Whole sentences one after another; empty ones are left out. */
  sentences: (sentences: readonly string[]) => sentences.filter((each) => each !== '').join(' '),
};
