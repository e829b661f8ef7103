import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { outsideAddress } from '../../proxy/own-names.ts';
import type { SequencedEvent } from '../../shared/wire/events.ts';
import { serve, stop, tempFolder } from '../cli/support/corscope.ts';
import { head, rawRequest } from '../server/support/raw.ts';
import { until } from '../server/support/until.ts';
import { answerWith, startUpstream } from '../server/support/upstream.ts';
import { layCable } from './support/cable.ts';
import { get, sessionOf, sessionWhen, startTap, TOKEN, targets } from './support/joined.ts';

const KB = 1024;

async function upstream(answer: (head: string) => string | null = () => answerWith('200 OK', [], 'hello')) {
  const started = await startUpstream(answer);
  onTestFinished(() => started.close());
  return started;
}

function paths(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `/${from + index}`);
}

function ended(count: number) {
  return ({ exchanges }: { exchanges: readonly { outcome: { kind: string } }[] }) =>
    exchanges.filter(({ outcome }) => outcome.kind !== 'open').length >= count;
}

describe('a joined tap', () => {
  it('reports what passes it, bodies included, under its name', async () => {
    const app = await upstream();
    const main = await serve(['--token', TOKEN]);
    const tap = await startTap(`db=0:${app.url}`, main.ready.url);
    expect(tap.ready).toEqual({
      event: 'ready',
      tap: { name: 'db', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), target: app.url },
      joined: main.ready.url,
    });
    const answer = await fetch(`${tap.url}/items`, { method: 'POST', body: 'what was asked' });
    expect(await answer.text()).toBe('hello');
    const { exchanges, taps } = await sessionWhen(main, ended(1), 'the exchange');
    expect(exchanges).toMatchObject([
      { id: 'e1', tap: 'db', outcome: { kind: 'answered' }, requestBody: { kept: 14 }, responseBody: { kept: 5 } },
    ]);
    expect(exchanges[0]?.received).toMatch(/^POST \/items HTTP\/1\.1\r\n/);
    expect(taps).toMatchObject([
      { name: 'proxy', state: 'here' },
      { name: 'db', state: 'joined', from: '127.0.0.1', url: tap.url, target: app.url },
    ]);
    const body = async (side: string) => {
      const url = `${main.ready.url}api/exchanges/e1/body/${side}`;
      return (await fetch(url, { headers: { Authorization: `Bearer ${TOKEN}` } })).text();
    };
    expect([await body('request'), await body('response')]).toEqual(['what was asked', 'hello']);

    expect(await stop(tap)).toBe(0);
    const left = await sessionWhen(main, session => session.taps[1]?.state === 'lost', 'that it has left');
    expect(left.exchanges).toHaveLength(1);
    expect(await stop(main)).toBe(0);
    const said = main.stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as { event: string; state?: string });
    expect(said.map(({ event, state }) => state ?? event)).toEqual(['ready', 'joined', 'lost']);
    expect(main.stderr).toContain(`Tap        db  ${tap.url} → ${app.url}  joined from 127.0.0.1`);
  });

  it('tells of an exchange while it goes on, and again when it has ended', async () => {
    const app = await upstream(() => 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nha');
    const main = await serve(['--token', TOKEN]);
    const tap = await startTap(`db=0:${app.url}`, main.ready.url);
    const controller = new AbortController();
    const answer = await fetch(`${tap.url}/slow`, { signal: controller.signal });
    const open = ({ exchanges }: { exchanges: readonly { returned: string | null }[] }) =>
      exchanges[0]?.returned != null;
    expect((await sessionWhen(main, open, 'the open exchange')).exchanges).toMatchObject([
      { outcome: { kind: 'open' } },
    ]);
    controller.abort();
    await answer.text().catch(() => undefined);
    expect((await sessionWhen(main, ended(1), 'its end')).exchanges).toMatchObject([
      { id: 'e1', outcome: { kind: 'aborted' } },
    ]);
    await stop(tap);
    await stop(main);
  });

  it('reports what came before it was stopped', async () => {
    const app = await upstream(() => answerWith('200 OK', [], 'x'.repeat(20 * KB)));
    const main = await serve(['--token', TOKEN]);
    const tap = await startTap(`db=0:${app.url}`, main.ready.url);
    await Promise.all(paths(1, 150).map(path => get(tap.url + path)));
    expect(await stop(tap)).toBe(0);
    expect(targets(await sessionOf(main), 'db')).toEqual(paths(1, 150).sort());
    await stop(main);
  });
});

