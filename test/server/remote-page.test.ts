import { networkInterfaces } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isLoopback } from '../../proxy/server/app.ts';
import { openBench } from './support/bench.ts';

describe('which clients are on this machine', () => {
  it.each([
    { desc: 'IPv4', address: '127.0.0.1', loopback: true },
    { desc: 'all of 127/8', address: '127.8.9.10', loopback: true },
    { desc: 'IPv4 in IPv6', address: '::ffff:127.0.0.1', loopback: true },
    { desc: 'IPv6', address: '::1', loopback: true },
    { desc: 'a private address', address: '192.168.0.7', loopback: false },
    { desc: 'a private address in IPv6', address: '::ffff:192.168.0.7', loopback: false },
    { desc: 'an address that ends like loopback', address: '10.127.0.1', loopback: false },
    { desc: 'nothing known', address: '', loopback: false },
  ])('$desc: $loopback', ({ address, loopback }) => {
    expect(isLoopback(address)).toBe(loopback);
  });
});

/** An address of this machine that others can reach. */
const outside = Object.values(networkInterfaces())
  .flatMap(each => each ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

describe.skipIf(outside === undefined)('a corscope that listens on every address', () => {
  it('knows itself by this machine’s address, and gives a client from there the page without the token', async () => {
    const bench = await openBench({ host: '0.0.0.0' });
    onTestFinished(() => bench.close());
    expect(bench.corscope.url).toBe(`http://127.0.0.1:${bench.port}/`);
    const url = `http://${outside}:${bench.port}/`;
    const page = await fetch(url);
    expect(page.status).toBe(200);
    expect(await page.text()).not.toContain(bench.corscope.token);
    expect((await fetch(`${url}api/health`)).status).toBe(401);
    const headers = { Authorization: `Bearer ${bench.corscope.token}` };
    expect((await fetch(`${url}api/health`, { headers })).status).toBe(200);
  });
});
