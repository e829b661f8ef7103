import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findingsPage, PAGE } from '../../scripts/findings-page.ts';
import { RULES } from '../../shared/findings/rules/index.ts';

describe('the page of findings', () => {
  it('is on disk as npm run findings writes it', () => {
    expect(readFileSync(new URL(`../../${PAGE}`, import.meta.url), 'utf8')).toBe(findingsPage());
  });

  it('has a heading of its own for every rule', () => {
    const headings = findingsPage().match(/^## .*$/gm) ?? [];
    expect(headings).toEqual(RULES.map(({ title }) => `## ${title}`));
    expect(new Set(headings).size).toBe(RULES.length);
  });
});