/** An address of this machine that others can reach. */
const outside = outsideAddress('0.0.0.0');

describe.skipIf(outside === null)('a corscope that listens on every address', () => {
  it('says how to join it, without the token, and takes taps from there', async () => {
    const app = await upstream();
    const main = await serve(['--token', TOKEN, '--host', '0.0.0.0']);
    const url = `http://${outside}:${main.port}`;
    expect(main.stderr).toContain(`Join       corscope tap --join ${url} --token …`);
    expect(main.stderr).not.toContain(TOKEN);
    const tap = await startTap(`db=0:${app.url}`, url, ['--host', '0.0.0.0']);
    expect(await get(tap.url)).toBe('hello');
    const { taps } = await sessionWhen(main, ended(1), 'the exchange');
    expect(taps[1]).toMatchObject({ name: 'db', from: outside, url: `http://${outside}:${new URL(tap.url).port}` });
    await stop(tap);
    await stop(main);
  });
});

describe('when the link drops', () => {
  it('keeps what passes, and tells it when the link is back: all of it, once', async () => {
    const app = await upstream();
    const main = await serve(['--token', TOKEN]);
    const cable = await layCable(main.port);
    const tap = await startTap(`db=0:${app.url}`, cable.url);
    for (const path of paths(1, 20)) await get(tap.url + path);
    cable.cut();
    await tap.says(({ state }) => state === 'waiting', 'that the link is down');
    await sessionWhen(main, ({ taps }) => taps[1]?.state === 'lost', 'that the tap is lost');
    for (const path of paths(21, 40)) await get(tap.url + path);
    const from = tap.lines().length;
    cable.mend();
    await tap.says(({ state, dropped }) => state === 'joined' && dropped === 0, 'that it is back', from);
    for (const path of paths(41, 60)) await get(tap.url + path);
    const session = await sessionWhen(main, ended(60), 'all of them');
    expect(targets(session, 'db')).toEqual(paths(1, 60).sort());
    expect(session.taps[1]).toMatchObject({ state: 'joined' });
    expect(session.taps[1]).not.toHaveProperty('dropped');
    await stop(tap);
    await stop(main);
  });

  it('loses and doubles nothing under traffic, however often it drops', async () => {
    const app = await upstream(() => answerWith('200 OK', [], 'x'.repeat(3 * KB)));
    const main = await serve(['--token', TOKEN]);
    const cable = await layCable(main.port);
    const tap = await startTap(`db=0:${app.url}`, cable.url);
    for (let round = 0; round < 6; round += 1) {
      await Promise.all(paths(round * 100 + 1, round * 100 + 100).map(path => get(tap.url + path)));
      const from = tap.lines().length;
      cable.cut();
      cable.mend();
      await tap.says(({ state }) => state === 'joined', 'that it is back', from);
    }
    const session = await sessionWhen(main, ended(600), 'all of them');
    expect(targets(session, 'db')).toEqual(paths(1, 600).sort());
    await stop(tap);
    await stop(main);
  });

  it('says how many exchanges its memory had no room for', async () => {
    const app = await upstream(() => answerWith('200 OK', [], 'x'.repeat(100 * KB)));
    const main = await serve(['--token', TOKEN]);
    const cable = await layCable(main.port);
    const tap = await startTap(`db=0:${app.url}`, cable.url, ['--memory-limit', '2m']);
    cable.cut();
    await tap.says(({ state }) => state === 'waiting', 'that the link is down');
    for (const path of paths(1, 60)) await get(tap.url + path);
    await tap.says(({ state }) => state === 'dropping', 'that it drops exchanges');
    const from = tap.lines().length;
    cable.mend();
    const back = await tap.says(({ state }) => state === 'joined', 'that it is back', from);
    const session = await sessionWhen(main, ({ taps }) => taps[1]?.dropped !== undefined, 'what was lost');
    const kept = targets(await sessionWhen(main, ended(60 - (back.dropped ?? 0)), 'the others'), 'db');
    expect(back.dropped).toBeGreaterThan(20);
    expect(session.taps[1]).toMatchObject({ dropped: back.dropped });
    expect(kept).toEqual(paths((back.dropped ?? 0) + 1, 60).sort());
    expect(main.stderr).toContain(`db  ${back.dropped} exchanges are lost`);
    await stop(tap);
    await stop(main);
  });
});

