import * as v from 'valibot';
import { onTestFinished } from 'vitest';
import { connectDevTools, type DevTools, devToolsUrl } from '../../../proxy/browser/devtools.ts';
import { openBrowser } from '../../../proxy/browser/open-browser.ts';
import { openPage, type Page } from '../../../proxy/browser/page.ts';
import { attachWitness } from '../../../proxy/browser/witness.ts';
import { loadCa } from '../../../proxy/ca/ca.ts';
import { type Corscope, startCorscope } from '../../../proxy/corscope.ts';
import { labHostOf } from '../../../proxy/corscope-lab-host.ts';
import type { LabHost } from '../../../proxy/lab/lab-host.ts';
import { DEFAULT_OPTIONS } from '../../../proxy/options.ts';
import { until } from '../../../proxy/until.ts';
import type { JourneyReport } from '../../../shared/findings/report.ts';
import { CHROMIUM } from '../../browser/chromium.ts';
import { tempFolder } from '../../ca/temp-home.ts';
import { startSite } from './site.ts';

const START_MS = 20_000;
const CATCH_UP_MS = 10_000;

/** A browser through a corscope of this process, and the site behind it. */
export interface Bench {
  readonly corscope: Corscope;
  readonly host: LabHost;
  readonly devTools: DevTools;
  open(url: string): Promise<Page>;
  /** Runs the expression in the page at that address, as if its user had clicked. */
  click(url: string, expression: string): Promise<void>;
  /** The journey to that URL, once corscope has judged it and the browser has told of it. */
  witnessed(url: string): Promise<JourneyReport & { readonly witness: NonNullable<JourneyReport['witness']> }>;
  journeys(url: string): readonly JourneyReport[];
}

/** Ends with the test. */
export async function openBench({ watched = true, sessionFile = null as string | null } = {}): Promise<Bench> {
  const home = tempFolder();
  const ca = await loadCa(home);
  const { plainPort, securePort } = await startSite(ca);
  const corscope = await startCorscope({
    ...DEFAULT_OPTIONS,
    port: 0,
    connectTo: [
      { host: '', port: 443, address: '127.0.0.1', toPort: securePort },
      { host: '', port: 80, address: '127.0.0.1', toPort: plainPort },
    ],
    upstreamCa: ca.certPem,
    sessionFile,
    home,
  });
  onTestFinished(() => corscope.close());
  const devTools = await startBrowser(corscope);
  if (watched) await attachWitness(devTools, corscope.witnesses);
  const host = await labHostOf(corscope);
  const journeys = (url: string) => host.journeys().filter(({ facts }) => facts.url === url);
  return {
    corscope,
    host,
    devTools,
    open: url => openPage(devTools, url),
    click: (url, expression) => click(devTools, url, expression),
    journeys,
    async witnessed(url) {
      const found = await until(CATCH_UP_MS, () => journeys(url).find(isSettled) ?? null);
      if (found?.witness == null) throw new Error(`no account of ${url}: ${JSON.stringify(journeys(url))}`);
      return { ...found, witness: found.witness };
    },
  };
}

const TargetsSchema = v.object({ targetInfos: v.array(v.object({ targetId: v.string(), url: v.string() })) });
const SessionSchema = v.object({ sessionId: v.string() });

async function click(devTools: DevTools, url: string, expression: string): Promise<void> {
  const { targetInfos } = v.parse(TargetsSchema, await devTools.send('Target.getTargets'));
  const targetId = targetInfos.find(target => target.url === url)?.targetId;
  const { sessionId } = v.parse(
    SessionSchema,
    await devTools.send('Target.attachToTarget', { targetId, flatten: true }),
  );
  await devTools.send('Runtime.evaluate', { expression, userGesture: true }, sessionId);
}

function isSettled({ witness, verdict }: JourneyReport): boolean {
  return witness !== null && verdict.outcome !== 'pending';
}

/** Ends with the test. */
export async function startBrowser({ proxyUrl, ca }: Corscope): Promise<DevTools> {
  const browser = await openBrowser({
    path: CHROMIUM ?? '',
    proxyUrl,
    spki: ca.spki,
    urls: ['about:blank'],
    headless: true,
    remoteDebuggingPort: 0,
  });
  onTestFinished(async () => void (await browser.close()));
  return connectDevTools(await devToolsUrl(browser, START_MS));
}
