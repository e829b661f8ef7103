import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = new URL('../../dashboard/', import.meta.url).pathname;
const STYLED = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(
  name => /\.(svelte|css)$/.test(name) && name !== 'tokens.css',
);

/** What stands in `tokens.css`, and nowhere else. */
const ONLY_THERE = [
  { desc: 'colours', pattern: /#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(/gi },
  { desc: 'sizes of letters', pattern: /font(?:-size)?:[^;]*\d(?:px|rem)/g },
  { desc: 'leading', pattern: /line-height: [\d.]+px/g },
  { desc: 'round corners', pattern: /border-radius: [^v;0]/g },
  { desc: 'durations', pattern: /(?:transition|animation)[^;]*\b\d\d+ms/g },
  { desc: 'shadows that stand out', pattern: /box-shadow: [^vi;n]/g },
] as const;

describe('the design tokens are in one file', () => {
  test.each(ONLY_THERE)('$desc', ({ pattern }) => {
    expect(
      STYLED.flatMap(
        name =>
          stylesOf(name)
            .match(pattern)
            ?.map(found => `${name}: ${found}`) ?? [],
      ),
    ).toEqual([]);
  });

  test('every token that is named is there', () => {
    const known = new Set(['tokens.css', ...STYLED].flatMap(name => found(/(--[\w-]+)[:=]/g, fileOf(name))));
    const named = STYLED.flatMap(name => found(/var\((--[\w-]+)/g, stylesOf(name)));
    expect(named.filter(name => !known.has(name))).toEqual([]);
  });
});

function fileOf(name: string): string {
  return readFileSync(join(ROOT, name), 'utf8');
}

function stylesOf(name: string): string {
  const text = fileOf(name);
  return name.endsWith('.css') ? text : (/<style>.*<\/style>/s.exec(text)?.[0] ?? '');
}

function found(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].map(([, token = '']) => token);
}
