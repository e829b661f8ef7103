import { describe, expect, onTestFinished, test } from 'vitest';
import { connectDevTools, devToolsUrl } from '../../proxy/browser/devtools.ts';
import { openBrowser } from '../../proxy/browser/open-browser.ts';
import { openPage } from '../../proxy/browser/page.ts';
import { attachWitness } from '../../proxy/browser/witness.ts';
import { startCorscope } from '../../proxy/corscope.ts';
import { LAB_CASES } from '../../proxy/lab/cases/index.ts';
import type { LabCase } from '../../proxy/lab/lab-case.ts';
import { DEFAULT_BODY_BYTES, DEFAULT_MEMORY_BYTES } from '../../proxy/options.ts';
import { until } from '../../proxy/until.ts';
import type { JourneyReport } from '../../shared/findings/report.ts';
import type { Fix } from '../../shared/fixes/fix.ts';
import type { Suggestion } from '../../shared/fixes/suggest.ts';
import type { WhatIf } from '../../shared/fixes/what-if.ts';
import { CHROMIUM } from '../browser/chromium.ts';
import { tempFolder } from '../ca/temp-home.ts';

const START_MS = 20_000;
const CATCH_UP_MS = 10_000;

const OPTIONS = {
  host: '127.0.0.1',
  port: 0,
  taps: [],
  connectTo: [],
  upstreamInsecure: false,
  upstreamCa: null,
  sessionFile: null,
  memoryBytes: DEFAULT_MEMORY_BYTES,
  bodyBytes: DEFAULT_BODY_BYTES,
  lab: true,
};

/** A lab, and a page of it in a watched browser. Ends with the test. */
async function openLab() {
  const corscope = await startCorscope({ ...OPTIONS, home: tempFolder() });
  onTestFinished(() => corscope.close());
  const { proxyUrl, ca, lab, token, url } = corscope;
  const browser = await openBrowser({
    path: CHROMIUM ?? '',
    proxyUrl,
    spki: ca.spki,
    urls: ['about:blank'],
    headless: true,
    remoteDebuggingPort: 0,
  });
  onTestFinished(async () => void (await browser.close()));
  const devTools = await connectDevTools(await devToolsUrl(browser, START_MS));
  await attachWitness(devTools, corscope.witnesses);
  const page = await openPage(devTools, lab?.pageUrl ?? '');
  const view = await corscope.view();
  return {
    run: (id: string) => page.evaluate(`runCase(${JSON.stringify(id)}).then(result => result.outcome)`),
    journeyTo(address: string): JourneyReport | null {
      const state = view.now();
      const found = state.journeys.map(journey => state.report(journey)).findLast(({ facts }) => facts.url === address);
      return found?.witness != null && found.verdict.outcome !== 'pending' ? found : null;
    },
    async api<T>(method: string, path: string, body?: object): Promise<T> {
      const response = await fetch(new URL(`api${path}`, url), {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return (response.status === 204 ? null : await response.json()) as T;
    },
  };
}

/** Cases of the page itself: what other pages, frames and caches had first is the headless run's to prove. */
function isForTheNewestCall({ mend, page, calls }: LabCase): boolean {
  return (
    mend.by === 'suggestion' && page === undefined && calls.every(({ from, url }) => !from && !url.includes('{run}'))
  );
}

type Verified = { readonly before: { outcome: string }; readonly after: { outcome: string } };

describe.skipIf(CHROMIUM === null)('the first suggestion, in a real Chromium', () => {
  test('mends every case of the lab, as foretold, and at once when the page asks again', {
    timeout: 180_000,
  }, async () => {
    const lab = await openLab();
    for (const { id, calls, declared } of LAB_CASES.filter(isForTheNewestCall)) {
      expect(await lab.run(id), id).toBe(declared.outcome);
      const journey = await until(CATCH_UP_MS, () => lab.journeyTo(calls.at(-1)?.url ?? ''));
      if (journey === null) throw new Error(`${id}: no journey`);
      const { suggestions } = await lab.api<{ suggestions: Suggestion[] }>(
        'GET',
        `/journeys/${journey.id}/suggestions`,
      );
      const [first] = suggestions;
      if (first === undefined) throw new Error(`${id}: no suggestion`);
      const foretold = await lab.api<WhatIf>('POST', '/what-if', { fixes: [first.fix], journeys: [journey.id] });
      const fix = await lab.api<Fix>('POST', '/fixes', first.fix);
      const verified = await lab.api<Verified>('POST', `/journeys/${journey.id}/verify`, { unsafe: true });
      expect(verified, id).toMatchObject({ before: { outcome: 'blocked' }, after: { outcome: 'allowed' } });
      expect(foretold.results[0]?.after.outcome, id).toBe(verified.after.outcome);
      expect(await lab.run(id), id).toBe('allowed');
      await lab.api('DELETE', `/fixes/${fix.id}`);
      expect(await lab.run(id), id).toBe('blocked');
    }
  });
});
