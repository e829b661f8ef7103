import type { Fix } from '../../shared/fixes/fix.ts';
import { witnessNumber } from '../../shared/trace/witness.ts';
import type { Event, SequencedEvent } from '../../shared/wire/events.ts';
import { writtenEvents } from './written.ts';

/** The last day of a January, at ten: what is shown of a time must be the same for ever. */
const BEGAN = Date.UTC(2026, 0, 31, 10);
const FIRST_PORT = 4321;
const MOST_BODY = 2_000;
const ASSET = /\.(css|js|ico)$/;

/** A session as it was recorded, made one that looks the same whenever it is recorded anew: no port, id or time of this run. */
export function tidySession(text: string): string {
  const events = samePorts(text)
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as SequencedEvent);
  const began = events[0]?.type === 'session' ? events[0].startedAt : 0;
  const kept = keptOf(events).map(event => shifted(event, BEGAN - began));
  const last = Math.max(...kept.map(event => (event.type === 'exchange' ? event.exchange.startedAt : 0)));
  const more = writtenEvents(highest(kept, 'exchange') + 1, highest(kept, 'witness') + 1, last);
  const all: Event[] = [...kept, ...more, { type: 'fixes', fixes: fixesOf(events) }];
  return all
    .map((event, seq) => `${JSON.stringify({ seq, ...event, ...(event.type === 'session' ? {} : { seq }) })}\n`)
    .join('');
}

/** Ports in the order in which they are first named, from the usual one of the proxy on. */
function samePorts(text: string): string {
  const ports = new Map<string, number>();
  const same = (port: string) => {
    const known = ports.get(port) ?? FIRST_PORT + ports.size;
    ports.set(port, known);
    return known;
  };
  return text
    .replace(/127\.0\.0\.1:(\d+)/g, (_, port: string) => `127.0.0.1:${same(port)}`)
    .replace(
      /"address":"127\.0\.0\.1","port":(\d+)/g,
      (_, port: string) => `"address":"127.0.0.1","port":${same(port)}`,
    );
}

/** Without fixes, which are told once at the end, without what pages are made of, and without long bodies. */
function keptOf(events: readonly SequencedEvent[]): SequencedEvent[] {
  const assets = new Set(
    events.flatMap(event =>
      event.type === 'exchange' && ASSET.test(targetOf(event.exchange.received)) ? [event.exchange.id] : [],
    ),
  );
  return events.filter(event => {
    if (event.type === 'exchange') return !assets.has(event.exchange.id);
    if (event.type === 'body') return !assets.has(event.exchange) && event.base64.length < MOST_BODY;
    if (event.type === 'witness') return !ASSET.test(event.witness.url);
    return event.type === 'session';
  });
}

function targetOf(head: string): string {
  return head.split(' ', 2)[1] ?? '';
}

function shifted(event: SequencedEvent, by: number): SequencedEvent {
  const moved = (time: number) => Math.round((time + by) * 10) / 10;
  if (event.type === 'session') return { ...event, id: 'a3d1c0de-0000-4000-8000-000000000000', startedAt: BEGAN };
  if (event.type === 'exchange') {
    return { ...event, exchange: { ...event.exchange, startedAt: moved(event.exchange.startedAt) } };
  }
  if (event.type !== 'witness') return event;
  const { startedAt, endedAt } = event.witness;
  return { ...event, witness: { ...event.witness, startedAt: moved(startedAt), endedAt: moved(endedAt) } };
}

function highest(events: readonly Event[], of: 'exchange' | 'witness'): number {
  const numbers = events.flatMap(event => {
    if (event.type === 'exchange' && of === 'exchange') return [Number(event.exchange.id.slice(1))];
    return event.type === 'witness' && of === 'witness' ? [witnessNumber(event.witness.id)] : [];
  });
  return Math.max(0, ...numbers);
}

/** Those that mended a case stay in the list, the first two switched on, and one that is dangerous stands with them. */
function fixesOf(events: readonly Event[]): Fix[] {
  const seen = new Map(events.flatMap(event => (event.type === 'fixes' ? event.fixes : [])).map(fix => [fix.id, fix]));
  const mends = [...seen.values()].map((fix, at) => ({ ...fix, enabled: at < 2 }));
  return [...mends.slice(0, 4), EVERYBODY];
}

const EVERYBODY: Fix = {
  id: 'everybody',
  title: 'Allow everybody, with credentials',
  enabled: true,
  when: { url: 'https://api.lab.test/*' },
  do: [
    { op: 'set', header: 'Access-Control-Allow-Origin', value: '{origin}' },
    { op: 'set', header: 'Access-Control-Allow-Credentials', value: 'true' },
  ],
};
