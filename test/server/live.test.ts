import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Fix } from '../../shared/fixes/fix.ts';
import type { SequencedEvent } from '../../shared/wire/events.ts';
import { type Bench, openBench } from './support/bench.ts';
import { eventsIn, openViewer } from './support/viewer.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const answered = (id: string) => (event: SequencedEvent) =>
  event.type === 'exchange' && event.exchange.id === id && event.exchange.outcome.kind === 'answered';

/** One more exchange, and the id it has: they are numbered in order. */
let made = 0;
async function exchange(): Promise<string> {
  await bench.through(`/${made + 1}`);
  made += 1;
  return `e${made}`;
}

describe('the stream', () => {
  it('begins with the session, then everything that is there, numbered and rising', async () => {
    const id = await exchange();
    const viewer = await openViewer(bench);
    await viewer.see(answered(id), 'the exchange that was there before');
    const later = await exchange();
    await viewer.see(answered(later), 'one that came later');
    const [first, ...rest] = viewer.events;
    expect(first).toMatchObject({
      type: 'session',
      seq: 0,
      protocol: 1,
      taps: [{ name: 'proxy', url: bench.corscope.proxyUrl, target: null }],
    });
    expect(rest.some(({ type }) => type === 'session')).toBe(false);
    const numbers = viewer.events.map(({ seq }) => seq);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    expect(viewer.subprotocol).toBe('corscope.v1');
    await viewer.leave();
  });

  it('gives only what came after the number that a viewer says', async () => {
    const before = await exchange();
    const viewer = await openViewer(bench);
    await viewer.see(answered(before), 'the first exchange');
    const last = viewer.last;
    await viewer.leave();
    const later = await exchange();
    const back = await openViewer(bench, last);
    await back.see(answered(later), 'the exchange made meanwhile');
    expect(back.events[0]?.type).toBe('session');
    expect(back.events.slice(1).every(({ seq }) => seq > last)).toBe(true);
    expect([...back.exchanges.keys()]).toEqual([later]);
    await back.leave();
  });

  it('tells of fixes, viewers, and that all was forgotten', async () => {
    const viewer = await openViewer(bench);
    await viewer.see(event => event.type === 'viewers' && event.count === 1, 'one viewer');
    const second = await openViewer(bench);
    await viewer.see(event => event.type === 'viewers' && event.count === 2, 'two viewers');
    expect(await bench.json('/api/health')).toMatchObject({ viewers: 2 });

    const fix = (await (
      await bench.send('POST', '/api/fixes', { title: 'x', do: [{ op: 'remove', header: 'X-A' }] })
    ).json()) as Fix;
    for (const each of [viewer, second]) {
      const event = await each.see(({ type }) => type === 'fixes', 'the fix');
      expect(event).toMatchObject({ fixes: [fix] });
    }
    await bench.send('DELETE', '/api/session', {});
    for (const each of [viewer, second]) await each.see(({ type }) => type === 'cleared', 'forgetting');
    const id = await exchange();
    for (const each of [viewer, second]) await each.see(answered(id), 'the same exchange for both');

    await second.leave();
    const gone = viewer.events.length;
    await viewer.see(
      event => event.type === 'viewers' && event.count === 1 && viewer.events.indexOf(event) >= gone - 1,
      'one viewer again',
    );
    await viewer.leave();
  });

  it('takes the token from the Authorization header as well', async () => {
    const socket = new WebSocket(`${bench.corscope.url.replace('http', 'ws')}api/live`, {
      headers: { Authorization: `Bearer ${bench.corscope.token}` },
    });
    const [message] = (await once(socket, 'message')) as [Buffer];
    expect(eventsIn(String(message))[0]?.type).toBe('session');
    expect(socket.protocol).toBe('');
    socket.close();
  });

  it('closes on a viewer that says more than a viewer has to say, and goes on for the others', async () => {
    const viewer = await openViewer(bench);
    const talker = new WebSocket(`${bench.corscope.url.replace('http', 'ws')}api/live`, {
      headers: { Authorization: `Bearer ${bench.corscope.token}` },
    });
    await once(talker, 'open');
    const closed = once(talker, 'close');
    talker.on('error', () => undefined).send('x'.repeat(100_000));
    await closed;
    const id = await exchange();
    await viewer.see(answered(id), 'an exchange after that');
    await viewer.leave();
  });
});
