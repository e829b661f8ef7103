import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { WatchedBrowsers } from '../../proxy/browser/watched-browsers.ts';
import { TapRoster } from '../../proxy/join/roster.ts';
import { LAB_CASES } from '../../proxy/lab/cases/index.ts';
import type { Lab } from '../../proxy/lab/lab.ts';
import { DEFAULT_MEMORY_BYTES } from '../../proxy/options.ts';
import { ownHosts } from '../../proxy/own-names.ts';
import { firstLineOf } from '../../proxy/own-side.ts';
import { DASHBOARD_FILES } from '../../proxy/package-files.ts';
import { EventLog } from '../../proxy/record/event-log.ts';
import { FixStore } from '../../proxy/record/fix-store.ts';
import { resumeSession } from '../../proxy/record/resume.ts';
import { createApp } from '../../proxy/server/app.ts';
import { Live } from '../../proxy/server/live.ts';
import { createOwnServer } from '../../proxy/server/own-server.ts';
import type { Setup } from '../../proxy/server/routes-setup.ts';
import { SessionView } from '../../proxy/server/session-view.ts';
import type { SequencedEvent, SessionEvent } from '../../shared/wire/events.ts';

/** Journeys of every kind: `scripts/record-session.ts` writes it. */
export const RECORDED_SESSION = fileURLToPath(
  new URL('../../test/fixtures/sessions/every-kind.ndjson', import.meta.url),
);

/** Dashboard and API over a session that was recorded once: it looks the same on every machine and on every day. */
export interface RecordedCorscope {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

const PAGE_URL = 'https://app.lab.test/';
const SETUP: Setup = {
  proxy: 'http://127.0.0.1:4321',
  reach: 'http://192.168.1.20:4321',
  ca: '/home/ada/.local/share/corscope/ca.pem',
  spki: 'r8VxLZLrUTNSi5IqJqUw3Vxn5e8m9Q2u2n3m1y0d7tQ=',
  browserCommand:
    'chromium --user-data-dir=/tmp/corscope-profile --proxy-server=127.0.0.1:4321 "--proxy-bypass-list=<-loopback>" --ignore-certificate-errors-spki-list=r8VxLZLrUTNSi5IqJqUw3Vxn5e8m9Q2u2n3m1y0d7tQ=',
  lab: true,
  labUrl: PAGE_URL,
  canOpen: true,
};
const LAB: Lab = {
  taps: [],
  onward: [],
  join: () => [],
  caPem: '',
  pageUrl: PAGE_URL,
  cases: LAB_CASES,
  close: async () => undefined,
};
const TOKEN = 'recorded';

export interface Play {
  /** Null: a session before its first request. */
  readonly session: string | null;
  /** Folder of the built dashboard. */
  readonly files: URL;
}

/** Listens on a free port of the loopback. */
export async function startRecorded(play: Partial<Play> = {}): Promise<RecordedCorscope> {
  const { session: file, files } = { session: RECORDED_SESSION, files: DASHBOARD_FILES, ...play };
  const log = new EventLog(DEFAULT_MEMORY_BYTES);
  const fixes = new FixStore(log);
  const session = sessionEvent();
  if (file !== null) await resumeSession(file, log, fixes);
  const roster = new TapRoster(session, log);
  if (file !== null) joinTaps(roster, session.startedAt);
  const view = new SessionView(log);
  const live = new Live(log, firstLineOf(session));
  const hosts = new Set<string>();
  const access = { hosts, token: TOKEN };
  const app = createApp({
    access,
    log,
    view,
    fixes,
    browsers: new WatchedBrowsers(),
    lab: LAB,
    sessionId: session.id,
    version: session.version,
    setup: { setup: async () => SETUP, open: async () => 'this session was recorded: there is nothing to open' },
    dial: { connectTo: [], insecure: false, trust: null, connectTimeoutMs: 1_000 },
    files,
  });
  const server = createOwnServer({
    access,
    app: async () => app,
    live: async () => live,
    joins: () => Promise.reject(new Error('this session was recorded: no tap joins it')),
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  for (const host of ownHosts('127.0.0.1', port)) hosts.add(host);
  return {
    url: `http://127.0.0.1:${port}/`,
    token: TOKEN,
    async close() {
      live.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

function sessionEvent(): SessionEvent {
  const [line = ''] = readFileSync(RECORDED_SESSION, 'utf8').split('\n', 1);
  const event = JSON.parse(line) as SequencedEvent;
  if (event.type !== 'session') throw new Error(`${RECORDED_SESSION} does not begin with who speaks`);
  return event;
}

/** Taps elsewhere: one that reports, and one that is lost. */
function joinTaps(roster: TapRoster, since: number): void {
  const elsewhere = { target: 'http://orders:8080', from: '10.0.4.17' } as const;
  roster.put({ ...elsewhere, name: 'orders', url: 'http://10.0.4.17:8081', state: 'joined', since });
  roster.put({
    ...elsewhere,
    name: 'stock',
    url: 'http://10.0.4.18:8081',
    from: '10.0.4.18',
    state: 'lost',
    since: since + 90_000,
    dropped: 3,
  });
}
