import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadCa } from '../../proxy/ca/ca.ts';
import { createLeafStore } from '../../proxy/ca/leaf-store.ts';
import type { ProbeNetwork } from '../../proxy/probe/probe-options.ts';
import { runProbe } from '../../proxy/probe/run-probe.ts';
import { trustAlso } from '../../proxy/tap/dial.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import { tempFolder } from '../ca/temp-home.ts';
import { askOf } from './support.ts';

interface Place {
  readonly port: number;
  /** Heads of the requests, in order, one a connection. */
  readonly heads: readonly string[];
  /** Names that clients asked TLS for. */
  readonly names: readonly string[];
}

/** Says those bytes to every request; `after` then ends the connection as it likes. */
async function listen(
  bytes: string | null,
  after: (socket: Socket) => void = () => undefined,
  secureContext: SecureContext | null = null,
): Promise<Place> {
  const heads: string[] = [];
  const names: string[] = [];
  const open = new Set<Socket>();
  const server = createServer(tcp => {
    open.add(tcp.on('error', () => undefined));
    const socket = secureContext === null ? tcp : new TLSSocket(tcp, { isServer: true, secureContext, SNICallback });
    socket.on('error', () => undefined);
    let head = '';
    socket.on('data', (chunk: Buffer) => {
      head += chunk.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      heads.push(head);
      if (bytes !== null) socket.write(Buffer.from(bytes, 'latin1'), () => after(tcp));
      else after(tcp);
    });
  });
  function SNICallback(name: string, done: (error: null, context?: SecureContext) => void) {
    names.push(name);
    done(null, secureContext ?? undefined);
  }
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, heads, names };
}

/** The first exchange of a probe of that port. */
async function firstOf(port: number, network: Partial<ProbeNetwork> = {}, scheme = 'http'): Promise<Exchange> {
  const ask = askOf({ via: [`app=${scheme}://127.0.0.1:${port}`] });
  const report = await runProbe(ask, { network: { timeoutMs: 5_000, ...network } });
  const exchange = report.rungs[0]?.answers[0]?.exchange ?? null;
  if (exchange === null) throw new Error('nothing was sent');
  return exchange;
}

const OK = 'HTTP/1.1 200 OK\r\n';

describe('an answer', () => {
  it('keeps two lines two lines, in their order and letter case, odd bytes included', async () => {
    const { port } = await listen(
      `${OK}ACCESS-control-Allow-Origin: *\r\nVary:Origin\r\nAccess-Control-Allow-Origin:  https://a.test \r\nX-\xe9: \xff\r\nContent-Length: 0\r\n\r\n`,
    );
    const { returned, delivered, outcome } = await firstOf(port);
    expect(returned?.lines).toEqual([
      ['ACCESS-control-Allow-Origin', '*'],
      ['Vary', 'Origin'],
      ['Access-Control-Allow-Origin', 'https://a.test'],
      ['X-\xe9', '\xff'],
      ['Content-Length', '0'],
    ]);
    expect(delivered).toEqual(returned);
    expect(outcome).toEqual({ kind: 'answered' });
  });

  const BODIES = [
    { desc: 'of a given length', bytes: `${OK}Content-Length: 5\r\n\r\nhello`, read: 5 },
    {
      desc: 'in chunks, with trailers',
      bytes: `${OK}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-T: 1\r\n\r\n`,
      read: 3,
    },
    { desc: 'of none', bytes: 'HTTP/1.1 204 No Content\r\n\r\n', read: 0 },
    {
      desc: 'without an end: read no further than needed',
      bytes: `${OK}Content-Length: 9999999\r\n\r\n${'x'.repeat(200_000)}`,
      read: 65_536,
    },
  ];

  it.each(BODIES)('with a body $desc', async ({ bytes, read }) => {
    const { port } = await listen(bytes);
    const { responseBody, outcome, timings } = await firstOf(port);
    expect(outcome).toEqual({ kind: 'answered' });
    expect(responseBody.bytes).toBeGreaterThanOrEqual(read);
    expect(responseBody.bytes).toBeLessThan(read + 70_000);
    expect(timings.returned).not.toBeNull();
  });

  it('that ends with its connection', async () => {
    const { port } = await listen(`${OK}X-A: 1\r\n\r\nhello`, socket => socket.end());
    expect(await firstOf(port)).toMatchObject({ outcome: { kind: 'answered' }, responseBody: { bytes: 5 } });
  });

  it('after an early one', async () => {
    const { port } = await listen(`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${OK}Content-Length: 0\r\n\r\n`);
    const { interim, returned } = await firstOf(port);
    expect(interim.map(({ status }) => status)).toEqual([103]);
    expect(returned?.status).toBe(200);
  });
});

