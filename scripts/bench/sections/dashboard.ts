import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { startChromium } from '../browser/chromium.ts';
import {
  type DashboardPage,
  heapMb,
  loadDashboard,
  loadFirstRows,
  openPage,
  pageRssMb,
  scrollList,
} from '../browser/dashboard-page.ts';
import { writeSession } from '../browser/session-of.ts';
import { frameRate, traced } from '../browser/trace.ts';
import type { Ground } from '../ground/ground.ts';
import { requestBytes } from '../load/request-bytes.ts';
import { figure, spread } from '../report/format.ts';
import { type CorscopeProcess, startCorscope } from '../subjects/start-corscope.ts';
import type { Section } from './section.ts';

const NAME = 'dashboard';
const SIZES = [10_000, 100_000] as const;
/** Room for all of them, and for those that arrive. */
const MEMORY = '512m';
const PER_SECOND = 500;
/** As fast as a wheel is turned in search of something, for five seconds. */
const SCROLL = { pixels: 15_000, perSecond: 3_000 } as const;
/** Pages that are opened in a round: how soon the first rows are there differs more than anything else here. */
const PAGES = 5;
/** What the page still had to do is done. */
const CALM_MS = 1_000;

/** The dashboard in a real browser, over a session that was recorded and one that goes on. */
export const dashboard: Section = {
  name: NAME,
  async run(ground) {
    const browser = await startChromium();
    try {
      for (const size of SIZES) await measure(ground, browser, size);
    } finally {
      await browser.close();
    }
    return {
      title: 'The dashboard in a headless Chromium',
      note: `${browser.browserType().name()} ${browser.version()}, 1440 × 900, not pinned, in front of serve --session with a file of that many journeys. Milliseconds from the start of the navigation to the frame after the one that has the first rows, of ${PAGES} pages a round, each in a profile of its own; tasks of the main thread and drawn frames (DrawFrame) from Chromium’s own trace. Headless Chromium draws at 60 frames a second at most. Scrolling: ${SCROLL.perSecond.toLocaleString('en-US')} pixels a second, by wheel. Arriving: ${PER_SECOND} a second for ${liveMs(ground) / 1000} s, once a round, while the list follows.`,
      columns: ['', ...SIZES.map(size => `${size.toLocaleString('en-US')} journeys`)],
      rows: rowsOf(ground),
    };
  },
};

async function measure(ground: Ground, browser: Browser, size: number): Promise<void> {
  const { results, options, upstream } = ground;
  const file = join(ground.dir, `session-${size}.ndjson`);
  await writeSession(file, size);
  const corscope = await startCorscope(ground, upstream.port, ['--session', file, '--memory-limit', MEMORY]);
  let page = await openPage(browser);
  for (let round = 0; round < options.rounds; round += 1) {
    for (let number = 1; number < PAGES; number += 1) {
      await page.close();
      page = await openPage(browser);
      results.add(`${NAME}.${size}.rows`, await loadFirstRows(page, corscope.ready.url));
    }
    await page.close();
    page = await openPage(browser);
    const { rows, all } = await loadDashboard(page, corscope.ready.url, size);
    results.add(`${NAME}.${size}.rows`, rows);
    results.add(`${NAME}.${size}.all`, all);
  }
  results.add(`${NAME}.${size}.heap`, await heapMb(page));
  results.add(`${NAME}.${size}.rss`, await pageRssMb(browser));
  for (let round = 0; round < options.rounds; round += 1) {
    await whileScrolling(ground, browser, page, size);
    await whileArriving(ground, browser, page, { size, corscope });
  }
  await page.close();
  await corscope.stop();
}

async function whileScrolling({ results }: Ground, browser: Browser, page: DashboardPage, size: number): Promise<void> {
  await sleep(CALM_MS);
  const trace = await traced(browser, page.page, () => scrollList(page, SCROLL.pixels, SCROLL.perSecond));
  results.add(`${NAME}.${size}.scroll-fps`, frameRate(trace));
  results.add(`${NAME}.${size}.scroll-task`, trace.tasks[0] ?? 0);
  // back to the end, which the list follows
  await scrollList(page, -2 * SCROLL.pixels, 10 * SCROLL.perSecond);
  await sleep(CALM_MS);
}

interface Session {
  readonly size: number;
  readonly corscope: CorscopeProcess;
}

async function whileArriving(
  ground: Ground,
  browser: Browser,
  { page }: DashboardPage,
  { size, corscope: { tapPort, pid } }: Session,
): Promise<void> {
  const { results, load } = ground;
  const request = requestBytes({ method: 'GET', path: '/orders/7', authority: `127.0.0.1:${tapPort}`, origin: '' });
  const job = {
    kind: 'paced',
    target: { port: tapPort, tunnel: null },
    pid,
    request,
    perSecond: PER_SECOND,
    warmMs: CALM_MS,
    ms: liveMs(ground),
  } as const;
  const trace = await traced(browser, page, async () => {
    const { count, ms } = await load.run(job);
    results.add(`${NAME}.${size}.arrived`, (count / ms) * 1000);
  });
  results.add(`${NAME}.${size}.task`, trace.tasks[0] ?? 0);
  results.add(`${NAME}.${size}.task-cpu`, trace.cpuTasks[0] ?? 0);
  results.add(`${NAME}.${size}.long`, trace.tasks.filter(ms => ms > 50).length);
}

function liveMs({ options }: Ground): number {
  return options.windowMs * 10;
}

function rowsOf({ results }: Ground): string[][] {
  const row = (label: string, key: string, say: (values: readonly number[]) => string = spread) => [
    label,
    ...SIZES.map(size => say(results.all(`${NAME}.${size}.${key}`))),
  ];
  const seconds = (values: readonly number[]) => spread(values.map(ms => ms / 1000));
  const one = ([value]: readonly number[]) => figure(value);
  return [
    row('first rows on screen, ms', 'rows'),
    row('all of them judged and counted, s', 'all', seconds),
    row('JavaScript heap after a collection, MB', 'heap', one),
    row('the page’s process, resident MB', 'rss', one),
    row('scrolling, frames/s', 'scroll-fps'),
    row('… the longest task, ms', 'scroll-task'),
    row('journeys that arrived in a second', 'arrived'),
    row('… the longest task meanwhile, ms', 'task'),
    row('… in its own processor time, ms', 'task-cpu'),
    row('… tasks over 50 ms', 'long'),
  ];
}
