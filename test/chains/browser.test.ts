import { describe, expect, it, onTestFinished } from 'vitest';
import { openPage } from '../../proxy/browser/page.ts';
import { attachWitness } from '../../proxy/browser/witness.ts';
import { CHROMIUM } from '../browser/chromium.ts';
import { until } from '../server/support/until.ts';
import { startApp } from '../support/servers/app.ts';
import { startBrowser } from '../witness/support/watched.ts';
import { haproxyAddHeaderDoubles } from './patterns/haproxy-add-header-doubles.ts';
import { nginxAddHeaderWithoutAlways } from './patterns/nginx-add-header-without-always.ts';
import { nginxAuthRequestRedirectsPreflight } from './patterns/nginx-auth-request-redirects-preflight.ts';
import { threeLayersTwoFaults } from './patterns/three-layers-two-faults.ts';
import { varnishStoredWithoutOrigin } from './patterns/varnish-stored-without-origin.ts';
import { type Call, PAGE } from './support/call.ts';
import { API_HOST, openChain } from './support/chain.ts';
import type { Pattern } from './support/pattern.ts';

const PATTERNS: readonly Pattern[] = [
  nginxAddHeaderWithoutAlways,
  nginxAuthRequestRedirectsPreflight,
  haproxyAddHeaderDoubles,
  varnishStoredWithoutOrigin,
  threeLayersTwoFaults,
];

describe.skipIf(CHROMIUM === null)('Chromium, through the forward proxy and a chain of real servers', () => {
  it.each(PATTERNS)('$id: $desc', async ({ layers, app, calls, verdict, finding }) => {
    const pages = await startApp([
      { status: '200 OK', lines: [['Content-Type', 'text/html']], body: '<title>p</title>' },
    ]);
    onTestFinished(() => pages.stop());
    const { hostname, port } = new URL(PAGE);
    const chain = await openChain(layers, app, [
      { host: hostname, port: Number(port), address: '127.0.0.1', toPort: pages.port },
    ]);
    onTestFinished(() => chain.close());
    const [fromPage, fromElsewhere] = [calls.filter(isPages), calls.filter(call => !isPages(call))];
    for (const call of fromElsewhere) await chain.send(call, API_HOST);
    const devTools = await startBrowser(chain.corscope);
    await attachWitness(devTools, chain.corscope.witnesses);
    const page = await openPage(devTools, `${PAGE}/`);
    for (const call of fromPage) await page.evaluate(fetchOf(call));
    const { method: lastMethod = 'GET', path: lastPath = '/orders' } = calls.at(-1) ?? {};
    const last = `${lastMethod} http://${API_HOST}${lastPath}`;
    // the method too: an earlier call to the same place has its account first
    const report = await until(async () => {
      const journeys = await chain.journeys();
      return (
        journeys.findLast(each => each.witness !== null && `${each.facts.method} ${each.facts.url}` === last) ?? null
      );
    }, `a witnessed journey of ${last}`);
    expect(report.verdict).toMatchObject(verdict);
    expect(report.witness).toMatchObject({ outcome: verdict.outcome, code: verdict.code, disagreement: null });
    expect(report.findings[0]).toMatchObject({ id: finding?.id, layer: finding?.layer });
  });
});

function isPages({ origin }: Call): boolean {
  return origin !== null;
}

/** The call as a script writes it; it gives true where the page can read the answer. */
function fetchOf({ method = 'GET', path = '/orders', fields = [], credentials, body }: Call): string {
  const headers = Object.fromEntries(fields.map(field => field.split(': ')));
  const init = { method, headers, credentials: credentials ? 'include' : 'same-origin', ...(body ? { body } : {}) };
  return `fetch('http://${API_HOST}${path}', ${JSON.stringify(init)}).then(() => true, () => false)`;
}
