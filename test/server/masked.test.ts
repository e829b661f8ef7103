import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench, PAGE } from './support/bench.ts';
import { answerWith } from './support/upstream.ts';

let bench: Bench;

/** A login that hands its secrets on in URLs, each in a place of its own. */
beforeAll(async () => {
  bench = await openBench({}, () =>
    answerWith('302 Found', [
      `Access-Control-Allow-Origin: ${PAGE}`,
      'Location: https://ann:topsecret@auth.lab.test/cb?access_token=topsecret',
      'Content-Location: /me?api_key=topsecret',
      'Link: </next?sig=topsecret>; rel="next"',
      'Refresh: 1; url=/?token=topsecret',
    ]),
  );
  await bench.through('/login?client_secret=topsecret', {
    fields: [`Origin: ${PAGE}`, 'Referer: https://app.lab.test/?code=topsecret'],
  });
});
afterAll(() => bench.close());

describe('a secret in a URL', () => {
  it.each([
    '/api/journeys',
    '/api/journeys/j1',
    '/api/checklist',
    '/api/checklist?as=markdown',
    '/api/matrix',
    '/api/compare?a=j1&b=j1',
    '/api/export?as=har',
    '/api/export?as=capture',
    '/api/export?as=markdown',
  ])('is not in %s', async path => {
    const text = await (await bench.api(path)).text();
    expect(text).not.toBe('');
    expect(text).not.toContain('topsecret');
  });

  it('is in an export that asks for secrets', async () => {
    const text = await (await bench.api('/api/export?as=capture&secrets=keep')).text();
    expect(text).toContain('access_token=topsecret');
  });
});
