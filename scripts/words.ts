import { writeFileSync } from 'node:fs';
import { WORDS_PAGE, wordAreas, wordsPage } from './words-page.ts';

/** `npm run words`: writes docs/words.md anew. */
writeFileSync(WORDS_PAGE, wordsPage(wordAreas()));
console.log(WORDS_PAGE);
