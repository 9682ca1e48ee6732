/** `npm run libraries`: writes docs/libraries.md, each library in use with why, its licence and what it weighs in the page. */
import { writeFileSync } from 'node:fs';
import { librariesDocument } from './lib/libraries';

writeFileSync('docs/libraries.md', await librariesDocument());
