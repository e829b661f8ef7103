import { run } from './run.ts';
import { wallProblems } from './walls.ts';

/** Everything that can be said of the sources without running them, side by side. */
const CHECKS: Readonly<Record<string, readonly string[]>> = {
  'format and lint': ['biome', 'check', '--error-on-warnings'],
  'types of shared': ['tsc', '-p', 'shared/tsconfig.json'],
  'types of proxy': ['tsc', '-p', 'proxy/tsconfig.json', '--noEmit'],
  'types of tests': ['tsc', '-p', 'test/tsconfig.json'],
  'types of scripts': ['tsc', '-p', 'scripts/tsconfig.json'],
  'types of dashboard': ['svelte-check', '--tsconfig', './dashboard/tsconfig.json', '--fail-on-warnings'],
  'dead code': ['knip'],
};

const walls = wallProblems('.');
for (const problem of walls) console.error(problem);

const results = await Promise.all(
  Object.entries(CHECKS).map(async ([name, [command = '', ...args]]) => ({
    name,
    ...(await run(`node_modules/.bin/${command}`, args)),
  })),
);
for (const { name, code, output, seconds } of results) {
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name} (${seconds.toFixed(1)} s)`);
  if (code !== 0) console.log(output);
}
console.log(`${walls.length === 0 ? 'ok    ' : 'FAILED'}  walls between the floors`);
process.exitCode = walls.length === 0 && results.every(({ code }) => code === 0) ? 0 : 1;
