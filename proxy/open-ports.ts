import type { Socket } from 'node:net';
import type { LeafStore } from './ca/leaf-store.ts';
import { listen, listenFrom } from './listen.ts';
import { Listeners, urlOf } from './listeners.ts';
import { type CorscopeOptions, DEFAULT_PORT } from './options.ts';
import { isOwnName } from './own-names.ts';
import { authorityOf, type Destination } from './tap/destination.ts';
import { createFrontDoor } from './tap/front-door.ts';
import type { Relay } from './tap/relay.ts';
import type { RelaySettings } from './tap/relay-settings.ts';
import { createReverseTap } from './tap/reverse-tap.ts';

/** The listeners of a running corscope. */
export interface Ports {
  readonly port: number;
  readonly proxyUrl: string;
  readonly taps: readonly { readonly name: string; readonly url: string; readonly target: string }[];
  /** From now on `serve` gets the connections that are for corscope itself, paused; until then they wait. */
  serveOwn(serve: (socket: Socket) => void): void;
  /** Listens no more, and ends every connection; resolves once they are gone. */
  close(): Promise<void>;
}

interface Engine {
  readonly settings: Omit<RelaySettings, 'isSelf'>;
  readonly leaves: LeafStore;
  readonly relays: Set<Relay>;
}

/** Opens the proxy's port and every tap's, or none. @throws StartError */
export async function openPorts(options: CorscopeOptions, engine: Engine): Promise<Ports> {
  const listeners = new Listeners();
  const close = () => listeners.close();
  let connections = 0;
  const nextConnection = () => {
    connections += 1;
    return connections;
  };
  const waiting: Socket[] = [];
  let own: (socket: Socket) => void = socket => waiting.push(socket);
  let port = 0;
  const isSelf = (destination: Destination) => destination.port === port && isOwnName(destination.host, options.host);
  const settings = { ...engine.settings, isSelf };
  const front = createFrontDoor({
    settings,
    contextFor: host => engine.leaves.contextFor(host),
    isSelf,
    nextConnection,
    own: socket => own(socket),
    relays: engine.relays,
  });
  try {
    listeners.add(front);
    port = await (options.port === null
      ? listenFrom(front, options.host, DEFAULT_PORT)
      : listen(front, options.host, options.port, null));
    const taps = [];
    for (const tap of options.taps) {
      const contextFor = tap.secure === true ? (host: string) => engine.leaves.contextFor(host) : null;
      const server = createReverseTap({ ...tap, settings, nextConnection, relays: engine.relays, contextFor });
      listeners.add(server);
      const host = tap.listen ?? options.host;
      const tapPort = await listen(server, host, tap.port, tap.name);
      const target = `${tap.target.scheme}://${authorityOf(tap.target)}`;
      taps.push({ name: tap.name, url: urlOf(host, tapPort, tap.secure), target });
    }
    return {
      port,
      proxyUrl: urlOf(options.host, port),
      taps,
      close,
      serveOwn(serve) {
        own = serve;
        waiting.splice(0).forEach(serve);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
