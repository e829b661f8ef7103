import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { EventLog } from '../record/event-log.ts';

/** How often new events go out: often enough to look immediate, seldom enough to go in one message. */
const BATCH_MS = 50;
const BATCH_BYTES = 256 * 1024;
/** A viewer with this much unsent gets nothing more until it has read: it loses nothing, the log waits for it. */
const UNSENT_BYTES = 512 * 1024;
const SUBPROTOCOL = 'corscope.v1';

interface Viewer {
  readonly socket: WebSocket;
  /** The last sequence number sent. */
  seen: number;
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
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, after: number): void {
    this.sockets.handleUpgrade(request, socket, head, webSocket => this.join(webSocket, after));
  }

  close(): void {
    for (const { socket } of this.viewers) socket.close(1001, 'corscope ends');
    for (const { socket } of this.viewers) socket.terminate();
    this.stop();
  }

  private join(socket: WebSocket, after: number): void {
    const viewer: Viewer = { socket, seen: after };
    this.viewers.add(viewer);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.leave(viewer));
    socket.send(this.firstLine);
    this.timer ??= setInterval(() => this.sendAll(), BATCH_MS);
    this.log.announceViewers(this.viewers.size);
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
    if (socket.readyState !== socket.OPEN || socket.bufferedAmount > UNSENT_BYTES) return;
    const { bytes, last } = this.log.read(viewer.seen, BATCH_BYTES);
    if (bytes.length === 0) return;
    viewer.seen = last;
    // a long history goes out as fast as the viewer reads, not one batch a tick
    const more = bytes.length >= BATCH_BYTES;
    socket.send(bytes, { binary: false }, () => {
      if (more) this.send(viewer);
    });
  }
}
