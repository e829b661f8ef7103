import { findToken } from './token.ts';

/** Who is told what a socket says. */
interface Listener {
  text(text: string): void;
  closed(): void;
}

/** A socket of the live stream. What it says before somebody listens waits. */
export class LiveSocket {
  readonly #socket: WebSocket;
  #waiting: string[] = [];
  #listener: Listener | null = null;

  /** `start`: `after=7` for a stream that goes on after event 7; `hold` for one that waits for `goOn` after its first megabyte. */
  constructor(token: string, start: string) {
    const url = new URL('api/live', document.baseURI);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.search = start;
    this.#socket = new WebSocket(url, ['corscope.v1', `token.${token}`]);
    this.#socket.onmessage = ({ data }) => {
      if (typeof data === 'string') this.#take(data);
    };
    this.#socket.onclose = () => this.#listener?.closed();
  }

  get open(): boolean {
    return this.#socket.readyState <= WebSocket.OPEN;
  }

  listen(listener: Listener): void {
    this.#listener = listener;
    const waiting = this.#waiting;
    this.#waiting = [];
    // unless it goes away meanwhile
    for (const text of waiting) if (this.#listener === listener) listener.text(text);
  }

  goOn(): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send('ready');
    else this.#socket.onopen = () => this.#socket.send('ready');
  }

  close(): void {
    this.#listener = null;
    this.#socket.close();
  }

  #take(text: string): void {
    if (this.#listener === null) this.#waiting.push(text);
    else this.#listener.text(text);
  }
}

/** By then the first rows are drawn; what came meanwhile would have been in their way. */
const FIRST_ROWS_MS = 250;

const token = findToken();
/** Opened before the page itself is compiled, which takes longer than the server needs to answer. */
let first = token === null ? null : new LiveSocket(token, 'after=0&hold');

/** A socket that tells all from the start: the first one, where nobody has taken it yet, or a new one. */
export function socketFromStart(own: string): LiveSocket {
  const early = own === token && first?.open === true ? first : null;
  first = null;
  if (early === null) return new LiveSocket(own, 'after=0');
  setTimeout(() => early.goOn(), FIRST_ROWS_MS);
  return early;
}
