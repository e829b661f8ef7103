import { WebSocket } from 'ws';
import type { TapState } from '../../../shared/wire/events.ts';
import type { ExchangeRecord } from '../../../shared/wire/exchange-record.ts';
import { type Process, run, type Serving } from '../../cli/support/corscope.ts';
import { until } from '../../server/support/until.ts';
import { eventsIn } from '../../server/support/viewer.ts';

export const TOKEN = 'a-token-for-tests_0123456789';

/** A line of `corscope tap --json`. */
export interface Line {
  readonly event: 'ready' | 'link';
  readonly tap?: { readonly name: string; readonly url: string; readonly target: string };
  readonly joined?: string | null;
  readonly state?: 'joined' | 'waiting' | 'dropping';
  readonly reason?: string;
  readonly message?: string;
  readonly dropped?: number;
}

export interface Tap extends Process {
  readonly ready: Line;
  /** Where it listens. */
  readonly url: string;
  /** What it has said so far. */
  lines(): readonly Line[];
  /** Waits for a line after the first `from`. */
  says(fits: (line: Line) => boolean, what: string, from?: number): Promise<Line>;
}

/** `corscope tap --json`, up to its ready line. */
export async function startTap(text: string, join: string, args: readonly string[] = [], token = TOKEN): Promise<Tap> {
  const running = run(['tap', text, '--join', join, '--token', token, '--json', ...args]);
  const lines = () => linesOf(running.stdout);
  const ready = await until(() => {
    if (running.child.exitCode !== null) throw new Error(`the tap ended: ${running.stderr}`);
    return lines()[0] ?? null;
  }, 'the ready line');
  return Object.assign(running, {
    ready,
    url: ready.tap?.url ?? '',
    lines,
    says: (fits: (line: Line) => boolean, what: string, from = 0) =>
      until(() => lines().slice(from).find(fits) ?? null, `${what}: ${running.stdout}`),
  });
}

function linesOf(text: string): Line[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line) as Line);
}

/** What a session holds, as a viewer who comes now sees it. */
export interface Session {
  readonly exchanges: readonly ExchangeRecord[];
  readonly taps: readonly TapState[];
}

export async function sessionOf({ ready }: Serving): Promise<Session> {
  const socket = new WebSocket(`${ready.url.replace('http', 'ws')}api/live?after=0`, [
    'corscope.v1',
    `token.${ready.token}`,
  ]);
  let text = '';
  socket.on('message', data => {
    text += String(data);
  });
  // who watches is told last, for nothing else happens when a viewer comes
  await until(() => (text.includes('"type":"viewers"') ? true : null), 'the stream');
  socket.close();
  const events = eventsIn(text);
  const exchanges = new Map<string, ExchangeRecord>();
  let taps: readonly TapState[] = [];
  for (const event of events) {
    if (event.type === 'exchange') exchanges.set(event.exchange.id, event.exchange);
    else if (event.type === 'forgotten') for (const id of event.ids) exchanges.delete(id);
    else if (event.type === 'taps') taps = event.taps;
  }
  return { exchanges: [...exchanges.values()], taps };
}

/** Waits until the session is as it should be. */
export async function sessionWhen(main: Serving, fits: (session: Session) => boolean, what: string): Promise<Session> {
  return until(async () => {
    const session = await sessionOf(main);
    return fits(session) ? session : null;
  }, what);
}

/** Targets of a tap's requests, sorted. */
export function targets({ exchanges }: Session, tap: string): string[] {
  return exchanges
    .filter(exchange => exchange.tap === tap)
    .map(({ received }) => received.split(' ')[1] ?? '')
    .sort();
}

export async function get(url: string): Promise<string> {
  return (await fetch(url)).text();
}
