import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Fix } from '../../shared/fixes/fix.ts';
import type { SessionEvent } from '../../shared/wire/events.ts';
import type { Correlating } from '../correlating.ts';
import type { EventLog } from '../record/event-log.ts';
import type { FixStore } from '../record/fix-store.ts';
import { JoinedLink, type Receiver } from './joined-link.ts';
import { JoinedLog } from './joined-log.ts';
import { Meetings } from './meetings.ts';
import { type Join, maxMessage, type Refused } from './messages.ts';
import type { TapRoster } from './roster.ts';

const PROBE_MS = 10_000;
const LOOK_MS = 250;

export interface JoinsParts {
  readonly log: EventLog;
  readonly fixes: FixStore;
  readonly session: SessionEvent;
  readonly roster: TapRoster;
  readonly correlating: Correlating;
  readonly bodyBytes: number;
  /** Of each run of a tap, the last number of its log that a session file has. */
  readonly reported: ReadonlyMap<string, number>;
}

/** Who has a name. */
interface Owner {
  readonly session: string;
  readonly prefix: string;
  readonly link: JoinedLink;
}

/**
 * The taps that run elsewhere and report here. To each, corscope is a viewer of the tap's log: it says the last number that
 * it has, and is told what came after. What taps need to behave as one of its own, it tells them.
 */
export class Joins implements Receiver {
  readonly version: string;
  readonly session: string;
  readonly bodyBytes: number;
  private readonly parts: JoinsParts;
  private readonly sockets: WebSocketServer;
  /** All connections, taps let in and others. */
  private readonly links = new Set<JoinedLink>();
  /** By session of the tap: each run has its own. */
  private readonly logs = new Map<string, JoinedLog>();
  /** By name: who has it, or had it last. */
  private readonly owners = new Map<string, Owner>();
  private readonly meetings: Meetings;
  private timer: NodeJS.Timeout | null = null;
  private looking: NodeJS.Timeout | null = null;

  constructor(parts: JoinsParts) {
    this.parts = parts;
    this.version = parts.session.version;
    this.session = parts.session.id;
    this.bodyBytes = parts.bodyBytes;
    this.sockets = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
      maxPayload: maxMessage(parts.bodyBytes),
    });
    for (const [session, last] of parts.reported) this.logs.set(session, new JoinedLog(parts.log, session, last));
    this.meetings = new Meetings(parts.log, parts.correlating, this.owners);
    parts.fixes.watch(() => {
      for (const link of this.links) if (link.name !== null) link.sendFixes();
    });
  }

  /** Takes over an upgrade request that has passed all checks. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const from = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    this.sockets.handleUpgrade(request, socket, head, webSocket => {
      this.links.add(new JoinedLink(webSocket, from, this));
      this.timer ??= setInterval(() => this.probe(), PROBE_MS).unref();
    });
  }

  close(): void {
    // that they leave now is no news
    this.owners.clear();
    for (const link of this.links) link.end();
    if (this.timer !== null) clearInterval(this.timer);
    if (this.looking !== null) clearTimeout(this.looking);
  }

  fixes(): readonly Fix[] {
    return this.parts.fixes.all;
  }

  admit({ session, tap, prefix }: Join, link: JoinedLink): JoinedLog | Refused {
    const { roster, log } = this.parts;
    const known = roster.get(tap.name);
    const before = this.owners.get(tap.name);
    const again = before?.session === session;
    if (known !== null && known.state !== 'lost' && !again) {
      const detail = known.state === 'here' ? 'its own' : `joined from ${known.from}`;
      return { type: 'refused', reason: 'name-taken', detail };
    }
    this.owners.set(tap.name, { session, prefix, link });
    void this.parts.correlating.addJoined(tap.url, link.from);
    // the same tap on a new connection: the old one is dead, whether or not this side has noticed
    before?.link.giveUp();
    const dropped = again && known?.dropped !== undefined ? { dropped: known.dropped } : {};
    roster.put({ ...tap, state: 'joined', since: Date.now(), from: link.from, ...dropped });
    const joined = this.logs.get(session) ?? new JoinedLog(log, session, 0);
    this.logs.set(session, joined);
    return joined;
  }

  /** Not at once: learning may take a moment, requests may not. */
  reported(): void {
    this.looking ??= setTimeout(() => {
      this.looking = null;
      this.meetings.look();
    }, LOOK_MS).unref();
  }

  dropped(name: string, count: number): void {
    const tap = this.parts.roster.get(name);
    if (tap !== null && tap.dropped !== count) this.parts.roster.put({ ...tap, dropped: count });
  }

  unreadable(name: string, reasons: readonly string[]): void {
    console.error(`corscope: ${reasons.length} lines of what tap ${name} reports cannot be read: ${reasons[0]}`);
  }

  left(link: JoinedLink): void {
    this.links.delete(link);
    const tap = link.name === null ? null : this.parts.roster.get(link.name);
    if (tap === null || this.owners.get(tap.name)?.link !== link) return;
    this.parts.roster.put({ ...tap, state: 'lost', since: Date.now() });
  }

  private probe(): void {
    for (const link of this.links) link.probe();
  }
}
