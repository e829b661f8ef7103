import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connectDevTools, devToolsUrl } from '../../proxy/browser/devtools.ts';
import { openBrowser } from '../../proxy/browser/open-browser.ts';
import { openPage } from '../../proxy/browser/page.ts';
import { attachWitness, type WitnessSink } from '../../proxy/browser/witness.ts';
import type { Account } from '../../proxy/browser/witness-account.ts';
import { type Ca, loadCa } from '../../proxy/ca/ca.ts';
import { createLeafStore } from '../../proxy/ca/leaf-store.ts';
import { tempFolder } from '../ca/temp-home.ts';
import { CHROMIUM } from './chromium.ts';

/** A TLS server with leaves of the CA, and a CONNECT proxy that leads every name to it. */
async function site(ca: Ca): Promise<{ proxyUrl: string }> {
  const leaves = createLeafStore(ca);
  const pick = (name: string, done: (error: Error | null, context?: SecureContext) => void) => {
    leaves.contextFor(name).then(context => done(null, context), done);
  };
  const server = createTlsServer({ SNICallback: pick }, (request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<title>${request.headers.host}</title>`);
  });
  const proxy = createServer().on('connect', (_request, client: Duplex) => {
    const upstream = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    client.write('HTTP/1.1 200 OK\r\n\r\n');
    client.pipe(upstream).pipe(client);
  });
  await Promise.all([
    once(server.listen(0, '127.0.0.1'), 'listening'),
    once(proxy.listen(0, '127.0.0.1'), 'listening'),
  ]);
  onTestFinished(() => {
    server.close().closeAllConnections();
    proxy.close().closeAllConnections();
  });
  return { proxyUrl: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
}

async function browse(path: string, proxyUrl: string, spki: string) {
  const browser = await openBrowser({
    path,
    proxyUrl,
    spki,
    urls: ['about:blank'],
    headless: true,
    remoteDebuggingPort: 0,
  });
  onTestFinished(async () => {
    await browser.close();
  });
  return { browser, devTools: await connectDevTools(await devToolsUrl(browser, 20_000)) };
}

describe.skipIf(CHROMIUM === null)('a real Chromium', () => {
  const path = CHROMIUM ?? '';

  test('trusts leaves by the hash of the CA that stands behind them', { timeout: 40_000 }, async () => {
    const ca = await loadCa(tempFolder());
    const { proxyUrl } = await site(ca);
    const { devTools } = await browse(path, proxyUrl, ca.spki);
    const page = await openPage(devTools, 'https://shop.example.test/');
    expect(await page.evaluate('[document.title, isSecureContext]')).toEqual(['shop.example.test', true]);
    const local = await openPage(devTools, 'https://localhost/');
    expect(await local.evaluate('document.title')).toBe('localhost');
  });

  test('does not trust the leaves of another CA', { timeout: 40_000 }, async () => {
    const { proxyUrl } = await site(await loadCa(tempFolder()));
    const other = await loadCa(tempFolder());
    const { devTools } = await browse(path, proxyUrl, other.spki);
    await expect(openPage(devTools, 'https://shop.example.test/')).rejects.toThrow(/ERR_CERT_AUTHORITY_INVALID/);
  });

  test('is witnessed: each request of a page, with the browser’s own CORS error', { timeout: 40_000 }, async () => {
    const ca = await loadCa(tempFolder());
    const { proxyUrl } = await site(ca);
    const { devTools } = await browse(path, proxyUrl, ca.spki);
    const told = new Map<string, Account>();
    const newId = () => `w${told.size + 1}`;
    const tell: WitnessSink['tell'] = (id, account) => void told.set(id, account);
    await attachWitness(devTools, { ownOrigin: proxyUrl, newId, tell, joined: () => undefined });
    const page = await openPage(devTools, 'https://shop.example.test/');
    await page.evaluate(`Promise.allSettled([
      fetch('https://api.example.test/plain'),
      fetch('https://api.example.test/preflighted', { method: 'PUT' }),
      fetch('/same-origin').then(response => response.text()),
    ]).then(() => new Promise(resolve => setTimeout(resolve, 200)))`);
    const reports = [...told.values()];
    const reportOf = (ending: string) => reports.find(({ url }) => url.endsWith(ending));
    expect(reportOf('/plain')).toMatchObject({ outcome: 'blocked', corsError: 'MissingAllowOriginHeader' });
    expect(reportOf('/preflighted')).toMatchObject({
      method: 'PUT',
      outcome: 'blocked',
      corsError: 'PreflightMissingAllowOriginHeader',
    });
    expect(reportOf('/same-origin')).toMatchObject({ outcome: 'allowed', corsError: null, errorText: '' });
    expect(reportOf('shop.example.test/')).toMatchObject({ method: 'GET', outcome: 'allowed' });
    expect(reports.filter(({ method }) => method === 'OPTIONS')).toEqual([]);
    expect(reports.filter(({ url }) => url.endsWith('/plain')).length).toBe(1);
  });

  test('is gone within two seconds of closing, and its profile with it', { timeout: 40_000 }, async () => {
    const ca = await loadCa(tempFolder());
    const { browser, devTools } = await browse(path, 'http://127.0.0.1:9', ca.spki);
    const begin = performance.now();
    await browser.close();
    expect(performance.now() - begin).toBeLessThan(2000);
    expect(existsSync(browser.profileDir)).toBe(false);
    await devTools.closed;
    await expect(devTools.send('Browser.getVersion')).rejects.toThrow();
  });
});

test('a browser that does not start says so', async () => {
  const browser = await openBrowser({
    path: '/no/such/browser',
    proxyUrl: 'http://127.0.0.1:9',
    spki: '',
    urls: ['about:blank'],
    headless: true,
    remoteDebuggingPort: 0,
  });
  await expect(devToolsUrl(browser, 5000)).rejects.toThrow(/ENOENT/);
  expect((await browser.exited).code).toBeNull();
  expect(existsSync(browser.profileDir)).toBe(false);
});
