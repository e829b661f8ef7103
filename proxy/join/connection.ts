import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { PROTOCOL } from '../../shared/wire/events.ts';
import { clockNow } from './clock.ts';
import type { JoinProblem } from './join-problem.ts';
import { type Down, DownSchema, type Join, maxMessage, type Refused, readMessage, type Up } from './messages.ts';

/** Where a tap reports to. */
export interface Reporting {
  readonly url: URL;
  readonly token: string;
}

/** Who it is that reports. */
export type Identity = Pick<Join, 'version' | 'session' | 'tap' | 'prefix'>;

/** What a tap that is let in is told. */
export type Heard = Exclude<Down, { type: 'greeting' | 'refused' }>;

export interface ConnectionEvents {
  heard(message: Heard): void;
  /** There is no connection, or no more. */
  over(problem: JoinProblem): void;
}

const HANDSHAKE_MS = 5_000;
/** The other end asks every ten seconds whether this one is there. */
const SILENCE_MS = 35_000;
/** More unsent than this, and what is to be reported waits in the log. */
const UNSENT_BYTES = 1024 * 1024;
const MAX_ERROR_BODY = 4096;

/** One connection of a tap to the corscope that it reports to. */
export class Connection {
  private readonly socket: WebSocket;
  private readonly to: Reporting;
  private readonly as: Identity;
  private readonly events: ConnectionEvents;
  private problem: JoinProblem | null = null;
  private welcomed = false;
  private silence: NodeJS.Timeout;

  constructor(to: Reporting, as: Identity, events: ConnectionEvents) {
    this.to = to;
    this.as = as;
    this.events = events;
    this.socket = new WebSocket(socketUrl(to.url), {
      headers: { Authorization: `Bearer ${to.token}` },
      handshakeTimeout: HANDSHAKE_MS,
      perMessageDeflate: false,
      maxPayload: maxMessage(0),
    });
    this.silence = setTimeout(() => this.socket.terminate(), SILENCE_MS);
    this.socket.on('message', (data: Buffer) => this.read(data.toString()));
    this.socket.on('ping', () => this.silence.refresh());
    this.socket.on('unexpected-response', (_request, response: IncomingMessage) => void this.denied(response));
    this.socket.on('error', error => {
      this.problem ??= { url: this.url, reason: this.welcomed ? 'lost' : 'unreachable', detail: errorText(error) };
      this.socket.terminate();
    });
    this.socket.on('close', code => this.closed(code));
  }

  /** Whether it takes more just now. */
  get free(): boolean {
    return this.welcomed && this.socket.readyState === this.socket.OPEN && this.socket.bufferedAmount < UNSENT_BYTES;
  }

  /** NDJSON, as a Reporter writes it. */
  report(bytes: Buffer, sent: () => void): void {
    this.socket.send(bytes, { binary: true }, sent);
  }

  send(message: Up): void {
    this.socket.send(JSON.stringify(message));
  }

  end(): void {
    this.socket.close(1000, 'the tap ends');
  }

  cut(): void {
    this.socket.terminate();
  }

  private get url(): string {
    return this.to.url.href;
  }

  private read(data: string): void {
    this.silence.refresh();
    const message = readMessage(DownSchema, data);
    if (message === null) this.giveUp({ url: this.url, reason: 'not-understood', detail: data.slice(0, 80) });
    else if (message.type === 'greeting') this.greeted(message.protocol, message.version);
    else if (message.type === 'refused') this.giveUp(this.refusal(message));
    else {
      if (message.type === 'welcome') this.welcomed = true;
      this.events.heard(message);
    }
  }

  private greeted(protocol: number, version: string): void {
    if (protocol === PROTOCOL) {
      this.send({ type: 'join', protocol: PROTOCOL, ...this.as, now: clockNow() });
      return;
    }
    const ours = { version: this.as.version, protocol: PROTOCOL };
    this.giveUp({ url: this.url, reason: 'other-protocol', theirs: { version, protocol }, ours });
  }

  private refusal({ reason, detail }: Refused): JoinProblem {
    if (reason === 'name-taken') return { url: this.url, reason, name: this.as.tap.name, owner: detail };
    return { url: this.url, reason: 'not-understood', detail };
  }

  /** An answer that is no WebSocket's. */
  private async denied(response: IncomingMessage): Promise<void> {
    const status = response.statusCode ?? 0;
    if (status === 401) return this.giveUp({ url: this.url, reason: 'wrong-token' });
    const message = messageOf(await bodyOf(response));
    if (message === null || status === 404) return this.giveUp({ url: this.url, reason: 'no-joins', status });
    this.giveUp({ url: this.url, reason: 'denied', status, message });
  }

  private giveUp(problem: JoinProblem): void {
    this.problem = problem;
    this.socket.terminate();
  }

  private closed(code: number): void {
    clearTimeout(this.silence);
    const detail = `it was closed with code ${code}`;
    const ended: JoinProblem =
      code === 1001 ? { url: this.url, reason: 'ended' } : { url: this.url, reason: 'lost', detail };
    this.events.over(this.problem ?? (this.welcomed ? ended : { url: this.url, reason: 'unreachable', detail }));
  }
}

function socketUrl(url: URL): URL {
  const target = new URL('api/join', url);
  target.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return target;
}

/** Of several addresses that were tried, each has its own error. */
function errorText(error: Error): string {
  const [first] = error instanceof AggregateError ? (error.errors as Error[]) : [error];
  return first?.message ?? error.message;
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const chunk of response.setEncoding('utf8') as AsyncIterable<string>) {
      text += chunk;
      if (text.length > MAX_ERROR_BODY) break;
    }
  } catch {
    // cut off: what has come will do
  }
  return text;
}

/** The sentence of an answer of corscope's API. */
function messageOf(body: string): string | null {
  try {
    const { error } = JSON.parse(body) as { error?: { message?: unknown } };
    return typeof error?.message === 'string' ? error.message : null;
  } catch {
    return null;
  }
}
