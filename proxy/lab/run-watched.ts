import type { JourneyReport } from '../../shared/findings/report.ts';
import { findDocument, type OpenDocument } from '../browser/document.ts';
import { openPage } from '../browser/page.ts';
import type { WatchedBrowser } from '../browser/witness.ts';
import type { LabCase } from './lab-case.ts';
import { PAGE_ORIGIN } from './lab-hosts.ts';
import { type PageResult, readPageResult, runExpression } from './page-result.ts';
import { type Ran, runOnce } from './run-once.ts';

/**
 * Runs a case in the lab's page of a browser that is watched, which is opened in a tab of its own where it is not open.
 * Null where no browser is watched. Rejects where the browser cannot open the page, or ends.
 */
export async function runWatched(
  labCase: LabCase,
  browsers: readonly WatchedBrowser[],
  journeys: () => readonly JourneyReport[],
): Promise<Ran | null> {
  const origin = labCase.page ?? PAGE_ORIGIN;
  for (const browser of browsers) {
    const document = await findDocument(browser.devTools, isPageOf(origin)).catch(() => null);
    if (document !== null) return runOnce(labCase, () => runIn(document, labCase), journeys);
  }
  const [browser] = browsers;
  if (browser === undefined) return null;
  const page = await openPage(browser.devTools, `${origin}/`);
  const run = async () => readPageResult(await page.evaluate(runExpression(labCase.id)));
  return runOnce(labCase, run, journeys);
}

function isPageOf(origin: string): (url: string) => boolean {
  return url => url.replace(/\?.*$/s, '') === `${origin}/`;
}

async function runIn(document: OpenDocument, { id }: LabCase): Promise<PageResult> {
  try {
    return readPageResult(await document.evaluate(runExpression(id)));
  } finally {
    await document.leave();
  }
}
