import { needChromium } from './need-chromium.ts';
import { runHere } from './run.ts';

/** `npm run golden`: takes the golden pictures of the dashboard anew; look at them before they are committed. */
const missing = await needChromium();
if (missing !== null) {
  console.error(missing);
  process.exit(1);
}
if ((await runHere('npm', ['run', '--silent', 'build'])) !== 0) process.exit(1);
process.exitCode = await runHere('node_modules/.bin/vitest', ['run', 'test/golden', ...process.argv.slice(2)], {
  ...process.env,
  CORSCOPE_GOLDEN: 'anew',
});