describe('when the other corscope is stopped and started again', () => {
  it('goes on where the session file ends: nothing is lost, nothing doubled', async () => {
    const app = await upstream();
    const file = join(tempFolder(), 'session.ndjson');
    const first = await serve(['--token', TOKEN, '--session', file]);
    const tap = await startTap(`db=0:${app.url}`, first.ready.url);
    for (const path of paths(1, 20)) await get(tap.url + path);
    await sessionWhen(first, ended(20), 'the first twenty');
    expect(await stop(first)).toBe(0);
    expect(await tap.says(({ state }) => state === 'waiting', 'that it is gone')).toMatchObject({ reason: 'ended' });
    for (const path of paths(21, 40)) await get(tap.url + path);

    const from = tap.lines().length;
    const second = await serve(['--token', TOKEN, '--session', file, '--port', String(first.port)]);
    await tap.says(({ state }) => state === 'joined', 'that it is back', from);
    expect(targets(await sessionWhen(second, ended(40), 'all forty'), 'db')).toEqual(paths(1, 40).sort());
    second.child.kill('SIGKILL');
    await second.ended;
    for (const path of paths(41, 60)) await get(tap.url + path);

    const third = await serve(['--token', TOKEN, '--session', file, '--port', String(first.port)]);
    expect(targets(await sessionWhen(third, ended(60), 'all sixty'), 'db')).toEqual(paths(1, 60).sort());
    await stop(tap);
    expect(await stop(third)).toBe(0);
    const saved = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as SequencedEvent);
    expect(saved.filter(({ type }) => type === 'exchange')).toHaveLength(60);
  });

  it('tells a new session what it still has', async () => {
    const app = await upstream();
    const first = await serve(['--token', TOKEN]);
    const tap = await startTap(`db=0:${app.url}`, first.ready.url);
    for (const path of paths(1, 5)) await get(tap.url + path);
    await sessionWhen(first, ended(5), 'the first five');
    await stop(first);
    const second = await serve(['--token', TOKEN, '--port', String(first.port)]);
    expect(targets(await sessionWhen(second, ended(5), 'all five'), 'db')).toEqual(paths(1, 5));
    await stop(tap);
    await stop(second);
  });
});

describe('a long answer', () => {
  it('is told of as it begins and as it ends, and takes no more room for every byte between', async () => {
    const sockets: Socket[] = [];
    const app = createServer(socket => {
      sockets.push(socket);
      socket.on('error', () => socket.destroy());
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n'));
    });
    await once(app.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void app.close());
    const main = await serve(['--token', TOKEN]);
    const tap = await startTap(`db=0:127.0.0.1:${(app.address() as AddressInfo).port}`, main.ready.url);
    const viewer = new WebSocket(`${main.ready.url.replace('http', 'ws')}api/live?after=0`, [
      'corscope.v1',
      `token.${TOKEN}`,
    ]);
    let told = '';
    viewer.on('message', data => {
      told += String(data);
    });
    const states = () => told.match(/"type":"exchange"/g)?.length ?? 0;
    const answer = await fetch(tap.url);
    for (let count = 0; count < 10; count += 1) {
      sockets[0]?.write('more');
      await pause(60);
    }
    const before = states();
    expect(before).toBeLessThanOrEqual(3);
    sockets[0]?.end();
    expect(await answer.text()).toBe('more'.repeat(10));
    await until(() => (told.includes('"answered"') ? true : null), 'the end');
    expect(states()).toBe(before + 1);
    viewer.close();
    await stop(tap);
    await stop(main);
  });
});

