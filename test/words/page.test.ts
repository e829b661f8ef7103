import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { anchorOf, WORDS_PAGE, wordAreas, wordsPage } from '../../scripts/words-page.ts';
import { lintProblems } from './lint.ts';

const areas = wordAreas();

describe('the page of every sentence', () => {
  it('is on disk as npm run words writes it', () => {
    const onDisk = readFileSync(new URL(`../../${WORDS_PAGE}`, import.meta.url), 'utf8');
    expect(onDisk === wordsPage(areas), 'npm run words, and read the difference').toBe(true);
  });

  it('has an anchor of its own for every area', () => {
    expect(new Set(areas.map(({ title }) => anchorOf(title))).size).toBe(areas.length);
  });

  it.each(areas)('says something in $title', ({ said }) => {
    expect(said.length).toBeGreaterThan(0);
  });

  it.each(areas)('has nothing vague, doubled or left out in $title', area => {
    expect(lintProblems(area).join('\n')).toBe('');
  });
});