describe('no answer', () => {
  const FAILURES: readonly {
    desc: string;
    bytes: string | null;
    after?: (socket: Socket) => void;
    reason: string;
    answered: boolean;
  }[] = [
    { desc: 'closed at once', bytes: null, after: socket => socket.end(), reason: 'reset', answered: false },
    { desc: 'reset', bytes: null, after: socket => socket.resetAndDestroy(), reason: 'reset', answered: false },
    { desc: 'half a head', bytes: 'HTTP/1.1 200 O', after: socket => socket.end(), reason: 'reset', answered: false },
    {
      desc: 'half a body',
      bytes: `${OK}Content-Length: 100\r\n\r\nhello`,
      after: socket => socket.end(),
      reason: 'cut',
      answered: true,
    },
    { desc: 'another protocol', bytes: 'SSH-2.0-OpenSSH_9.2\r\n', reason: 'protocol', answered: false },
    { desc: 'a status line that is none', bytes: 'HTTP/1.1 OK\r\n\r\n', reason: 'protocol', answered: false },
    { desc: 'an endless head', bytes: `${OK}${'X-A: b\r\n'.repeat(40_000)}`, reason: 'too-large', answered: false },
    { desc: 'silence', bytes: null, reason: 'timeout', answered: false },
  ];

  it.each(FAILURES)('$desc', async ({ bytes, after, reason, answered }) => {
    const { port } = await listen(bytes, after);
    const exchange = await firstOf(port, reason === 'timeout' ? { timeoutMs: 300 } : {});
    expect(exchange.outcome).toMatchObject({ kind: 'failed', reason });
    expect(exchange.returned !== null).toBe(answered);
  });

  it('nothing listens there: two tries, then the rung is left alone', async () => {
    const { port } = await listen(null);
    const free = port === 1 ? 2 : 1;
    const report = await runProbe(askOf({ via: [`app=http://127.0.0.1:${free}`, `other=http://127.0.0.1:${port}`] }), {
      network: { timeoutMs: 200 },
    });
    const [app, other] = report.rungs.map(({ answers }) => answers.filter(({ exchange }) => exchange !== null));
    expect(app?.map(({ exchange }) => exchange?.outcome)).toEqual([
      expect.objectContaining({ reason: 'refused' }),
      expect.objectContaining({ reason: 'refused' }),
    ]);
    expect(other).toHaveLength(2);
    expect(report).toMatchObject({ outcome: 'unreachable', conclusions: [] });
    expect(report.couldNotTell[0]).toContain('the connection was refused');
    expect(report.couldNotTell[1]).toContain('no response within 200 ms');
  });
});

