import type { JourneyReport } from '../../shared/findings/report.ts';
import { connectDevTools, devToolsUrl } from '../browser/devtools.ts';
import { type OpenedBrowser, openBrowser } from '../browser/open-browser.ts';
import { openPage, type Page } from '../browser/page.ts';
import { attachWitness } from '../browser/witness.ts';
import { until } from '../until.ts';
import type { Lab } from './lab.ts';
import type { LabCase } from './lab-case.ts';
import type { LabHost } from './lab-host.ts';
import { type LabMend, type LabRow, labRow } from './lab-row.ts';

/** A browser on a busy machine may take this long to start. */
const START_MS = 20_000;
/** By when the record and the witness must have caught up with what the page already knows. */
const CATCH_UP_MS = 3000;

export interface LabRun {
  readonly host: LabHost;
  readonly lab: Lab;
  /** The browser's executable file, from findBrowser. */
  readonly browserPath: string;
  readonly cases: readonly LabCase[];
  /** Called with each row as soon as it is known. */
  readonly onRow: (row: LabRow) => void;
}

/**
 * Runs cases in a real browser through the running corscope, each blocked first and then mended by a suggested fix, and
 * gives one row for each. Rejects where the browser does not start or cannot open the lab's page.
 */
export async function runLabHeadless(run: LabRun): Promise<LabRow[]> {
  const browser = await openBrowser({
    path: run.browserPath,
    proxyUrl: run.host.proxyUrl,
    spki: run.host.spki,
    urls: ['about:blank'],
    headless: true,
    remoteDebuggingPort: 0,
  });
  try {
    const page = await openWitnessed(browser, run);
    const rows: LabRow[] = [];
    for (const labCase of run.cases) {
      const row = await runCase({ host: run.host, page }, labCase);
      rows.push(row);
      run.onRow(row);
    }
    return rows;
  } finally {
    await browser.close();
  }
}

async function openWitnessed(browser: OpenedBrowser, { host, lab }: LabRun): Promise<Page> {
  const devTools = await connectDevTools(await devToolsUrl(browser, START_MS));
  await attachWitness(devTools, host.witnesses);
  return openPage(devTools, lab.pageUrl);
}

interface Bench {
  readonly host: LabHost;
  readonly page: Page;
}

async function runCase(bench: Bench, labCase: LabCase): Promise<LabRow> {
  const known = new Set(bench.host.journeys().map(journey => journey.id));
  await runInPage(bench.page, labCase);
  const judged = () => newJourney(bench.host, known, labCase);
  const journey = (await until(CATCH_UP_MS, () => witnessed(judged()))) ?? judged();
  const mended = await mend(bench, labCase, journey);
  return labRow(labCase, { journey, mended });
}

async function runInPage(page: Page, labCase: LabCase): Promise<'allowed' | 'blocked'> {
  const outcome = await page.evaluate(`runCase(${JSON.stringify(labCase.id)}).then(result => result.outcome)`);
  return outcome === 'allowed' ? 'allowed' : 'blocked';
}

function newJourney(host: LabHost, known: ReadonlySet<string>, { call }: LabCase): JourneyReport | null {
  const journey = host.journeys().find(({ id, facts }) => !known.has(id) && facts.url === call.url);
  return journey && journey.verdict.outcome !== 'pending' ? journey : null;
}

function witnessed(journey: JourneyReport | null): JourneyReport | null {
  return journey?.witness ? journey : null;
}

/** Switches the first suggested fix of the declared kind on, runs the case again, and switches it off. */
async function mend(bench: Bench, labCase: LabCase, journey: JourneyReport | null): Promise<LabMend> {
  const suggestions = journey === null ? [] : bench.host.suggestions(journey.id);
  const fitting = suggestions.find(({ fix }) => fix.do.some(({ op }) => labCase.mendedBy.includes(op)));
  if (!fitting) return { fix: null, outcome: null };
  const fix = bench.host.addFix({ ...fitting.fix, enabled: true });
  try {
    return { fix: fix.title, outcome: await runInPage(bench.page, labCase) };
  } finally {
    bench.host.removeFix(fix.id);
  }
}
