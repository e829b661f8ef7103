import type { Socket } from 'node:net';
import type { SessionEvent } from '../shared/wire/events.ts';
import type { WatchedBrowsers } from './browser/watched-browsers.ts';
import type { Correlating } from './correlating.ts';
import type { TapRoster } from './join/roster.ts';
import type { Lab } from './lab/lab.ts';
import { once } from './once.ts';
import { DASHBOARD_FILES } from './package-files.ts';
import type { EventLog } from './record/event-log.ts';
import type { FixStore } from './record/fix-store.ts';
import type { AccessRules } from './server/access.ts';
import type { SessionView } from './server/session-view.ts';
import type { Surroundings } from './setup.ts';
import type { DialSettings } from './tap/dial.ts';

export interface OwnSideParts {
  readonly access: AccessRules;
  readonly log: EventLog;
  readonly fixes: FixStore;
  readonly browsers: WatchedBrowsers;
  readonly session: SessionEvent;
  readonly roster: TapRoster;
  readonly correlating: Correlating;
  readonly lab: Lab | null;
  /** Bytes kept of each body. */
  readonly bodyBytes: number;
  /** Of each run of a joined tap, the last number of its log that the session file has. */
  readonly reported: ReadonlyMap<string, number>;
  readonly surroundings: Surroundings;
  readonly dial: DialSettings;
}

/** What corscope serves of its own: dashboard, API, live stream. */
export interface OwnSide {
  /** Takes over a paused connection. */
  serve(socket: Socket): void;
  /** The session as it is concluded from. */
  view(): Promise<SessionView>;
  close(): void;
}

/** What only those need who look is loaded when somebody does: the proxy starts without it. */
export function createOwnSide(parts: OwnSideParts): OwnSide {
  const { access, log, fixes, browsers, session, lab, surroundings, dial } = parts;
  const view = once(async () => new (await import('./server/session-view.ts')).SessionView(log));
  const live = once(async () => new (await import('./server/live.ts')).Live(log, firstLineOf(session)));
  const joins = once(async () => new (await import('./join/joins.ts')).Joins(parts));
  const app = once(async () => {
    const [{ createApp }, { createSetup }] = await Promise.all([import('./server/app.ts'), import('./setup.ts')]);
    const { id: sessionId, version } = session;
    const setup = createSetup(surroundings);
    const own = { access, log, view: await view(), fixes, browsers, lab, sessionId, version, setup, dial };
    return createApp({ ...own, files: DASHBOARD_FILES });
  });
  const server = once(async () =>
    (await import('./server/own-server.ts')).createOwnServer({ access, app, live, joins }),
  );
  const serve = async (socket: Socket) => {
    const own = await server();
    if (socket.destroyed) return;
    own.emit('connection', socket);
    socket.resume();
  };
  const close = () => {
    live.made?.close();
    joins.made?.close();
  };
  return { serve: socket => void serve(socket), view, close };
}

/** The line that every stream and every session file begins with. */
export function firstLineOf(session: SessionEvent): string {
  return `${JSON.stringify({ seq: 0, ...session })}\n`;
}
