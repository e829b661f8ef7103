import { writeFileSync } from 'node:fs';
import { findingsPage, PAGE } from './findings-page.ts';

/** `npm run findings`: writes docs/findings.md anew. */
writeFileSync(PAGE, findingsPage());
console.log(PAGE);
