import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenedBrowser } from '../../proxy/browser/open-browser.ts';
import { openWitnessed } from '../../proxy/browser/open-witnessed.ts';
import { LAB_CASES } from '../../proxy/lab/cases/index.ts';
import type { JourneyReport } from '../../shared/findings/report.ts';
import type { Fix } from '../../shared/fixes/fix.ts';
import type { Suggestion } from '../../shared/fixes/suggest.ts';
import type { WhatIf } from '../../shared/fixes/what-if.ts';
import { CHROMIUM } from '../browser/chromium.ts';
import { type Bench, openBench } from '../server/support/bench.ts';

interface Ran {
  readonly page: { readonly outcome: string; readonly works: boolean };
  readonly journey: string;
}

interface Verified {
  readonly before: { readonly outcome: string; readonly code: string | null };
  readonly after: { readonly outcome: string; readonly code: string | null };
}

/** Blocked by CORS, and so for a header to mend, whether the page then has what it wants or not. */
const MENDED = LAB_CASES.filter(({ declared }) => declared.code !== null);

/** What no header of an answer lets pass, or nothing was refused that could. */
const LEFT = [
  { id: 'connection-cut', because: 'no answer ever came' },
  { id: 'mixed-content', because: 'the browser never sent it' },
  { id: 'cookie-not-asked-for', because: 'the page asked without credentials, and may read what it got' },
  { id: 'cookie-same-site-lax', because: 'the cookie is kept back by the browser, and the answer may be read' },
  { id: 'header-not-exposed', because: 'the answer may be read: which header the page wants is the page’s to say' },
  { id: 'token-expired', because: 'the 401 may be read: the token is what is wrong' },
];

/** Not blocked, and yet there is something to suggest: its own fix and the suggestion are of one kind. */
const COOKIE = 'cookie-without-secure';

describe.skipIf(CHROMIUM === null)('the first suggestion for each case of the lab, in a real Chromium', () => {
  let bench: Bench;
  let browser: OpenedBrowser;

  beforeAll(async () => {
    bench = await openBench({ lab: true });
    const { proxyUrl, ca, lab, witnesses } = bench.corscope;
    const urls = [lab?.pageUrl ?? ''];
    browser = await openWitnessed({ path: CHROMIUM ?? '', proxyUrl, spki: ca.spki, urls, headless: true }, witnesses);
  });

  afterAll(async () => {
    await browser?.close();
    await bench?.close();
  });

  const post = async <T>(path: string, body: object = {}) =>
    (await bench.send('POST', path, body)).json() as Promise<T>;
  const run = (id: string) => post<Ran>(`/api/lab/${id}/run`);
  const report = (id: string) => bench.json<JourneyReport>(`/api/journeys/${id}`);

  async function suggestionsFor(journey: string): Promise<readonly Suggestion[]> {
    return (await bench.json<{ suggestions: Suggestion[] }>(`/api/journeys/${journey}/suggestions`)).suggestions;
  }

  test('every case is either mended below, or listed with why it is not', () => {
    const spokenOf = [...MENDED.map(({ id }) => id), ...LEFT.map(({ id }) => id), COOKIE];
    expect(spokenOf.toSorted()).toEqual(LAB_CASES.map(({ id }) => id).toSorted());
  });

  test.each(MENDED)(
    '$id: allowed live and when the page asks again, as foretold',
    async ({ id, declared, mend, layer }) => {
      const { code } = declared;
      const blocked = await run(id);
      expect(blocked.page.outcome).toBe('blocked');
      const [first] = await suggestionsFor(blocked.journey);
      if (first === undefined) throw new Error('nothing is suggested');
      const journeys = [blocked.journey];
      const foretold = (await post<WhatIf>('/api/what-if', { fixes: [first.fix], journeys })).results[0]?.after;
      expect(first.layer).toBe(layer);
      expect(first.predicted).toMatchObject({ outcome: foretold?.outcome, code: foretold?.code });

      const fix = await post<Fix>('/api/fixes', first.fix);
      const live = await run(id);
      expect(live.page.outcome).toBe('allowed');
      // where the case says that nothing mends it, the page reads an answer that is of no use to it
      if (mend.by === 'suggestion') expect(live.page.works).toBe(true);
      expect(await report(live.journey)).toMatchObject({
        verdict: { outcome: foretold?.outcome, code: foretold?.code },
        witness: { outcome: 'allowed', code: null, disagreement: null },
      });
      expect(await post<Verified>(`/api/journeys/${blocked.journey}/verify`, { unsafe: true })).toMatchObject({
        before: { outcome: 'blocked', code },
        after: { outcome: foretold?.outcome, code: foretold?.code },
      });

      await bench.send('DELETE', `/api/fixes/${fix.id}`, {});
      expect((await run(id)).page.outcome).toBe('blocked');
    },
  );

  test.each(LEFT)('$id: nothing is suggested, as $because', async ({ id }) => {
    expect(await suggestionsFor((await run(id)).journey)).toEqual([]);
  });

  test(`${COOKIE}: the browser stores the cookie that it threw away`, async () => {
    const without = await run(COOKIE);
    expect(without.page).toMatchObject({ outcome: 'allowed', works: false });
    const [first] = await suggestionsFor(without.journey);
    expect(first?.fix.do.map(({ op }) => op)).toEqual(['cookie']);
    const fix = await post<Fix>('/api/fixes', first?.fix);
    expect((await run(COOKIE)).page).toMatchObject({ outcome: 'allowed', works: true });
    await bench.send('DELETE', `/api/fixes/${fix.id}`, {});
  });
});
