import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needChromium } from './need-chromium.ts';
import { needFirefox } from './need-firefox.ts';
import { needFrameworks } from './need-frameworks.ts';
import { needServers } from './need-servers.ts';
import { runHere } from './run.ts';

interface Totals {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}

/** `npm test [-- FILTER…]`: what the tests need, a build, then every test. */
const missing = await needChromium();
if (missing !== null) {
  console.error(missing);
  process.exit(1);
}
const withoutFirefox = await needFirefox();
if (withoutFirefox !== null) console.log(withoutFirefox);
for (const problem of await needServers()) console.log(problem);
const withoutFrameworks = await needFrameworks();
if (withoutFrameworks !== null) console.log(withoutFrameworks);
if ((await runHere('npm', ['run', '--silent', 'build'])) !== 0) process.exit(1);
const folder = mkdtempSync(join(tmpdir(), 'corscope-test-'));
const totals = join(folder, 'totals.json');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${totals}`];
const code = await runHere('node_modules/.bin/vitest', ['run', ...reporters, ...process.argv.slice(2)]);
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(totals, 'utf8')) as Totals;
rmSync(folder, { recursive: true });
console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
process.exitCode = code;
