import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCorscope } from '../../../proxy/corscope.ts';
import { DEFAULT_OPTIONS } from '../../../proxy/options.ts';
import { judge } from '../../../shared/cors/judge.ts';
import { readableHeaders } from '../../../shared/cors/readable-headers.ts';
import type { Verdict } from '../../../shared/cors/verdict.ts';
import { exchangeUrl } from '../../../shared/trace/exchange.ts';
import { exchangesOf, type Journey } from '../../../shared/trace/journey.ts';
import type { Reported } from './report.ts';
import { APP, type Row } from './row.ts';
import { startSite } from './site.ts';

export interface Observed {
  readonly reported: Reported;
  /** From what corscope recorded of the same messages. */
  readonly verdict: Verdict;
  /** What corscope says the page can read; null where no answer came to be read. */
  readonly readable: readonly string[] | null;
}

/** Opens a browser with that proxy, at that address. */
export type Open = (proxyUrl: string, url: string) => Promise<{ close(): Promise<unknown> }>;

/** Lets a browser ask every row, through a corscope of this process; one observation a row, in the rows' order. */
export async function runTable(rows: readonly Row[], open: Open): Promise<readonly Observed[]> {
  const home = mkdtempSync(join(tmpdir(), 'corscope-table-'));
  const site = await startSite(rows);
  // every host leads to the site, so that nothing that the browser does by itself leaves the machine
  const connectTo = [80, 443].map(port => ({ host: '', port, address: '127.0.0.1', toPort: site.port }));
  const corscope = await startCorscope({
    ...DEFAULT_OPTIONS,
    port: 0,
    connectTo,
    home,
  });
  try {
    const browser = await open(corscope.proxyUrl, `${APP}/`);
    const reported = await site.reported.finally(() => browser.close());
    const { journeys } = (await corscope.view()).now();
    return rows.map((row, index) => observe(row, index, reported, journeys));
  } finally {
    await Promise.all([corscope.close(), site.close()]);
    rmSync(home, { recursive: true, force: true });
  }
}

function observe(row: Row, index: number, reported: readonly Reported[], journeys: readonly Journey[]): Observed {
  const found = reported.find(report => report.row === index);
  const journey = journeys.findLast(each => exchangesOf(each).some(each => isOf(exchangeUrl(each), index)));
  if (found === undefined || journey === undefined) throw new Error(`${row.desc}: not asked, or not answered`);
  const { credentials = 'same-origin', redirect = 'follow' } = row.call ?? {};
  const final = journey.legs.at(-1)?.request ?? null;
  return {
    reported: found,
    verdict: judge(journey, { credentials, redirect, mode: 'cors' }),
    readable: final === null ? null : readableHeaders(final, credentials === 'include'),
  };
}

function isOf(url: string, row: number): boolean {
  return new URL(url).pathname.startsWith(`/${row}/`);
}
