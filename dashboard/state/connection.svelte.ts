import { PROTOCOL } from '../../shared/wire/events.ts';
import { LiveSocket, socketFromStart } from './live-socket.ts';
import { store } from './store.svelte.ts';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5000;

export type Status = 'connecting' | 'live' | 'lost';

/** The live stream: one socket, reconnected with growing pauses, going on after the last event that was applied. */
class Connection {
  status = $state<Status>('connecting');
  /** Milliseconds since the epoch; what the banner says while the status is `lost`. */
  lostSince = $state<number | null>(null);
  /** The server speaks another version of the protocol: only a new page helps. */
  outdated = $state(false);
  /** Counts failed connections in a row: each is an occasion to ask whether the token still holds. */
  failures = $state(0);

  #token = '';
  #socket: LiveSocket | null = null;
  #retry = FIRST_RETRY_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #session: string | null = null;

  start(token: string): void {
    this.#token = token;
    this.#connect(store.seq);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#drop();
  }

  retryNow(): void {
    clearTimeout(this.#timer);
    this.#connect(store.seq);
  }

  #connect(after: number): void {
    this.#drop();
    const socket = after === 0 ? socketFromStart(this.#token) : new LiveSocket(this.#token, `after=${after}`);
    this.#socket = socket;
    let first = true;
    socket.listen({
      text: text => {
        const isGreeting = first;
        first = false;
        if (!isGreeting || this.#greet(text, after)) store.receive(text);
      },
      closed: () => this.#lose(),
    });
  }

  /** Reads who speaks; returns false where the stream must begin again because it is another session. */
  #greet(text: string, after: number): boolean {
    const hello = firstEvent(text);
    if (hello === null) return true;
    this.outdated = hello.protocol !== PROTOCOL;
    const other = this.#session !== null && this.#session !== hello.id;
    this.#session = hello.id;
    if (other) store.reset();
    if (other && after > 0) {
      this.#connect(0);
      return false;
    }
    this.status = 'live';
    this.lostSince = null;
    this.failures = 0;
    this.#retry = FIRST_RETRY_MS;
    return true;
  }

  #lose(): void {
    this.failures += 1;
    this.status = 'lost';
    this.lostSince ??= Date.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#connect(store.seq), this.#retry);
    this.#retry = Math.min(LAST_RETRY_MS, this.#retry * 2);
  }

  #drop(): void {
    const old = this.#socket;
    this.#socket = null;
    old?.close();
  }
}

function firstEvent(text: string): { readonly id: string; readonly protocol: number } | null {
  const end = text.indexOf('\n');
  try {
    const event: unknown = JSON.parse(end === -1 ? text : text.slice(0, end));
    if (typeof event !== 'object' || event === null || !('id' in event) || !('protocol' in event)) return null;
    return typeof event.id === 'string' && typeof event.protocol === 'number'
      ? { id: event.id, protocol: event.protocol }
      : null;
  } catch {
    return null;
  }
}

export const connection = new Connection();
