import type { JourneyReport } from '../../shared/findings/report.ts';
import type { FixDraft } from '../../shared/fixes/fix.ts';
import { connectDevTools, devToolsUrl } from '../browser/devtools.ts';
import { openBrowser } from '../browser/open-browser.ts';
import { attachWitness } from '../browser/witness.ts';
import type { LabCase } from './lab-case.ts';
import type { LabHost } from './lab-host.ts';
import { type LabMend, type LabRow, labRow } from './lab-row.ts';
import { LabTabs } from './lab-tabs.ts';
import { type Ran, runOnce } from './run-once.ts';

/** A browser on a busy machine may take this long to start. */
const START_MS = 20_000;
/** Behind a mended preflight may stand an answer that needs a mend of its own, and behind a redirect one more. */
const MOST_MENDS = 3;

export interface LabRun {
  readonly host: LabHost;
  /** The browser's executable file, from findBrowser. */
  readonly browserPath: string;
  readonly cases: readonly LabCase[];
  /** Called with each row as soon as it is known. */
  readonly onRow: (row: LabRow) => void;
}

/**
 * Runs cases in a real browser through the running corscope, each as it is broken and then mended, and gives one row for
 * each. Rejects where the browser does not start or cannot open the lab's page.
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
    const devTools = await connectDevTools(await devToolsUrl(browser, START_MS));
    await attachWitness(devTools, run.host.witnesses);
    const bench: Bench = { host: run.host, tabs: new LabTabs(devTools) };
    const rows: LabRow[] = [];
    for (const labCase of run.cases) {
      const row = await runCase(bench, labCase);
      rows.push(row);
      run.onRow(row);
    }
    return rows;
  } finally {
    await browser.close();
  }
}

interface Bench {
  readonly host: LabHost;
  readonly tabs: LabTabs;
}

async function runCase(bench: Bench, labCase: LabCase): Promise<LabRow> {
  const { result, journey, journeys } = await runOnTab(bench, labCase);
  const failed = bench.host.failedRows(journeys.map(({ id }) => id));
  return labRow(labCase, { result, journey, failed, mended: await mend(bench, labCase, journey) });
}

function runOnTab({ host, tabs }: Bench, labCase: LabCase): Promise<Ran> {
  return runOnce(labCase, () => tabs.run(labCase), host.journeys);
}

/** Runs the case again with its fixes on, and switches them off. */
async function mend(bench: Bench, labCase: LabCase, journey: JourneyReport | null): Promise<LabMend> {
  const { mend: way } = labCase;
  if (way.by === 'nothing') return { fix: null, outcome: null, works: false, why: way.why };
  const added: { readonly id: string; readonly title: string }[] = [];
  const add = (draft: FixDraft) => void added.push(bench.host.addFix({ ...draft, enabled: true }));
  try {
    const ran =
      way.by === 'fix' ? await mendOnce(bench, labCase, way.fix, add) : await suggested(bench, labCase, journey, add);
    const fix = added.map(({ title }) => title).join(', then ') || null;
    const why = way.by === 'fix' ? way.why : '';
    return { fix, outcome: ran?.result.outcome ?? null, works: ran?.result.works ?? false, why };
  } finally {
    for (const { id } of added) bench.host.removeFix(id);
  }
}

type Add = (draft: FixDraft) => void;

function mendOnce(bench: Bench, labCase: LabCase, fix: FixDraft, add: Add): Promise<Ran> {
  add(fix);
  return runOnTab(bench, labCase);
}

/** The first suggestion, and where the browser then refuses something else, the first suggestion for that. */
async function suggested(bench: Bench, labCase: LabCase, blocked: JourneyReport | null, add: Add): Promise<Ran | null> {
  let ran: Ran | null = null;
  let journey = blocked;
  for (let round = 0; round < MOST_MENDS && journey !== null; round += 1) {
    const [first] = bench.host.suggestions(journey.id);
    if (first === undefined) break;
    ran = await mendOnce(bench, labCase, first.fix, add);
    if (ran.result.works) break;
    journey = ran.journey;
  }
  return ran;
}
