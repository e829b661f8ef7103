import { Agent, createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createProxyServer } from 'http-proxy';
import type { LeafStore } from '../ca/leaf-store.ts';
import { LAB_CASES } from './cases/index.ts';
import { answerJson, type LabCase } from './lab-case.ts';
import { type Listening, listen, secureServer } from './listen.ts';

export interface LabApi {
  /** What `https://api.lab.test` reaches. */
  readonly gateway: Listening;
  /** Plain HTTP, behind the gateway. */
  readonly app: Listening;
}

/** The lab's API as it stands in production: an app, and a gateway with TLS in front of it. */
export async function startApi(leaves: LeafStore): Promise<LabApi> {
  const app = await listen(createServer(routeToCase));
  const agent = new Agent({ keepAlive: true });
  const gateway = await listen(secureServer(leaves, gatewayBefore(app.port, agent)));
  const close = async () => {
    await gateway.close();
    agent.destroy();
  };
  return { app, gateway: { port: gateway.port, close } };
}

const routeToCase: RequestListener = (request, response) => {
  const labCase = caseOf(request);
  if (labCase) labCase.app(request, response);
  else answerJson(response, 404, { message: 'Not Found' });
};

/** An http-proxy with its true habits (lower-case names, header objects), and on a case's route that case's fault. */
function gatewayBefore(appPort: number, agent: Agent): RequestListener {
  const proxy = createProxyServer({ target: { host: '127.0.0.1', port: appPort }, agent, xfwd: true });
  proxy.on('proxyRes', (answer, request) => caseOf(request)?.gateway?.amend(answer.headers));
  // A gateway whose app is gone cuts the connection: an answer of its own would be one more thing to explain.
  proxy.on('error', (_error, request) => request.socket.destroy());
  return (request, response) => {
    if (caseOf(request)?.gateway?.answer(request, response)) return;
    proxy.web(request, response);
  };
}

function caseOf(request: IncomingMessage): LabCase | undefined {
  const id = request.url?.split('/')[1];
  return LAB_CASES.find(labCase => labCase.id === id);
}
