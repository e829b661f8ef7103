import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES, recipePages } from './recipe-pages.ts';

/** `npm run recipes`: writes docs/recipes anew. */
const pages = recipePages();
mkdirSync(PAGES, { recursive: true });
for (const name of readdirSync(PAGES)) if (!pages.some(page => page.name === name)) rmSync(join(PAGES, name));
for (const { name, text } of pages) writeFileSync(join(PAGES, name), text);
console.log(`${pages.length} pages in ${PAGES}`);
