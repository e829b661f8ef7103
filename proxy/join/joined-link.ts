import type { WebSocket } from 'ws';
import type { Fix } from '../../shared/fixes/fix.ts';
import type { Tie } from '../../shared/trace/sighting.ts';
import { PROTOCOL } from '../../shared/wire/events.ts';
import { clockAhead, clockNow } from './clock.ts';
import type { JoinedLog } from './joined-log.ts';
import { type Down, type Join, type Refused, readMessage, UpSchema } from './messages.ts';

/** Who decides about the tap at the other end. */
export interface Receiver {
  readonly version: string;
  readonly bodyBytes: number;
  /** Id of this corscope's session. */
  readonly session: string;
  fixes(): readonly Fix[];
  /** Lets a tap in, to be told what it needs from then on, or says why not. */
  admit(join: Join, link: JoinedLink): JoinedLog | Refused;
  /** Something of a tap's has come into the log. */
  reported(): void;
  dropped(name: string, count: number): void;
  unreadable(name: string, reasons: readonly string[]): void;
  left(link: JoinedLink): void;
}

const LEAVE_MS = 1000;

/** A connection of a tap that runs elsewhere, as the corscope that it reports to sees it. */
export class JoinedLink {
  /** Address of the other end. */
  readonly from: string;
  private readonly socket: WebSocket;
  private readonly receiver: Receiver;
  private readonly asked = clockNow();
  private tap: { readonly name: string; readonly log: JoinedLog; readonly ahead: number } | null = null;
  private alive = true;

  constructor(socket: WebSocket, from: string, receiver: Receiver) {
    this.socket = socket;
    this.from = from;
    this.receiver = receiver;
    socket.on('message', (data: Buffer, isBinary) => this.read(data, isBinary));
    socket.on('pong', () => {
      this.alive = true;
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => receiver.left(this));
    this.send({ type: 'greeting', protocol: PROTOCOL, version: receiver.version });
  }

  /** The tap's name once it has been let in. */
  get name(): string | null {
    return this.tap?.name ?? null;
  }

  sendMet(how: Tie): void {
    this.send({ type: 'met', how });
  }

  sendFixes(): void {
    this.send({ type: 'fixes', fixes: [...this.receiver.fixes()] });
  }

  /** Asks whether the other end is still there; one that has not answered the time before is given up. */
  probe(): void {
    if (!this.alive) this.socket.terminate();
    this.alive = false;
    if (this.socket.readyState === this.socket.OPEN) this.socket.ping();
  }

  end(): void {
    this.socket.close(1001, 'corscope ends');
  }

  giveUp(): void {
    this.socket.terminate();
  }

  private read(data: Buffer, isBinary: boolean): void {
    this.alive = true;
    if (isBinary) {
      this.take(data);
      return;
    }
    const message = readMessage(UpSchema, data.toString());
    if (message === null) this.refuse({ reason: 'not-understood', detail: data.toString().slice(0, 80) });
    else if (message.type === 'join') this.join(message);
    else if (this.tap !== null) this.receiver.dropped(this.tap.name, message.count);
  }

  private join(join: Join): void {
    const ahead = clockAhead(this.asked, join.now, clockNow());
    if (join.protocol !== PROTOCOL) {
      this.refuse({ reason: 'not-understood', detail: `protocol ${join.protocol}` });
      return;
    }
    const log = this.receiver.admit(join, this);
    if ('reason' in log) {
      this.refuse(log);
      return;
    }
    this.tap = { name: join.tap.name, log, ahead };
    const { session, bodyBytes } = this.receiver;
    // first, so that they are on before the tap says that it has joined
    this.sendFixes();
    this.send({ type: 'welcome', session, after: log.last, bodyBytes });
  }

  private take(data: Buffer): void {
    if (this.tap === null) return;
    const { name, log, ahead } = this.tap;
    const problems = log.take(data.toString(), { tap: name, ahead, bodyBytes: this.receiver.bodyBytes });
    if (problems.length > 0) this.receiver.unreadable(name, problems);
    this.send({ type: 'have', seq: log.last });
    this.receiver.reported();
  }

  private send(message: Down): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private refuse(refused: Omit<Refused, 'type'>): void {
    this.send({ type: 'refused', ...refused });
    this.socket.close(1008, refused.reason);
    setTimeout(() => this.socket.terminate(), LEAVE_MS).unref();
  }
}
