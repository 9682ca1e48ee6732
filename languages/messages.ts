/** What every language says: English is the model of the others, so a message that one lacks does not compile. */
export type { Messages } from './en';
