import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type BrowserProblemReason, browserProblemText } from '../../proxy/browser/browser-problem.ts';
import { findBrowser, type Machine } from '../../proxy/browser/find-browser.ts';
import { tempFolder } from '../ca/temp-home.ts';

/** A PATH with empty programs of these names. */
function folderWith(...names: readonly string[]): string {
  const folder = tempFolder();
  for (const name of names) {
    writeFileSync(join(folder, name), '#!/bin/sh\n');
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

function machine(folders: readonly string[], more: Partial<Machine> = {}): Machine {
  return { platform: 'linux', env: { PATH: folders.join(delimiter) }, installations: async () => [], ...more };
}

describe.skipIf(process.platform === 'win32')('a browser on PATH', () => {
  test.each([
    {
      desc: 'any: Chrome before the others',
      wanted: null,
      have: ['chromium', 'google-chrome', 'brave-browser'],
      found: 'google-chrome',
      kind: 'chrome',
    },
    { desc: 'any: Chromium', wanted: null, have: ['chromium'], found: 'chromium', kind: 'chromium' },
    {
      desc: 'any: Edge where it is the only one',
      wanted: null,
      have: ['microsoft-edge'],
      found: 'microsoft-edge',
      kind: 'edge',
    },
    {
      desc: 'edge by name',
      wanted: 'edge',
      have: ['chromium', 'microsoft-edge-stable'],
      found: 'microsoft-edge-stable',
      kind: 'edge',
    },
    {
      desc: 'brave by name',
      wanted: 'brave',
      have: ['chromium', 'brave-browser'],
      found: 'brave-browser',
      kind: 'brave',
    },
    {
      desc: 'letter case does not matter',
      wanted: 'Chromium',
      have: ['chromium-browser'],
      found: 'chromium-browser',
      kind: 'chromium',
    },
    { desc: 'a program of any name', wanted: 'vivaldi', have: ['vivaldi'], found: 'vivaldi', kind: 'other' },
  ])('$desc', async ({ wanted, have, found, kind }) => {
    const folder = folderWith(...have);
    expect(await findBrowser(wanted, machine([tempFolder(), folder]))).toEqual({ path: join(folder, found), kind });
  });

  test('a file that is not executable is none', async () => {
    const folder = folderWith('chromium');
    chmodSync(join(folder, 'chromium'), 0o644);
    expect(await findBrowser('chromium', machine([folder]))).toMatchObject({ reason: 'name-not-found' });
  });

  test('a folder of that name is none', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'chromium'));
    expect(await findBrowser(null, machine([folder]))).toMatchObject({ reason: 'none-found' });
  });
});

describe.skipIf(process.platform === 'win32')('a browser elsewhere', () => {
  test('by its path', async () => {
    const path = join(folderWith('chromium'), 'chromium');
    expect(await findBrowser(path, machine([]))).toEqual({ path, kind: 'chromium' });
  });

  test('from CHROME_PATH, before all others, where no name is given', async () => {
    const path = join(folderWith('my-chrome'), 'my-chrome');
    const here = machine([folderWith('chromium')]);
    const env = { ...here.env, CHROME_PATH: path };
    expect(await findBrowser(null, { ...here, env })).toEqual({ path, kind: 'chrome' });
    expect(await findBrowser('chromium', { ...here, env })).toMatchObject({ kind: 'chromium' });
  });

  test('where chrome-launcher finds it', async () => {
    const path = '/opt/google/chrome/google-chrome';
    expect(await findBrowser('chrome', machine([], { installations: async () => [path] }))).toMatchObject({ path });
    expect(await findBrowser('edge', machine([], { installations: async () => [path] }))).toMatchObject({
      reason: 'name-not-found',
    });
  });
});

describe('no browser: a reason, and a sentence that says what to do', () => {
  test.each<{ desc: string; wanted: string | null; reason: BrowserProblemReason; says: RegExp }>([
    { desc: 'none at all', wanted: null, reason: 'none-found', says: /apt install chromium.*--browser PATH/ },
    { desc: 'not the one wanted', wanted: 'edge', reason: 'name-not-found', says: /"edge".*--browser PATH/ },
    { desc: 'a path to nothing', wanted: '/no/such/file', reason: 'not-a-program', says: /\/no\/such\/file/ },
    { desc: 'a folder', wanted: '/', reason: 'not-a-program', says: /executable/ },
    { desc: 'another engine', wanted: 'firefox', reason: 'unsupported', says: /firefox.*ca\.pem/ },
  ])('$desc', async ({ wanted, reason, says }) => {
    const problem = await findBrowser(wanted, machine([]));
    if (!('reason' in problem)) throw new Error(`found ${problem.path}`);
    expect(problem.reason).toBe(reason);
    expect(browserProblemText(problem)).toMatch(says);
  });

  test.each<{ platform: NodeJS.Platform; says: RegExp }>([
    { platform: 'darwin', says: /brew install/ },
    { platform: 'win32', says: /winget install/ },
  ])('on $platform the sentence names its package manager', ({ platform, says }) => {
    expect(browserProblemText({ reason: 'none-found', wanted: '', platform })).toMatch(says);
  });
});
