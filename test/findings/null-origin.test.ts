import { describe, expect, it } from 'vitest';
import { journeyOf } from '../../shared/findings/examples.ts';
import { reportOf } from '../../shared/findings/report-of.ts';

const GET = 'GET https://api.lab.test/me\nOrigin: null';
const WITH_COOKIE = `${GET}\nCookie: sid=1`;
const OPTIONS = 'OPTIONS https://api.lab.test/me\nOrigin: null\nAccess-Control-Request-Method: PUT';

/** Refusals of a page whose origin is `null`, and the finding that says what to change. */
const REFUSALS = [
  { desc: 'no header', text: `${GET}\n\n200 OK`, id: 'allow-origin-missing' },
  {
    desc: 'another origin',
    text: `${GET}\n\n200 OK\nAccess-Control-Allow-Origin: https://app.lab.test`,
    id: 'allow-origin-mismatch',
  },
  { desc: 'no value', text: `${GET}\n\n200 OK\nAccess-Control-Allow-Origin:`, id: 'allow-origin-invalid' },
  {
    desc: 'two values in a line',
    text: `${GET}\n\n200 OK\nAccess-Control-Allow-Origin: https://a.lab.test, https://b.lab.test`,
    id: 'allow-origin-twice',
  },
  {
    desc: 'the wildcard, with credentials',
    text: `${WITH_COOKIE}\n\n200 OK\nAccess-Control-Allow-Origin: *`,
    id: 'star-with-credentials',
  },
  {
    desc: 'null by name, with credentials',
    text: `${WITH_COOKIE}\n\n200 OK\nAccess-Control-Allow-Origin: null`,
    id: 'allow-credentials-missing',
  },
  { desc: 'a preflight without headers', text: `${OPTIONS}\n\n204 No Content`, id: 'preflight-allow-origin-missing' },
  { desc: 'a preflight without a route', text: `${OPTIONS}\n\n405 Method Not Allowed`, id: 'preflight-status' },
];

describe('nobody is told to allow the origin null by name: any sandboxed page has it', () => {
  it.each(REFUSALS)('$desc', ({ text, id }) => {
    const finding = reportOf(journeyOf(text)).findings.find(found => found.id === id);
    expect(finding?.change).toMatch(/\*|credentials/);
    expect(finding?.change).not.toMatch(/Allow-Origin: null|names `null`|enter `null`/);
  });
});
