import { appendFileSync, closeSync, fchmodSync, openSync, statSync, truncateSync } from 'node:fs';
import type { Event, Reported } from '../../shared/wire/events.ts';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';
import type { Bodies, LogSink } from './log-sink.ts';

const FLUSH_MS = 100;
const FLUSH_CHARS = 4 * 1024 * 1024;

/** Where writing begins: after the last whole line of a file that is there already. */
export interface AppendAt {
  readonly bytes: number;
  readonly seq: number;
}

/** An append-only file of the session's events, one JSON line each, bodies among them. Readable by its owner alone. */
export class SessionFile implements LogSink {
  private readonly handle: number;
  private readonly timer: NodeJS.Timeout;
  private waiting = '';
  private seq: number;
  /** Writing failed once (a full disk): the session goes on in memory alone. */
  private broken = false;

  /** @throws the system's error where the file cannot be opened for writing */
  constructor(path: string, firstLine: string, at: AppendAt) {
    // a torn last line, left by a crash, would swallow the next one
    if (at.bytes > 0 && at.bytes < statSync(path).size) truncateSync(path, at.bytes);
    this.handle = openSync(path, 'a', 0o600);
    // one that was there before keeps its mode, and it holds what was on the wire, secrets included
    fchmodSync(this.handle, 0o600);
    this.seq = at.seq;
    if (at.bytes === 0) this.waiting = firstLine;
    this.flush();
    this.timer = setInterval(() => this.flush(), FLUSH_MS).unref();
  }

  exchange(record: ExchangeRecord, bodies: Bodies, reported?: Reported): void {
    this.event({ type: 'exchange', exchange: record, ...(reported === undefined ? {} : { reported }) });
    for (const side of ['request', 'response'] as const) {
      if (bodies[side].length === 0) continue;
      this.event({ type: 'body', exchange: record.id, side, base64: bodies[side].toString('base64') });
    }
  }

  event(event: Event): void {
    this.seq += 1;
    this.waiting += `${JSON.stringify({ seq: this.seq, ...event })}\n`;
    if (this.waiting.length > FLUSH_CHARS) this.flush();
  }

  flush(): void {
    const text = this.waiting;
    this.waiting = '';
    if (text === '' || this.broken) return;
    try {
      appendFileSync(this.handle, text);
    } catch (error) {
      this.broken = true;
      console.error(
        `corscope: the session file takes no more (${(error as Error).message}); recording goes on in memory`,
      );
    }
  }

  close(): void {
    clearInterval(this.timer);
    this.flush();
    closeSync(this.handle);
  }
}
