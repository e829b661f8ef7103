import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../proxy/browser/find-browser.ts';
import { startCorscope } from '../proxy/corscope.ts';
import { labHostOf } from '../proxy/corscope-lab-host.ts';
import { LAB_CASES } from '../proxy/lab/cases/index.ts';
import { runLabHeadless } from '../proxy/lab/run-headless.ts';
import { labTable } from '../proxy/lab/table.ts';
import { DEFAULT_OPTIONS } from '../proxy/options.ts';
import { CHECKLIST_PAGE, checklistPage } from './checklist-page.ts';

/** `npm run lab-table`: runs the lab in a browser and writes docs/checklist.md from what was seen. */
const browser = await findBrowser(null);
if ('reason' in browser) throw new Error('a Chromium has to be installed: see CONTRIBUTING.md');
const home = mkdtempSync(join(tmpdir(), 'corscope-lab-'));
const corscope = await startCorscope({
  ...DEFAULT_OPTIONS,
  port: 0,
  home,
  lab: true,
});
try {
  const run = { host: await labHostOf(corscope), browserPath: browser.path, cases: LAB_CASES, onRow: () => undefined };
  const rows = await runLabHeadless(run);
  const failed = rows.filter(({ ok }) => !ok);
  if (failed.length > 0) {
    console.error(labTable(failed));
    process.exitCode = 1;
  } else {
    writeFileSync(CHECKLIST_PAGE, checklistPage(rows));
    console.log(`${CHECKLIST_PAGE}: ${rows.length} cases`);
  }
} finally {
  await corscope.close();
  rmSync(home, { recursive: true, force: true });
}
