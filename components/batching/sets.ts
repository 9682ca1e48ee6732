import { DEFAULT_PROMPTS } from '../../store/prompts';

/** Prompts to begin with; what each set is for the messages say by its name. */
export const PROMPT_SETS = {
  stories: DEFAULT_PROMPTS,
  /** Prompts of very different lengths: slots are shared out by the token. */
  lengths: [
    'One',
    'Once upon a time there was a big bear who lived in the forest with all of his friends, and every day he went to the',
    'The cat',
    'Lily and Tom went to the park. They saw a red ball. Tom said, "Look, Lily!" Then',
  ],
  same: ['Once upon a time'],
} as const satisfies { readonly [name: string]: readonly string[] };

export type PromptSet = keyof typeof PROMPT_SETS;