describe('fixes', () => {
  it('are switched on and off at a joined tap as at any other, and off when corscope has ended', async () => {
    const app = await upstream();
    const main = await serve(['--token', TOKEN]);
    const tap = await startTap(`db=0:${app.url}`, main.ready.url);
    const call = (method: string, path: string, body: unknown) =>
      fetch(`${main.ready.url}api/${path}`, {
        method,
        headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
    const allowed = async () =>
      (await fetch(tap.url, { headers: { Origin: 'https://app.test' } })).headers.get('access-control-allow-origin');
    const untilAllowed = (value: string | null) =>
      until(async () => ((await allowed()) === value ? true : null), `Access-Control-Allow-Origin: ${value}`);

    expect(await allowed()).toBeNull();
    const operation = { op: 'set', header: 'Access-Control-Allow-Origin', value: '{origin}' };
    await call('POST', 'fixes', { title: 'allow', tap: 'db', do: [operation] });
    await untilAllowed('https://app.test');
    const fixed = await sessionWhen(
      main,
      ({ exchanges }) => exchanges.some(({ fixes }) => fixes?.includes('f1')),
      'an exchange that names the fix',
    );
    expect(fixed.exchanges.findLast(({ fixes }) => fixes !== undefined)?.delivered).toContain('https://app.test');
    await call('PATCH', 'fixes/f1', { enabled: false });
    await untilAllowed(null);
    await call('PATCH', 'fixes/f1', { enabled: true });
    await untilAllowed('https://app.test');
    expect(await stop(main)).toBe(0);
    expect(main.stderr).not.toContain('the link is down');
    await untilAllowed(null);
    await stop(tap);
  });

  it('that were on before a tap joined are on at it from its first request', async () => {
    const app = await upstream();
    const main = await serve(['--token', TOKEN]);
    await fetch(`${main.ready.url}api/fixes`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ title: 'x', do: [{ op: 'set', header: 'X-Fixed', value: 'yes' }] }),
    });
    const tap = await startTap(`db=0:${app.url}`, main.ready.url);
    expect((await fetch(tap.url)).headers.get('x-fixed')).toBe('yes');
    await stop(tap);
    await stop(main);
  });
});

describe('the way through several taps', () => {
  it('is one, tied by the header that the last tap takes off, with a joined tap behind the proxy', async () => {
    const seen: string[] = [];
    const app = await upstream(text => {
      seen.push(text);
      return answerWith('200 OK', [], 'x');
    });
    const main = await serve(['--token', TOKEN]);
    const tap = await startTap(`db=0:${app.url}`, main.ready.url);
    await sessionWhen(main, ({ taps }) => taps.length === 2, 'the tap');
    const { host } = new URL(tap.url);
    const request = head(`GET ${tap.url}/a HTTP/1.1`, `Host: ${host}`, 'Origin: https://app.test', 'Connection: close');
    for (let count = 0; count < 12; count += 1) expect((await rawRequest(main.port, request)).body).toBe('x');
    const { exchanges } = await sessionWhen(main, ended(24), 'both sides of all');
    const inner = exchanges.filter(exchange => exchange.tap === 'db');
    const outer = exchanges.filter(exchange => exchange.tap === 'proxy');
    const values = (texts: (string | null | undefined)[]) =>
      texts.map(text => /^Corscope-Trace: (.*)\r$/m.exec(text ?? '')?.[1] ?? null).sort();
    expect(values(outer.map(({ forwarded }) => forwarded))).not.toContain(null);
    expect(values(inner.map(({ received }) => received))).toEqual(values(outer.map(({ forwarded }) => forwarded)));
    expect(seen.filter(text => /corscope-trace/i.test(text))).toEqual([]);
    await stop(tap);
    await stop(main);
  });

  it('is found by traffic where both taps run elsewhere, and the app sees no header', async () => {
    const seen: string[] = [];
    const app = await upstream(text => {
      seen.push(text);
      return answerWith('200 OK', [], 'x');
    });
    const main = await serve(['--token', TOKEN]);
    const inner = await startTap(`app=0:${app.url}`, main.ready.url);
    const outer = await startTap(`gateway=0:${inner.url}`, main.ready.url);
    const tied = ({ exchanges }: { exchanges: readonly { tap: string; received: string }[] }) =>
      exchanges.some(exchange => exchange.tap === 'app' && /^Corscope-Trace: /m.test(exchange.received));
    await until(async () => {
      await get(`${outer.url}/a`);
      return tied(await sessionOf(main)) ? true : null;
    }, 'a request that both taps are tied by');
    expect(seen.filter(text => /corscope-trace/i.test(text))).toEqual([]);
    await stop(outer);
    await stop(inner);
    await stop(main);
  });
});
