import { speakWith } from './current';
import { messages } from './en';

/** Tests read English. */
speakWith('en', messages);
