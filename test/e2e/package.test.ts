import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);

describe('the package as npm installs it', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'corscope-package-'));
    // dist is built before the tests
    await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder]);
    const [tarball = ''] = (await readdir(folder)).filter(name => name.endsWith('.tgz'));
    await writeFile(join(folder, 'package.json'), '{}');
    await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', join(folder, tarball)], {
      cwd: folder,
    });
  }, 120_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('runs the lab in a real browser, with no development dependency', async () => {
    const env = { ...process.env, CORSCOPE_HOME: join(folder, 'home') };
    const { stdout } = await run('npx', ['corscope', 'lab', '--headless', '--json'], { cwd: folder, env });
    const lines = stdout.trim().split('\n');
    const last: unknown = JSON.parse(lines.at(-1) ?? '');
    expect(last).toMatchObject({ event: 'summary', failed: 0, cases: lines.length - 1 });
  });

  it('brings the dashboard, and neither sources nor tests', async () => {
    const files = await readdir(join(folder, 'node_modules/corscope'), { recursive: true });
    expect(files).toContain('dist/dashboard/index.html');
    expect(files.filter(file => /\.ts$|^test|\.svelte$/.test(file))).toEqual([]);
  });
});
