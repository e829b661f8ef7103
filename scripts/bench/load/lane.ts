import type { Socket } from 'node:net';
import { open } from './connect.ts';
import type { Target } from './load-job.ts';
import { ResponseReader } from './response-reader.ts';

export interface LaneEvents {
  /** An answer is complete; the bytes of the next request, or null for none now. */
  answered(ok: boolean, startedAt: number): Buffer | null;
  /** The first connection is there: the bytes of the first request, or null. */
  opened(): Buffer | null;
  failed(error: Error): void;
}

/** One keep-alive connection that sends one request after the other, and opens anew where the other side closes it. */
export class Lane {
  private socket: Socket | null = null;
  private reader = new ResponseReader();
  private startedAt = 0;
  private waiting: Buffer | null = null;
  private ended = false;
  private readonly target: Target;
  private readonly events: LaneEvents;

  constructor(target: Target, events: LaneEvents) {
    this.target = target;
    this.events = events;
  }

  get busy(): boolean {
    return this.waiting !== null;
  }

  start(): void {
    this.open(() => this.send(this.events.opened()));
  }

  send(request: Buffer | null): void {
    this.waiting = request;
    if (request === null || this.ended) return;
    this.startedAt = performance.now();
    // a request's time includes the new connection where the one before was closed
    if (this.socket === null) this.open(() => this.socket?.write(request));
    else this.socket.write(request);
  }

  end(): void {
    this.ended = true;
    this.socket?.destroy();
  }

  private open(then: () => void): void {
    this.reader = new ResponseReader();
    open(this.target, {
      ready: socket => {
        if (this.ended) return void socket.destroy();
        this.socket = socket;
        socket.on('data', (chunk: Buffer) => this.read(chunk));
        socket.on('error', () => socket.destroy());
        socket.on('close', () => this.closed(socket));
        then();
      },
      failed: error => {
        if (!this.ended) this.events.failed(error);
      },
    });
  }

  private read(chunk: Buffer): void {
    if (!this.reader.read(chunk)) return;
    if (this.reader.closes) this.drop();
    this.send(this.events.answered(this.reader.ok, this.startedAt));
  }

  private drop(): void {
    const { socket } = this;
    this.socket = null;
    socket?.destroy();
  }

  private closed(socket: Socket): void {
    if (this.socket !== socket || this.ended) return;
    this.socket = null;
    const { waiting } = this;
    if (waiting === null) return;
    this.events.failed(new Error('closed before the answer was complete'));
    this.send(waiting);
  }
}
