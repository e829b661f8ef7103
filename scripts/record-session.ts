import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../proxy/browser/find-browser.ts';
import { startCorscope } from '../proxy/corscope.ts';
import { labHostOf } from '../proxy/corscope-lab-host.ts';
import { LAB_CASES } from '../proxy/lab/cases/index.ts';
import { runLabHeadless } from '../proxy/lab/run-headless.ts';
import { DEFAULT_OPTIONS } from '../proxy/options.ts';
import { needChromium } from './need-chromium.ts';
import { RECORDED_SESSION } from './recorded/recorded-corscope.ts';
import { tidySession } from './recorded/tidy.ts';

/** One of each kind of journey; each is run as it is broken, and mended. */
const CASES: readonly string[] = [
  'no-cors-headers',
  'error-without-cors',
  'gateway-answers-405',
  'origin-trailing-slash',
  'allow-origin-twice',
  'proxy-strips-header',
  'preflight-to-login',
  'redirect-to-other-host',
  'cookie-same-site-lax',
  'header-not-exposed',
  'mixed-content',
  'connection-cut',
];

/** `npx tsx scripts/record-session.ts`: writes the session that the gallery and the golden pictures show. */
const missing = await needChromium();
const browser = await findBrowser(null);
if (missing !== null || 'reason' in browser) throw new Error(missing ?? 'no browser');
const home = mkdtempSync(join(tmpdir(), 'corscope-record-'));
const sessionFile = join(home, 'session.ndjson');
const corscope = await startCorscope({
  ...DEFAULT_OPTIONS,
  port: 0,
  sessionFile,
  home,
  lab: true,
});
const cases = LAB_CASES.filter(({ id }) => CASES.includes(id));
await runLabHeadless({
  host: await labHostOf(corscope),
  browserPath: browser.path,
  cases,
  onRow: row => console.log(row.case, row.ok),
});
await corscope.close();
writeFileSync(RECORDED_SESSION, tidySession(readFileSync(sessionFile, 'utf8')));
rmSync(home, { recursive: true });
