import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { rssMb } from '../ground/process-figures.ts';

/** The dashboard in a page of its own. */
export interface DashboardPage {
  readonly page: Page;
  readonly devtools: CDPSession;
  close(): Promise<void>;
}

/** Milliseconds since the navigation began. */
export interface Moments {
  /** The frame with the first rows of the list has been drawn. */
  readonly rows: number;
  /** The frame in which the last journey was judged and counted has been drawn. */
  readonly all: number;
}

/** As large as the dashboard is designed for. */
const VIEWPORT = { width: 1440, height: 900 } as const;
const MEGABYTE = 1024 ** 2;

export async function openPage(browser: Browser): Promise<DashboardPage> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable');
  return { page, devtools, close: () => context.close() };
}

/** Opens the dashboard and waits until it shows so many journeys, all of them judged. */
export async function loadDashboard(dashboard: DashboardPage, url: string, journeys: number): Promise<Moments> {
  await open(dashboard, url, journeys);
  const rows = await momentOf(dashboard, 'rows');
  return { rows, all: await momentOf(dashboard, 'all') };
}

/** Opens it and waits for the first rows: milliseconds since the navigation began. */
export async function loadFirstRows(dashboard: DashboardPage, url: string): Promise<number> {
  await open(dashboard, url, Number.POSITIVE_INFINITY);
  return momentOf(dashboard, 'rows');
}

async function open({ page }: DashboardPage, url: string, journeys: number): Promise<void> {
  await page.addInitScript(NOTE_MOMENTS.replace('JOURNEYS', String(journeys)));
  await page.goto(url);
}

async function momentOf({ page }: DashboardPage, name: keyof Moments): Promise<number> {
  const moment = await page.waitForFunction(asked => performance.getEntriesByName(asked)[0]?.startTime ?? null, name, {
    timeout: 120_000,
    polling: 250,
  });
  return (await moment.jsonValue()) ?? Number.NaN;
}

/** Runs in the page: looks at what is there before each frame, and notes the moment in the frame after it. */
const NOTE_MOMENTS = `{
  const counted = () =>
    [...document.querySelectorAll('[data-testid^="count-"] .number')].reduce((sum, one) => sum + Number(one.textContent), 0);
  const signs = [
    ['rows', () => document.querySelector('[data-testid="journey-row"]') !== null],
    ['all', () => counted() >= JOURNEYS],
  ];
  const look = () => {
    while (signs.length > 0 && signs[0][1]()) {
      const [name] = signs.shift();
      requestAnimationFrame(() => performance.mark(name));
    }
    if (signs.length > 0) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}`;

/** Megabytes of the page's JavaScript heap after a collection. */
export async function heapMb({ devtools }: DashboardPage): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  await sleep(200);
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / MEGABYTE;
}

/** Resident megabytes of the largest process that draws pages. */
export async function pageRssMb(browser: Browser): Promise<number> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  await devtools.detach();
  return Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => rssMb(id)));
}

/** Scrolls the list up by so many pixels, as a wheel or a touchpad does it: through the compositor. */
export async function scrollList({ page, devtools }: DashboardPage, pixels: number, perSecond: number): Promise<void> {
  const box = await page.locator('.list .viewport').boundingBox();
  if (box === null) throw new Error('the dashboard shows no list');
  await devtools.send('Input.synthesizeScrollGesture', {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    yDistance: pixels,
    speed: perSecond,
    gestureSourceType: 'mouse',
  });
}
