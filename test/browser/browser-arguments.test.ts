import { describe, expect, test } from 'vitest';
import {
  type BrowserSetup,
  browserArguments,
  canSandbox,
  pastedArguments,
} from '../../proxy/browser/browser-arguments.ts';
import { browserCommandLine } from '../../proxy/browser/command-line.ts';

const SETUP: BrowserSetup = {
  proxyUrl: 'http://127.0.0.1:4321',
  spki: 'abc+/=',
  profileDir: '/tmp/a profile',
  urls: ['https://app.example.com/'],
  headless: false,
  remoteDebuggingPort: null,
  sandbox: true,
};

describe('always', () => {
  test.each([
    '--user-data-dir=/tmp/a profile',
    '--proxy-server=http://127.0.0.1:4321',
    '--proxy-bypass-list=<-loopback>;nowhere.invalid;127.0.0.1:4321',
    '--ignore-certificate-errors-spki-list=abc+/=',
    '--disable-quic',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ])('%s', argument => {
    expect(browserArguments(SETUP)).toContain(argument);
  });

  test('the URLs are the last arguments, a tab each', () => {
    const urls = ['https://app.example.com/', 'http://127.0.0.1:4321/'];
    expect(browserArguments({ ...SETUP, urls }).slice(-2)).toEqual(urls);
  });

  test('each switch is given once: of two Chromium reads the last alone', () => {
    const names = browserArguments({ ...SETUP, headless: true, remoteDebuggingPort: 0, sandbox: false }).map(
      argument => argument.split('=')[0],
    );
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('never what would change how the browser judges', () => {
  test.each([
    '--ignore-certificate-errors',
    '--disable-web-security',
    '--allow-running-insecure-content',
    '--disable-site-isolation-trials',
  ])('%s', argument => {
    const all = browserArguments({ ...SETUP, headless: true, remoteDebuggingPort: 0, sandbox: false });
    expect(all.map(each => each.split('=')[0])).not.toContain(argument);
  });
});

describe('only where asked for', () => {
  test.each<{ desc: string; setup: Partial<BrowserSetup>; argument: string }>([
    { desc: 'headless', setup: { headless: true }, argument: '--headless=new' },
    { desc: 'any DevTools port', setup: { remoteDebuggingPort: 0 }, argument: '--remote-debugging-port=0' },
    { desc: 'a DevTools port', setup: { remoteDebuggingPort: 9222 }, argument: '--remote-debugging-port=9222' },
    { desc: 'no sandbox', setup: { sandbox: false }, argument: '--no-sandbox' },
  ])('$desc', ({ setup, argument }) => {
    expect(browserArguments(SETUP)).not.toContain(argument);
    expect(browserArguments({ ...SETUP, ...setup })).toContain(argument);
  });

  test('the sandbox is left off for root on Linux alone', () => {
    expect(canSandbox('linux', 0)).toBe(false);
    expect(canSandbox('linux', 1000)).toBe(true);
    expect(canSandbox('darwin', 0)).toBe(true);
    expect(canSandbox('win32', null)).toBe(true);
  });
});

describe('the line to paste', () => {
  test('is quoted for a shell where it must be', () => {
    const line = browserCommandLine('/opt/my browser/chrome', { ...SETUP, urls: ["https://a.test/?q='x'&y"] }, 'linux');
    expect(line).toContain("'/opt/my browser/chrome' ");
    expect(line).toContain(" '--user-data-dir=/tmp/a profile' --proxy-server=http://127.0.0.1:4321 ");
    expect(line).toContain(" '--proxy-bypass-list=<-loopback>;nowhere.invalid;127.0.0.1:4321' ");
    expect(line.endsWith(` 'https://a.test/?q='\\''x'\\''&y'`)).toBe(true);
  });

  test('holds what it takes, and no more', () => {
    const all = browserArguments(SETUP);
    const pasted = pastedArguments(SETUP);
    expect(pasted.every(argument => all.includes(argument))).toBe(true);
    expect(pasted.length).toBeLessThan(9);
  });

  test('is quoted for PowerShell on Windows', () => {
    const line = browserCommandLine("C:\\it's\\chrome.exe", SETUP, 'win32');
    expect(line.startsWith("& 'C:\\it''s\\chrome.exe' '--user-data-dir=")).toBe(true);
  });

  test.skipIf(process.platform === 'win32')('means the same arguments to a real shell', async () => {
    const { execFileSync } = await import('node:child_process');
    const setup = { ...SETUP, urls: ['https://a.test/?a=$HOME&b=`id`\'"\\'] };
    const line = browserCommandLine('printf', setup, 'linux').replace('printf', "printf '%s\\n'");
    const words = execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' }).trimEnd().split('\n');
    expect(words).toEqual(pastedArguments(setup));
  });
});
