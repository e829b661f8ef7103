import { randomUUID } from 'node:crypto';
import { Correlating } from './correlating.ts';
import { Link, type LinkNews } from './join/link.ts';
import { listen } from './listen.ts';
import { Listeners, urlOf } from './listeners.ts';
import type { TapOption } from './options.ts';
import { isOwnName, outsideAddress } from './own-names.ts';
import { version } from './package-files.ts';
import { EventLog } from './record/event-log.ts';
import { FixStore } from './record/fix-store.ts';
import { RelaySet } from './relay-set.ts';
import { relaySettingsOf, type UpstreamOptions } from './relay-settings-of.ts';
import { authorityOf, type Destination } from './tap/destination.ts';
import { createReverseTap } from './tap/reverse-tap.ts';

const SWEEP_MS = 5_000;

export interface JoinedTapOptions extends UpstreamOptions {
  readonly tap: TapOption;
  /** Address to listen on. */
  readonly host: string;
  /** Where the corscope is that it reports to. */
  readonly join: URL;
  readonly token: string;
  /** Bytes that the record may take in memory: what can be kept while the link is down. */
  readonly memoryBytes: number;
}

/** A tap that runs here and reports to a corscope elsewhere. */
export interface JoinedTap {
  readonly tap: { readonly name: string; readonly url: string; readonly target: string };
  /** Ends it: connections are closed, and what was recorded is reported as far as the link carries it. */
  close(): Promise<void>;
}

/**
 * Starts the tap and joins; where nobody answers yet it is there all the same, and goes on trying. `tell` hears how the
 * link stands. @throws StartError, JoinError
 */
export async function startJoinedTap(options: JoinedTapOptions, tell: (news: LinkNews) => void): Promise<JoinedTap> {
  const { name, target, port } = options.tap;
  const log = new EventLog(options.memoryBytes);
  const fixes = new FixStore(log);
  const correlating = new Correlating(options.host, options.connectTo);
  await correlating.start();
  let listening = 0;
  const isSelf = (to: Destination) => to.port === listening && isOwnName(to.host, options.host);
  const shared = relaySettingsOf(options, null, { log, fixes, correlating });
  const settings = { ...shared, isSelf };
  const relays = new RelaySet();
  const listeners = new Listeners();
  let connections = 0;
  const nextConnection = () => {
    connections += 1;
    return connections;
  };
  const server = listeners.add(createReverseTap({ name, target, settings, nextConnection, relays, contextFor: null }));
  listening = await listen(server, options.host, port, name);
  const tap = { name, url: urlOf(options.host, listening), target: `${target.scheme}://${authorityOf(target)}` };
  // where it listens on every address, the one that means something elsewhere
  const seen = { ...tap, url: urlOf(outsideAddress(options.host) ?? options.host, listening) };
  const link = new Link({
    to: { url: options.join, token: options.token },
    as: { version: version(), session: randomUUID(), tap: seen, prefix: correlating.prefix },
    log,
    fixes,
    tell,
    met: how => correlating.current?.meet({ tap: name, authority: '' }, how),
  });
  await link.open().catch(async error => {
    await listeners.close();
    throw error;
  });
  const sweeper = setInterval(() => relays.sweep(performance.now()), SWEEP_MS).unref();
  return {
    tap,
    async close() {
      clearInterval(sweeper);
      // a relay ends with its client's connection, and its exchange is then recorded: it is reported after that
      await listeners.close();
      await relays.allEnded();
      await link.close();
    },
  };
}
