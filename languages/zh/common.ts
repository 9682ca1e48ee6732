import type { common as english } from '../en/common';

export const common: typeof english = {
  between: '',
  sentences: (sentences) => sentences.join(''),
};
