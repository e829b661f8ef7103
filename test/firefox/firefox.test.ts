import { beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../proxy/browser/open-browser.ts';
import { CHROMIUM } from '../browser/chromium.ts';
import { CASES } from './cases.ts';
import { findFirefox } from './support/find-firefox.ts';
import { openFirefox } from './support/open-firefox.ts';
import type { Departure, Ending } from './support/row.ts';
import { type Observed, runTable } from './support/run-table.ts';

const RUN_MS = 120_000;
const FIREFOX = findFirefox();
const rows = CASES.map((row, index) => [row.desc, row, index] as const);

if (FIREFOX === null) console.warn('No Firefox is installed: the table is not run there. FIREFOX_PATH names one.');

interface Seen {
  readonly outcome: 'allowed' | 'blocked';
  readonly judged: Ending;
  readonly readable: readonly string[];
}

/** What the page saw, beside what corscope says of the same messages. */
function seen({ reported, verdict: { outcome, phase, code } }: Observed): Seen {
  return {
    outcome: reported.error === null ? 'allowed' : 'blocked',
    judged: { outcome, phase, code },
    readable: reported.names,
  };
}

/** What is seen where the browser does as the row says, but for what is declared. */
function expected({ reported, readable }: Observed, ending: Ending, departure?: Departure): Seen {
  const outcome = departure?.outcome ?? (ending.outcome === 'allowed' ? 'allowed' : 'blocked');
  const names = outcome === 'allowed' && reported.type !== 'opaqueredirect' ? (readable ?? []) : [];
  return { outcome, judged: departure?.judged ?? ending, readable: departure?.readable ?? names };
}

it('asks at least 60 cases, no two of one name', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(60);
  expect(new Set(CASES.map(({ desc }) => desc)).size).toBe(CASES.length);
});

describe.skipIf(CHROMIUM === null)('the table in Chromium', () => {
  let observed: readonly Observed[] = [];
  beforeAll(async () => {
    observed = await runTable(CASES, (proxyUrl, url) =>
      openBrowser({ path: CHROMIUM ?? '', proxyUrl, spki: '', urls: [url], headless: true, remoteDebuggingPort: null }),
    );
  }, RUN_MS);

  it.each(rows)('%s', (_, row, index) => {
    const found = observed[index];
    if (found === undefined) throw new Error('not run');
    expect(seen(found)).toEqual(expected(found, row.chromium));
  });
});

describe.skipIf(FIREFOX === null)('the table in Firefox', () => {
  let observed: readonly Observed[] = [];
  beforeAll(async () => {
    observed = await runTable(CASES, (proxyUrl, url) => openFirefox(FIREFOX ?? '', proxyUrl, url));
  }, RUN_MS);

  it.each(rows)('%s', (_, row, index) => {
    const found = observed[index];
    if (found === undefined) throw new Error('not run');
    expect(seen(found)).toEqual(expected(found, row.chromium, row.firefox));
  });
});
