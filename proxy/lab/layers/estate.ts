import { createServer, type IncomingMessage } from 'node:http';
import { LAB_CASES } from '../cases/index.ts';
import { caseIdOf, type Handler, type LabFaults } from '../lab-case.ts';
import { type Listening, listen } from '../listen.ts';
import { serveChat } from '../shop/chat.ts';
import { shop } from '../shop/shop.ts';
import { auth } from './auth.ts';
import { startCdn } from './cdn.ts';
import { startForwarding } from './forwarding.ts';
import { LAYERS, type LayerName } from './layers.ts';
import type { Place } from './next.ts';
import { startUpgrade } from './upgrade-to-https.ts';

/** What stands behind `https://api.lab.test`: CDN, gateway, reverse proxy and app, each a server of its own. */
export interface Estate {
  /** Each layer's own port, plain HTTP. */
  portOf(layer: LayerName): number;
  /** From now on what is sent to a layer by the one in front of it goes to this place. */
  leadThrough(layer: LayerName, place: Place): void;
  close(): Promise<void>;
}

/** Starts every layer on a free loopback port, each leading straight to the next. */
export async function startEstate(): Promise<Estate> {
  const places = new Map<LayerName, Place>();
  const leadsTo = (layer: LayerName) => () => places.get(layer) ?? { host: '127.0.0.1', port: 0 };
  const started: Record<LayerName, Listening> = {
    cdn: await startCdn(leadsTo('gateway'), request => faultsOf(request).cdn),
    gateway: await startForwarding(leadsTo('reverse-proxy'), request => faultsOf(request).gateway),
    'reverse-proxy': await startForwarding(leadsTo('app'), request => faultsOf(request).proxy),
    app: await startApp(),
    auth: await listen(createServer(routed(faults => faults.auth, auth))),
    'cdn-http': await startUpgrade(),
  };
  for (const layer of LAYERS) places.set(layer, { host: '127.0.0.1', port: started[layer].port });
  return {
    portOf: layer => started[layer].port,
    leadThrough: (layer, place) => void places.set(layer, place),
    async close() {
      await Promise.all(LAYERS.map(layer => started[layer].close()));
    },
  };
}

async function startApp(): Promise<Listening> {
  const server = createServer(routed(faults => faults.app, shop()));
  serveChat(server);
  return listen(server);
}

const NO_FAULTS: LabFaults = {};
const FAULTS: ReadonlyMap<string, LabFaults> = new Map(LAB_CASES.map(({ id, faults }) => [id, faults]));

function faultsOf(request: Pick<IncomingMessage, 'url'>): LabFaults {
  return FAULTS.get(caseIdOf(request)) ?? NO_FAULTS;
}

function routed(faulty: (faults: LabFaults) => Handler | undefined, sound: Handler): Handler {
  return (request, response) => (faulty(faultsOf(request)) ?? sound)(request, response);
}
