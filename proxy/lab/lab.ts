import type { Ca } from '../ca/ca.ts';
import type { LeafStore } from '../ca/leaf-store.ts';
import type { TapOption } from '../options.ts';
import { LAB_CASES } from './cases/index.ts';
import type { LabCase } from './lab-case.ts';
import { API_HOST, AUTH_HOST, EDGE_HOSTS, PAGE_HOST, PAGE_ORIGIN, WWW_HOST } from './lab-hosts.ts';
import type { Estate } from './layers/estate.ts';
import { LAYERS, type LayerName } from './layers/layers.ts';
import type { Place } from './layers/next.ts';

/** Where the proxy sends what is meant for a host of the lab: names under `.test` are in no DNS. */
export interface LabRoute {
  readonly host: string;
  readonly port: number;
  readonly address: string;
  readonly toPort: number;
}

/** A tap that listens, as corscope says where. */
interface OpenTap {
  readonly name: string;
  readonly url: string;
}

/** The built-in broken site, running. */
export interface Lab {
  /** The taps that are to stand between its layers. */
  readonly taps: readonly TapOption[];
  /** Addresses of its layers from which requests go on to another of its taps. */
  readonly onward: readonly string[];
  /** Sends everything through these taps from now on; returns the ways into the lab. */
  join(taps: readonly OpenTap[]): readonly LabRoute[];
  /** What the proxy must trust to talk to the lab's servers. */
  readonly caPem: string;
  readonly pageUrl: string;
  readonly cases: readonly LabCase[];
  close(): Promise<void>;
}

/** Starts the lab's pages and layers on free loopback ports, with leaves of corscope's own CA. */
export async function startLab(ca: Pick<Ca, 'certPem'>, leaves: LeafStore): Promise<Lab> {
  // Loaded here and not above: http-proxy and the page are nothing that a start without the lab should wait for.
  const [{ startEstate }, { startPages }] = await Promise.all([import('./layers/estate.ts'), import('./page/page.ts')]);
  const [estate, pages] = await Promise.all([startEstate(), startPages(leaves)]);
  const pageRoutes = [PAGE_HOST, WWW_HOST].flatMap(host => [
    routeTo(host, 443, local(pages.secure.port)),
    routeTo(host, 80, local(pages.plain.port)),
  ]);
  return {
    taps: LAYERS.map(layer => tapBefore(layer, estate)),
    onward: ONWARD.map(layer => `http://127.0.0.1:${estate.portOf(layer)}`),
    join: taps => [...pageRoutes, ...joinThrough(estate, taps)],
    caPem: ca.certPem,
    pageUrl: `${PAGE_ORIGIN}/`,
    cases: LAB_CASES,
    async close() {
      await Promise.all([pages.secure.close(), pages.plain.close(), estate.close()]);
    },
  };
}

/** Those that the browser meets first are spoken to in TLS. */
const SECURE: readonly LayerName[] = ['cdn', 'auth'];
const ONWARD: readonly LayerName[] = ['cdn', 'gateway', 'reverse-proxy'];

function tapBefore(layer: LayerName, estate: Estate): TapOption {
  const target = { scheme: 'http', ...local(estate.portOf(layer)) } as const;
  return { name: layer, port: 0, target, secure: SECURE.includes(layer) };
}

function joinThrough(estate: Estate, taps: readonly OpenTap[]): readonly LabRoute[] {
  const placeOf = (layer: LayerName) => placeIn(taps.find(({ name }) => name === layer)?.url ?? '');
  for (const layer of LAYERS) estate.leadThrough(layer, placeOf(layer));
  return [
    ...EDGE_HOSTS.map(host => routeTo(host, 443, placeOf('cdn'))),
    routeTo(API_HOST, 80, placeOf('cdn-http')),
    routeTo(AUTH_HOST, 443, placeOf('auth')),
  ];
}

function placeIn(url: string): Place {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) };
}

function local(port: number): Place {
  return { host: '127.0.0.1', port };
}

function routeTo(host: string, port: number, place: Place): LabRoute {
  return { host, port, address: place.host, toPort: place.port };
}