describe('a request', () => {
  it('goes out as planned, one a connection', async () => {
    const { port, heads } = await listen(`${OK}Content-Length: 0\r\n\r\n`);
    const report = await runProbe(askOf({ via: [`app=http://127.0.0.1:${port}`] }));
    expect(heads).toHaveLength(report.plan.length);
    expect(heads[0]).toBe(
      [
        'OPTIONS /orders?page=2 HTTP/1.1',
        'Host: api.example.com',
        'Connection: close',
        'X-Forwarded-Proto: https',
        'User-Agent: corscope-probe',
        'Accept-Encoding: gzip, deflate, br',
        'Accept: */*',
        'Access-Control-Request-Method: GET',
        'Origin: https://app.example.com',
        'Sec-Fetch-Site: same-site',
        'Sec-Fetch-Mode: cors',
        'Sec-Fetch-Dest: empty',
        '\r\n',
      ].join('\r\n'),
    );
  });

  it('asks TLS for the URL’s host at every address, and trusts whom it is told to', async () => {
    const ca = await loadCa(tempFolder());
    const context = await createLeafStore(ca).contextFor('api.example.com');
    const { port, names } = await listen(`${OK}Content-Length: 0\r\n\r\n`, undefined, context);
    const trusted = await firstOf(port, { trust: trustAlso([ca.certPem]) }, 'https');
    expect(trusted).toMatchObject({ outcome: { kind: 'answered' }, scheme: 'https', authority: 'api.example.com' });
    expect(new Set(names)).toEqual(new Set(['api.example.com']));
    expect(await firstOf(port, {}, 'https')).toMatchObject({ outcome: { kind: 'failed', reason: 'tls' } });
    expect(await firstOf(port, { insecure: true }, 'https')).toMatchObject({ outcome: { kind: 'answered' } });
  });

  it('goes where --connect-to leads, by the URL’s own address and by others', async () => {
    const { port, heads } = await listen(`${OK}Content-Length: 0\r\n\r\n`);
    const to = (host: string) => ({ host, port: null, address: '127.0.0.1', toPort: port });
    const network = { connectTo: [to('api.example.com'), to('gateway.internal')] };
    const own = await runProbe(askOf({ url: 'http://api.example.com/orders' }), { network });
    const via = await runProbe(askOf({ via: ['gateway=http://gateway.internal'] }), { network });
    expect(heads).toHaveLength(own.plan.length + via.plan.length);
    expect(own.rungs[0]?.answers[0]?.exchange?.upstream).toEqual({ address: '127.0.0.1', port });
    expect(via.rungs[0]?.answers[0]?.exchange?.upstream).toBeNull();
  });
});

describe('limits', () => {
  it('refuse a plan that is too long, before anything is sent', async () => {
    const { port, heads } = await listen(`${OK}Content-Length: 0\r\n\r\n`);
    const asked = runProbe(askOf({ via: [`app=http://127.0.0.1:${port}`] }), { maxRequests: 15 });
    await expect(asked).rejects.toThrow(/the plan has 16 requests, more than the 15 .* --max-requests 16/);
    expect(heads).toEqual([]);
  });

  it('send nothing on a dry run, and say all that would be', async () => {
    const { port, heads } = await listen(`${OK}Content-Length: 0\r\n\r\n`);
    const ask = askOf({ via: [`app=http://127.0.0.1:${port}`], headers: ['Authorization: Bearer s3cret'] });
    const report = await runProbe(ask, { dryRun: true });
    expect(report).toMatchObject({ dryRun: true, outcome: 'not-sent', table: [], conclusions: [], checks: [] });
    expect(report.plan).toHaveLength(16);
    expect(JSON.stringify(report)).not.toContain('s3cret');
    expect(heads).toEqual([]);
  });

  it('hold from the moment nobody waits for the answer any more', async () => {
    const { port, heads } = await listen(`${OK}Content-Length: 0\r\n\r\n`);
    const gone = new AbortController();
    const report = await runProbe(askOf({ via: [`app=http://127.0.0.1:${port}`] }), {
      signal: gone.signal,
      onRequest: ({ number }) => (number === 3 ? gone.abort() : undefined),
    });
    expect(heads).toHaveLength(3);
    expect(report.rungs[0]?.answers.filter(({ exchange }) => exchange !== null)).toHaveLength(3);
  });

  it('leave secrets out of what is told, on both sides', async () => {
    const { port, heads } = await listen(`${OK}Set-Cookie: sid=s3cret; Secure\r\nContent-Length: 0\r\n\r\n`);
    const ask = askOf({ via: [`app=http://127.0.0.1:${port}`], headers: ['Authorization: Bearer s3cret'] });
    const report = await runProbe(ask);
    expect(heads.join('')).toContain('Authorization: Bearer s3cret');
    expect(JSON.stringify(report)).not.toContain('s3cret');
    expect(JSON.stringify(report)).toContain('sid=•••(6); Secure');
  });
});
