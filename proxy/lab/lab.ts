import type { Ca } from '../ca/ca.ts';
import type { LeafStore } from '../ca/leaf-store.ts';
import { LAB_CASES } from './cases/index.ts';
import { API_HOST, type LabCase, PAGE_HOST, PAGE_ORIGIN } from './lab-case.ts';

/** Where the proxy sends what is meant for a host of the lab: names under `.test` are in no DNS. */
export interface LabRoute {
  readonly host: string;
  readonly port: number;
  readonly address: string;
  readonly targetPort: number;
}

/** The built-in broken site, running. */
export interface Lab {
  readonly routes: readonly LabRoute[];
  /** What the proxy must trust to talk to the lab's servers. */
  readonly caPem: string;
  readonly pageUrl: string;
  readonly cases: readonly LabCase[];
  close(): Promise<void>;
}

/** Starts the lab's page and API on free loopback ports, with leaves of corscope's own CA. */
export async function startLab(ca: Pick<Ca, 'certPem'>, leaves: LeafStore): Promise<Lab> {
  // Loaded here and not above: http-proxy and the page are nothing that a start without the lab should wait for.
  const [{ startApi }, { startPage }] = await Promise.all([import('./api.ts'), import('./page.ts')]);
  const [api, page] = await Promise.all([startApi(leaves), startPage(leaves)]);
  return {
    routes: [routeTo(PAGE_HOST, page.port), routeTo(API_HOST, api.gateway.port)],
    caPem: ca.certPem,
    pageUrl: `${PAGE_ORIGIN}/`,
    cases: LAB_CASES,
    async close() {
      await Promise.all([page.close(), api.gateway.close(), api.app.close()]);
    },
  };
}

function routeTo(host: string, targetPort: number): LabRoute {
  return { host, port: 443, address: '127.0.0.1', targetPort };
}
