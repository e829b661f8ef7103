import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { devToolsPortFile } from './browser-arguments.ts';
import { type DevToolsMessage, decodeMessage } from './devtools-message.ts';
import type { OpenedBrowser } from './open-browser.ts';

const LOOK_EVERY_MS = 20;

export interface DevToolsEvent {
  readonly method: string;
  readonly params: unknown;
  /** The flat session that it belongs to, null for the browser's own. */
  readonly session: string | null;
}

/** A connection to the browser's DevTools endpoint, with flat sessions. */
export interface DevTools {
  /** Rejects with the browser's own words where it refuses, and where the connection ends first. */
  send(method: string, params?: object, session?: string | null): Promise<unknown>;
  /** Returns how to stop listening. */
  onEvent(listener: (event: DevToolsEvent) => void): () => void;
  close(): void;
  /** Settles when the connection has ended. */
  readonly closed: Promise<void>;
}

/**
 * The endpoint of a browser started with `--remote-debugging-port=0`, as soon as it has written it into its profile.
 * Rejects where the browser ends first, or has written nothing after `patience` milliseconds.
 */
export async function devToolsUrl(
  { profileDir, exited }: Pick<OpenedBrowser, 'profileDir' | 'exited'>,
  patience: number,
): Promise<string> {
  const latest = performance.now() + patience;
  while (performance.now() < latest) {
    const text = await readFile(devToolsPortFile(profileDir), 'utf8').catch(() => '');
    const [port, path] = text.split('\n');
    if (port && path) return `ws://127.0.0.1:${port}${path}`;
    const exit = await Promise.race([exited, pause(LOOK_EVERY_MS, null)]);
    if (exit) throw new Error(`The browser ended as soon as it was started: ${exit.complaint || `exit ${exit.code}`}`);
  }
  throw new Error(`The browser opened no DevTools port within ${patience} ms.`);
}

/** Connects to an endpoint from `devToolsUrl`. */
export async function connectDevTools(url: string): Promise<DevTools> {
  const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 256 * 1024 * 1024 });
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return clientOver(socket);
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

function clientOver(socket: WebSocket): DevTools {
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(event: DevToolsEvent) => void>();
  let lastId = 0;
  socket.on('message', data => deliver(decodeMessage(String(data)), waiting, listeners));
  const closed = closing(socket, waiting);
  return {
    closed,
    send: (method, params = {}, session = null) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        const message = { id: lastId, method, params, ...(session === null ? {} : { sessionId: session }) };
        socket.send(JSON.stringify(message), error => {
          if (error && waiting.delete(message.id)) reject(error);
        });
      }),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => socket.close(),
  };
}

function closing(socket: WebSocket, waiting: Map<number, Waiting>): Promise<void> {
  // A browser that is killed resets the connection: `close` follows and says all that matters.
  socket.on('error', () => undefined);
  return new Promise(resolve => {
    socket.once('close', () => {
      for (const { reject } of waiting.values()) reject(new Error('The browser closed its DevTools connection.'));
      waiting.clear();
      resolve();
    });
  });
}

function deliver(
  message: DevToolsMessage | null,
  waiting: Map<number, Waiting>,
  listeners: ReadonlySet<(event: DevToolsEvent) => void>,
): void {
  if (message === null) return;
  if (message.id === undefined) {
    const { method = '', params, sessionId = null } = message;
    for (const listener of listeners) listener({ method, params, session: sessionId });
    return;
  }
  const asked = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.error) asked?.reject(new Error(message.error.message));
  else asked?.resolve(message.result);
}
