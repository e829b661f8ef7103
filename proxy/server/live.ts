import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { EventLog } from '../record/event-log.ts';
import type { Batch } from '../record/slot.ts';

/** How often new events go out: often enough to look immediate, seldom enough to go in one message. */
const BATCH_MS = 50;
const BATCH_BYTES = 256 * 1024;
/** What a page draws at once: with less, it would show a session of some hundred exchanges in two steps. */
const FIRST_BATCHES = 4;
const SUBPROTOCOL = 'corscope.v1';

interface Viewer {
  readonly socket: WebSocket;
  /** The last sequence number sent. */
  seen: number;
  /** A batch is on its way. Nothing follows before it has left: the viewer loses nothing, the log waits for it. */
  sending: boolean;
  /** How many batches it takes before it says that it is ready for all of them. */
  batches: number;
}

/** Where a stream begins. */
export interface StreamStart {
  /** The number of the last event that the viewer knows; 0 for none. */
  readonly after: number;
  /** The first megabyte, and the rest once the viewer has sent something, whatever it is: it draws the first rows undisturbed. */
  readonly hold: boolean;
}

/**
 * The live stream. A viewer is a place in the log, not a queue: a slow one neither slows the proxy nor grows its memory,
 * and one that comes back says where it was.
 */
export class Live {
  private readonly viewers = new Set<Viewer>();
  private readonly sockets: WebSocketServer;
  private readonly log: EventLog;
  private readonly firstLine: string;
  private timer: NodeJS.Timeout | null = null;

  /** `firstLine`: the session's own event, which every stream begins with. */
  constructor(log: EventLog, firstLine: string) {
    this.log = log;
    this.firstLine = firstLine;
    this.sockets = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
      maxPayload: 4096,
      handleProtocols: offered => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    });
  }

  /** Takes over an upgrade request that has passed all checks. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, start: StreamStart): void {
    this.sockets.handleUpgrade(request, socket, head, webSocket => this.join(webSocket, start));
  }

  close(): void {
    for (const { socket } of this.viewers) socket.close(1001, 'corscope ends');
    for (const { socket } of this.viewers) socket.terminate();
    this.stop();
  }

  private join(socket: WebSocket, { after, hold }: StreamStart): void {
    const viewer: Viewer = {
      socket,
      seen: after,
      sending: false,
      batches: hold ? FIRST_BATCHES : Number.POSITIVE_INFINITY,
    };
    this.viewers.add(viewer);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.leave(viewer));
    socket.on('message', () => this.release(viewer));
    socket.send(this.firstLine);
    this.timer ??= setInterval(() => this.sendAll(), BATCH_MS);
    this.log.announceViewers(this.viewers.size);
    this.send(viewer);
  }

  private release(viewer: Viewer): void {
    viewer.batches = Number.POSITIVE_INFINITY;
    this.send(viewer);
  }

  private leave(viewer: Viewer): void {
    if (!this.viewers.delete(viewer)) return;
    this.log.announceViewers(this.viewers.size);
    if (this.viewers.size === 0) this.stop();
  }

  private stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  private sendAll(): void {
    for (const viewer of this.viewers) this.send(viewer);
  }

  private send(viewer: Viewer): void {
    const { socket } = viewer;
    if (viewer.sending || viewer.batches === 0 || socket.readyState !== socket.OPEN) return;
    const batch = this.log.read(viewer.seen, BATCH_BYTES);
    if (batch.bytes.length === 0) return;
    viewer.seen = batch.last;
    viewer.sending = true;
    viewer.batches -= 1;
    socket.send(batch.bytes, { binary: false }, error => this.sent(viewer, batch, error));
  }

  private sent(viewer: Viewer, batch: Batch, error: Error | undefined): void {
    viewer.sending = false;
    // a socket that fails may still hold the bytes
    if (error) return;
    this.log.giveBack(batch);
    // a long history goes out as fast as the viewer reads, not one batch a tick; what passes through the proxy has its turn between
    if (batch.bytes.length >= BATCH_BYTES) setImmediate(() => this.send(viewer));
  }
}
