import { describe, expect, it } from 'vitest';
import { journeyOf } from '../../shared/findings/examples.ts';
import { reportOf } from '../../shared/findings/report-of.ts';
import { askedWith } from '../support/asked-with.ts';

/** Any page can have the origin `null`: a sandboxed frame is enough. Whoever allows it by name allows everybody. */
describe('a page without an origin of its own', () => {
  it.each([
    { desc: 'another origin is allowed', header: 'Access-Control-Allow-Origin: https://app.lab.test' },
    { desc: 'none is allowed', header: 'Content-Type: application/json' },
  ])('is never to be allowed by name, where $desc', ({ header }) => {
    const journey = journeyOf(`GET https://api.lab.test/products\nOrigin: null\n\n200 OK\n${header}`);
    const [finding] = reportOf(askedWith(journey, { credentials: 'omit' })).findings;
    expect(finding?.change).toMatch(/not allow the origin `null`/);
    expect(finding?.change).not.toMatch(/enter `null`|Allow-Origin: null/);
  });

  it('is one that a redirect took it from, where one did', () => {
    const journey = journeyOf(
      'GET https://api.lab.test/products\nOrigin: https://app.lab.test\n\n302 Found\nAccess-Control-Allow-Origin: *\nLocation: https://files.lab.test/products',
      'GET https://files.lab.test/products\nOrigin: null\n\n200 OK\nAccess-Control-Allow-Origin: https://app.lab.test',
    );
    const [finding] = reportOf(askedWith(journey, { credentials: 'omit' })).findings;
    expect(finding?.change).toContain('`https://files.lab.test/products`');
  });
});
