import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Event } from '../../../shared/wire/events.ts';
import { PROTOCOL } from '../../../shared/wire/events.ts';
import type { Bench } from '../../server/support/bench.ts';
import { until } from '../../server/support/until.ts';

type Message = { readonly type: string } & Readonly<Record<string, unknown>>;

/** A tap that says what the test wants. */
export interface FakeTap {
  /** What corscope has said so far. */
  readonly heard: readonly Message[];
  hear(type: string): Promise<Message>;
  /** Reports events under these numbers; resolves once corscope has confirmed them. */
  report(events: readonly (readonly [seq: number, event: Event])[]): Promise<Message>;
  leave(): Promise<void>;
}

export interface FakeTapOptions {
  readonly session?: string;
  readonly name?: string;
  /** By how many milliseconds its clock is ahead. */
  readonly ahead?: number;
}

export async function joinAs(
  bench: Bench,
  { session = 'session-of-a-tap', name = 'db', ahead = 0 }: FakeTapOptions = {},
): Promise<FakeTap> {
  const socket = new WebSocket(`${bench.corscope.url.replace('http', 'ws')}api/join`, {
    headers: { Authorization: `Bearer ${bench.corscope.token}` },
  });
  const heard: Message[] = [];
  socket.on('message', data => {
    const message = JSON.parse(String(data)) as Message;
    heard.push(message);
    if (message.type !== 'greeting') return;
    const tap = { name, url: 'http://10.0.0.7:9000', target: 'http://10.0.0.7:3000' };
    const now = Date.now() + ahead;
    socket.send(
      JSON.stringify({ type: 'join', protocol: PROTOCOL, version: '0.1.0', session, tap, prefix: 'ab', now }),
    );
  });
  await once(socket, 'open');
  const hear = (type: string) => until(() => heard.find(message => message.type === type) ?? null, type);
  return {
    heard,
    hear,
    async report(events) {
      const before = heard.filter(({ type }) => type === 'have').length;
      const lines = events.map(([seq, event]) => `${JSON.stringify({ seq, ...event })}\n`);
      socket.send(Buffer.from(lines.join('')), { binary: true });
      return until(() => heard.filter(({ type }) => type === 'have')[before] ?? null, 'the confirmation');
    },
    async leave() {
      const left = once(socket, 'close');
      socket.close();
      await left;
    },
  };
}
