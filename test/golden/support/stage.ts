import { rm } from 'node:fs/promises';
import { type Browser, chromium, type Page, type Route } from 'playwright-core';
import { JOURNEY_STATES } from '../../../dashboard/gallery/journey-states.ts';
import { TRYING } from '../../../dashboard/lib/forecast.ts';
import { canSandbox } from '../../../proxy/browser/browser-arguments.ts';
import { type RecordedCorscope, startRecorded } from '../../../scripts/recorded/recorded-corscope.ts';
import type { JourneyReport } from '../../../shared/findings/report.ts';
import { CHROMIUM } from '../../browser/chromium.ts';
import { type Picture, SIZES } from '../pictures.ts';
import { stillDashboard } from './still-dashboard.ts';

const NOW = Date.UTC(2026, 0, 31, 10, 42);
const LIVE = /\/api\/live/;
const UNFINISHED = new RegExp(`${TRYING}|Writing the recipe…|Filtering…|Verifying…|Counting…`);

/** The dashboard as it was built, over the recorded session, in a browser whose clock and letters are always the same. */
export interface Stage {
  /** A picture as PNG: as soon as it is the one that is wanted, or else once it stays as it is. */
  take(picture: Picture, isWanted: (taken: Buffer) => boolean): Promise<Buffer>;
  /** The page anew: nothing recorded yet, a stream that does not begin, or somebody without a token. */
  show(page: Page, what: 'empty' | 'silent' | 'stranger'): Promise<void>;
  /** Ends the live stream, which does not come back. */
  cut(page: Page): Promise<void>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const files = await stillDashboard();
  const [recorded, empty] = await Promise.all([startRecorded({ files }), startRecorded({ files, session: null })]);
  const [browser, journeys] = await Promise.all([openBrowser(), journeysOf(recorded)]);
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'UTC' });
  const start = async () => {
    const page = await context.newPage();
    await page.clock.setFixedTime(NOW);
    await page.goto(recorded.url);
    await page.getByTestId('count-allowed').getByText(String(journeys.allowed)).waitFor();
    return page;
  };
  let untouched: Page | null = null;
  const stage: Stage = {
    async take(picture, isWanted) {
      const page = untouched ?? (await start());
      untouched = null;
      await page.emulateMedia({ colorScheme: picture.theme });
      await page.setViewportSize(SIZES[picture.size]);
      await go(
        page,
        picture.at.replace(/\{([\w-]+)\}/g, (_, id: string) => journeys.byState.get(id) ?? id),
      );
      await picture.act?.(page, stage);
      const taken = await atRest(page, picture.of ?? 'body', isWanted);
      // what a person did there may outlast the view
      if (picture.act === undefined) untouched = page;
      else await page.close();
      return taken;
    },
    async show(page, what) {
      if (what === 'silent') await page.routeWebSocket(LIVE, () => undefined);
      if (what === 'stranger') await page.route(recorded.url, withoutToken);
      await page.goto('about:blank');
      await page.goto(what === 'empty' ? empty.url : recorded.url);
    },
    cut,
    async close() {
      await browser.close();
      await Promise.all([recorded.close(), empty.close()]);
      await rm(files, { recursive: true });
    },
  };
  return stage;
}

/** Letters are drawn the same whatever the machine's settings say of hinting, and without colours at their edges. */
function openBrowser(): Promise<Browser> {
  const args = ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'];
  const sandbox = canSandbox() ? [] : ['--no-sandbox'];
  return chromium.launch({ executablePath: CHROMIUM ?? '', args: [...args, ...sandbox] });
}

interface Journeys {
  /** Ids by those of the gallery's states. */
  readonly byState: ReadonlyMap<string, string>;
  /** How many are allowed: once the page says so, it has judged them all. */
  readonly allowed: number;
}

async function journeysOf({ url, token }: RecordedCorscope): Promise<Journeys> {
  const response = await fetch(`${url}api/journeys`, { headers: { Authorization: `Bearer ${token}` } });
  const { journeys } = (await response.json()) as { readonly journeys: readonly JourneyReport[] };
  return {
    byState: new Map(JOURNEY_STATES.map(({ id, find }) => [id, journeys.find(find)?.id ?? ''])),
    allowed: journeys.filter(({ verdict }) => verdict.outcome === 'allowed').length,
  };
}

/** By way of another view: each begins as it does for who comes to it. */
async function go(page: Page, fragment: string): Promise<void> {
  for (const at of ['session', fragment]) {
    await page.evaluate(`location.hash = ${JSON.stringify(at)}; new Promise(done => setTimeout(done, 50))`);
  }
}

function live(page: Page): Promise<void> {
  return page.locator('[data-testid=connection][data-status=live]').waitFor();
}

async function cut(page: Page): Promise<void> {
  let end = async () => {};
  await page.routeWebSocket(LIVE, socket => {
    socket.connectToServer();
    end = () => socket.close();
  });
  await page.reload();
  await live(page);
  await page.getByTestId('journey-row').first().waitFor();
  await page.routeWebSocket(LIVE, socket => void socket.close());
  await end();
  await page.getByTestId('banner').waitFor();
}

async function withoutToken(route: Route): Promise<void> {
  const response = await route.fetch();
  await route.fulfill({ response, body: (await response.text()).replace('content="recorded"', 'content=""') });
}

async function atRest(page: Page, of: string, isWanted: (taken: Buffer) => boolean): Promise<Buffer> {
  const shown = page.locator(of);
  let before: Buffer = Buffer.alloc(0);
  for (;;) {
    await page.evaluate('document.fonts.ready.then(() => undefined)');
    // read before the picture is taken: what was finished then is so in it
    const finished = !UNFINISHED.test(await page.locator('body').innerText());
    const taken = await shown.screenshot();
    if (isWanted(taken)) return taken;
    if (finished && taken.equals(before)) return taken;
    before = taken;
  }
}
