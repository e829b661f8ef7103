import { randomBytes, randomUUID } from 'node:crypto';
import { FORWARD_TAP } from '../shared/trace/path.ts';
import { PROTOCOL, type SessionEvent } from '../shared/wire/events.ts';
import type { OpenedBrowser } from './browser/open-browser.ts';
import { WatchedBrowsers } from './browser/watched-browsers.ts';
import type { WitnessSink } from './browser/witness.ts';
import { type Ca, loadCa } from './ca/ca.ts';
import { createLeafStore } from './ca/leaf-store.ts';
import { Correlating } from './correlating.ts';
import { TapRoster } from './join/roster.ts';
import type { Lab } from './lab/lab.ts';
import { urlOf } from './listeners.ts';
import { openPorts, type Ports } from './open-ports.ts';
import type { CorscopeOptions } from './options.ts';
import { outsideAddress, ownHosts } from './own-names.ts';
import { createOwnSide, firstLineOf } from './own-side.ts';
import { version } from './package-files.ts';
import { EventLog } from './record/event-log.ts';
import { FixStore } from './record/fix-store.ts';
import { type AppendAt, SessionFile } from './record/session-file.ts';
import { RelaySet } from './relay-set.ts';
import { relaySettingsOf } from './relay-settings-of.ts';
import type { SessionView } from './server/session-view.ts';
import { StartError } from './start-problem.ts';

const SWEEP_MS = 5_000;
const NEW_FILE: AppendAt = { bytes: 0, seq: 0 };

/** A running corscope. */
export interface Corscope {
  /** The dashboard's address. */
  readonly url: string;
  readonly token: string;
  readonly proxyUrl: string;
  /** Where taps on other machines reach it; null where it listens on loopback alone. */
  readonly reach: string | null;
  readonly ca: Ca;
  readonly taps: readonly { readonly name: string; readonly url: string; readonly target: string }[];
  readonly lab: Lab | null;
  /** Lines for the person who started it. */
  readonly notes: readonly string[];
  /** Where browsers that are watched tell what they did. */
  readonly witnesses: WitnessSink;
  readonly fixes: FixStore;
  /** Every tap of the session, those that run elsewhere and have joined it among them. */
  readonly roster: TapRoster;
  /** The session as it is concluded from. */
  view(): Promise<SessionView>;
  /** Ends everything at once: connections are closed, the session file is complete. */
  close(): Promise<void>;
}

/** Starts everything that the options name. @throws StartError, CaError */
export async function startCorscope(options: CorscopeOptions): Promise<Corscope> {
  const ca = await loadCa(options.home);
  const leaves = createLeafStore(ca);
  const log = new EventLog(options.memoryBytes);
  const watched = new WatchedBrowsers();
  const fixes = new FixStore(log, () => watched.clearCaches());
  const resumed = options.sessionFile === null ? null : await resume(options.sessionFile, log, fixes);
  const lab = options.lab ? await (await import('./lab/lab.ts')).startLab(ca, leaves) : null;
  const relays = new RelaySet();
  const taps = [...options.taps, ...(lab?.taps ?? [])];
  const connectTo = [...options.connectTo];
  const correlating = new Correlating(options.host, connectTo);
  if (taps.length > 0) await correlating.start();
  const settings = relaySettingsOf({ ...options, connectTo }, lab?.caPem ?? null, { log, fixes, correlating });
  const ports = await openPorts({ ...options, taps }, { settings, leaves, relays }).catch(async error => {
    await lab?.close();
    throw error;
  });
  // where the lab's hosts lead is known once its taps listen
  connectTo.push(...(lab?.join(ports.taps) ?? []));
  for (const { url } of ports.taps) correlating.add(url);
  for (const url of lab?.onward ?? []) correlating.add(url);
  const token = options.token ?? randomBytes(24).toString('base64url');
  const { proxyUrl } = ports;
  const outside = outsideAddress(options.host);
  const reach = outside === null ? null : urlOf(outside, ports.port);
  const session = sessionEvent(ports);
  const roster = new TapRoster(session, log);
  const file = await openFile(options.sessionFile, firstLineOf(session), resumed?.end ?? NEW_FILE).catch(
    async error => {
      await Promise.all([ports.close(), lab?.close()]);
      throw error;
    },
  );
  if (file) log.keepIn(file);
  const witnesses = witnessSink(proxyUrl, log, watched);
  const browsers: OpenedBrowser[] = [];
  const own = createOwnSide({
    access: { hosts: ownHosts(options.host, ports.port), token },
    log,
    fixes,
    browsers: watched,
    session,
    roster,
    correlating,
    lab,
    bodyBytes: options.bodyBytes,
    reported: resumed?.reported ?? new Map(),
    dial: settings.dial,
    surroundings: {
      proxyUrl,
      reach,
      caPath: ca.path,
      spki: ca.spki,
      labUrl: lab?.pageUrl ?? null,
      witnesses,
      opened: browser => void browsers.push(browser),
    },
  });
  ports.serveOwn(own.serve);
  const sweeper = setInterval(() => relays.sweep(performance.now()), SWEEP_MS).unref();
  return {
    url: `${proxyUrl}/`,
    token,
    proxyUrl,
    reach,
    ca,
    taps: ports.taps,
    lab,
    notes: resumed?.notes ?? [],
    witnesses,
    fixes,
    roster,
    view: own.view,
    async close() {
      clearInterval(sweeper);
      own.close();
      // a relay ends with its client's connection, and its exchange is then recorded: the file is closed after that
      await ports.close();
      await relays.allEnded();
      await Promise.all([lab?.close(), ...browsers.map(browser => browser.close())]);
      file?.close();
    },
  };
}

async function resume(path: string, log: EventLog, fixes: FixStore) {
  return (await import('./record/resume.ts')).resumeSession(path, log, fixes);
}

function witnessSink(proxyUrl: string, log: EventLog, watched: WatchedBrowsers): WitnessSink {
  return {
    ownOrigin: proxyUrl,
    newId: () => log.newWitnessId(),
    tell: (id, account) => log.addWitness({ id, ...account }),
    joined: browser => watched.join(browser),
  };
}

function sessionEvent(ports: Ports): SessionEvent {
  const proxy = { name: FORWARD_TAP, url: ports.proxyUrl, target: null };
  return {
    type: 'session',
    protocol: PROTOCOL,
    id: randomUUID(),
    version: version(),
    startedAt: Date.now(),
    taps: [proxy, ...ports.taps],
  };
}

async function openFile(path: string | null, firstLine: string, at: AppendAt): Promise<SessionFile | null> {
  if (path === null) return null;
  try {
    return new SessionFile(path, firstLine, at);
  } catch (error) {
    throw new StartError({ reason: 'session-file', path, detail: (error as Error).message });
  }
}
