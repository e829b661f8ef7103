import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, isIP } from 'node:net';
import { connect, type SecureContext, TLSSocket } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadCa } from '../../proxy/ca/ca.ts';
import { createLeafStore, type LeafStore } from '../../proxy/ca/leaf-store.ts';
import { tempFolder } from './temp-home.ts';

const DAY = 24 * 60 * 60 * 1000;

async function newStore(max = 500): Promise<{ leaves: LeafStore; caPem: string }> {
  const ca = await loadCa(tempFolder());
  return { leaves: createLeafStore(ca, { max }), caPem: ca.certPem };
}

/** What a client that trusts `ca` alone gets to see when it asks for `host`. Rejects where it does not trust it. */
async function handshake(context: SecureContext, host: string, ca: string): Promise<X509Certificate> {
  const tcp = createServer(socket => {
    new TLSSocket(socket, { isServer: true, secureContext: context }).on('error', () => undefined);
  });
  await once(tcp.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void tcp.close());
  const { port } = tcp.address() as AddressInfo;
  const name = isIP(host) ? {} : { servername: host };
  const client = connect({ port, host: '127.0.0.1', ca, checkServerIdentity: () => undefined, ...name });
  onTestFinished(() => void client.destroy());
  await once(client, 'secureConnect');
  const certificate = client.getPeerX509Certificate();
  if (!certificate) throw new Error('no certificate was shown');
  return certificate;
}

describe('a leaf', () => {
  test.each([
    { host: 'api.example.com', asked: 'api.example.com', san: 'DNS:api.example.com' },
    { host: 'API.Example.COM.', asked: 'api.example.com', san: 'DNS:api.example.com' },
    { host: 'bücher.example', asked: 'xn--bcher-kva.example', san: 'DNS:xn--bcher-kva.example' },
    { host: 'my_service.test', asked: 'my_service.test', san: 'DNS:my_service.test' },
    { host: 'localhost', asked: 'localhost', san: 'DNS:localhost' },
    { host: '127.0.0.1', asked: '127.0.0.1', san: 'IP Address:127.0.0.1' },
    { host: '[::1]', asked: '::1', san: 'IP Address:0:0:0:0:0:0:0:1' },
    { host: '2001:DB8::ff00:42:8329', asked: '2001:db8::ff00:42:8329', san: 'IP Address:2001:DB8:0:0:0:FF00:42:8329' },
    { host: '::ffff:10.0.0.1', asked: '::ffff:a00:1', san: 'IP Address:0:0:0:0:0:FFFF:A00:1' },
  ])('for $host is trusted and names it', async ({ host, asked, san }) => {
    const { leaves, caPem } = await newStore();
    const leaf = await handshake(await leaves.contextFor(host), asked, caPem);
    expect(leaf.subjectAltName).toBe(san);
    expect(isIP(asked) ? leaf.checkIP(asked) : leaf.checkHost(asked)).toBeTruthy();
    expect(leaf.checkHost('other.example.com')).toBeUndefined();
  });

  test('lives 197 days, one of them past, and serves TLS servers only', async () => {
    const { leaves, caPem } = await newStore();
    const leaf = await handshake(await leaves.contextFor('a.test'), 'a.test', caPem);
    const [from, to] = [Date.parse(leaf.validFrom), Date.parse(leaf.validTo)];
    expect((to - from) / DAY).toBe(197);
    expect(Math.abs(Date.now() - DAY - from)).toBeLessThan(60_000);
    expect(leaf.ca).toBe(false);
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(leaf.checkIssued(new X509Certificate(caPem))).toBe(true);
  });

  test('has a serial number of its own and shares its key with the others', async () => {
    const { leaves, caPem } = await newStore();
    const one = await handshake(await leaves.contextFor('a.test'), 'a.test', caPem);
    const other = await handshake(await leaves.contextFor('b.test'), 'b.test', caPem);
    expect(one.serialNumber).not.toBe(other.serialNumber);
    expect(one.publicKey.equals(other.publicKey)).toBe(true);
  });

  test('is not trusted by who trusts another CA', async () => {
    const { leaves } = await newStore();
    const other = await loadCa(tempFolder());
    const context = await leaves.contextFor('a.test');
    await expect(handshake(context, 'a.test', other.certPem)).rejects.toThrow(/certificate/);
  });

  test.each(['', ' ', 'a b', '..', 'x.'.repeat(128), 'x'.repeat(64), 'a/b', 'ü/b', 'a:443', '*.test'])(
    'for %j is refused',
    async host => {
      const { leaves } = await newStore();
      await expect(leaves.contextFor(host)).rejects.toThrow(RangeError);
    },
  );

  test('for a name too long for a common name is made all the same', async () => {
    const { leaves, caPem } = await newStore();
    const host = `${'long.'.repeat(20)}test`;
    const leaf = await handshake(await leaves.contextFor(host), host, caPem);
    expect(leaf.subject).toBe('CN=corscope');
    expect(leaf.checkHost(host)).toBe(host);
  });
});

describe('the store', () => {
  test('makes one context for all who ask at once, however they spell the host', async () => {
    const { leaves } = await newStore();
    const [one, other] = await Promise.all([leaves.contextFor('a.test'), leaves.contextFor('A.TEST.')]);
    expect(one).toBe(other);
  });

  test('keeps as many as it may, and forgets the one least recently asked for', async () => {
    const { leaves } = await newStore(2);
    const a = await leaves.contextFor('a.test');
    const b = await leaves.contextFor('b.test');
    expect(await leaves.contextFor('a.test')).toBe(a);
    await leaves.contextFor('c.test');
    expect(await leaves.contextFor('a.test')).toBe(a);
    expect(await leaves.contextFor('b.test')).not.toBe(b);
  });
});
