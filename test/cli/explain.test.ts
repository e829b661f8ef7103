import { describe, expect, it } from 'vitest';
import { run } from './support/corscope.ts';

const CHROMIUM =
  "Access to fetch at 'https://api.example.com/me' from origin 'https://app.example.com' has been blocked by CORS policy: " +
  "No 'Access-Control-Allow-Origin' header is present on the requested resource.";

const ROWS = [
  { desc: "Chromium's line", words: [CHROMIUM], code: 'MissingAllowOriginHeader', exit: 0 },
  { desc: 'the same, not quoted for the shell', words: CHROMIUM.split(' '), code: 'MissingAllowOriginHeader', exit: 0 },
  { desc: 'a line about something else', words: ['Uncaught', 'TypeError: x is undefined'], code: null, exit: 1 },
];

describe('explain', () => {
  it.each(ROWS)('$desc', async ({ words, code, exit }) => {
    const people = run(['explain', ...words]);
    expect(await people.ended).toBe(exit);
    expect(people.stdout).toContain(code === null ? 'paste the whole line' : `In the dashboard: code:${code}`);

    const script = run(['explain', '--json', ...words]);
    expect(await script.ended).toBe(exit);
    const { explanations } = JSON.parse(script.stdout) as { explanations: { code: string; rules: string[] }[] };
    expect(explanations.map(found => found.code)).toEqual(code === null ? [] : [code]);
    for (const { rules } of explanations) expect(rules.length).toBeGreaterThan(0);
  });
});
