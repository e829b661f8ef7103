import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { EventLog } from '../../proxy/record/event-log.ts';
import type { Relay } from '../../proxy/tap/relay.ts';
import { DEFAULT_LIMITS } from '../../proxy/tap/relay-settings.ts';
import { createReverseTap } from '../../proxy/tap/reverse-tap.ts';
import { Peer } from './support/peer.ts';
import { listenUpstream } from './support/upstream.ts';
import { dial } from './support/ways.ts';

const MINUTE = 60_000;
const GET = 'GET /t HTTP/1.1\r\nHost: a.test\r\n\r\n';

const ROWS = [
  { desc: 'with nothing said', said: '', after: 9 * MINUTE, closed: false },
  { desc: 'with nothing said for long', said: '', after: 11 * MINUTE, closed: true },
  { desc: 'with half a head', said: GET.slice(0, 10), after: 0.9 * MINUTE, closed: false },
  { desc: 'with half a head for long', said: GET.slice(0, 10), after: 1.1 * MINUTE, closed: true },
  { desc: 'with an empty line and no more', said: '\r\n', after: 1.1 * MINUTE, closed: true },
  { desc: 'with a request under way', said: GET, after: 1000 * MINUTE, closed: false },
];

test.each(ROWS)('a connection $desc is closed: $closed', async ({ said, after, closed }) => {
  const upstream = await listenUpstream();
  const relays = new Set<Relay>();
  const tap = createReverseTap({
    name: 'api',
    target: { scheme: 'http', host: '127.0.0.1', port: upstream.port },
    settings: {
      log: new EventLog(1),
      dial: { connectTo: [], insecure: false, trust: null, connectTimeoutMs: 1000 },
      limits: DEFAULT_LIMITS,
      fixes: () => null,
      correlation: () => null,
      isSelf: () => false,
    },
    nextConnection: () => 1,
    contextFor: null,
    relays,
  });
  await once(tap.listen(0, '127.0.0.1'), 'listening');
  const client = new Peer(await dial((tap.address() as AddressInfo).port));
  onTestFinished(() => {
    client.destroy();
    upstream.close();
    tap.close();
  });
  client.send(said);
  if (said === GET) await (await upstream.next()).see('\r\n\r\n');
  else await received(relays, said);
  for (const relay of relays) relay.sweep(performance.now() + after);
  if (closed) await client.farewell();
  await received(relays, '');
  expect(relays.size).toBe(closed ? 0 : 1);
});

/** Waits until the relay is there and has read what was said. */
async function received(relays: ReadonlySet<Relay>, said: string): Promise<void> {
  for (let turns = 0; turns < 20 || (said !== '' && relays.size === 0); turns += 1) {
    await new Promise(resolve => setImmediate(resolve));
  }
}
