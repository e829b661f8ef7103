import type { IncomingMessage, ServerResponse } from 'node:http';
import { importPeer } from './import-peer.ts';
import { serveAndSay } from './serve-and-say.ts';

interface Httpxy {
  createProxyServer(options: { target: string }): {
    web(request: IncomingMessage, response: ServerResponse): Promise<void>;
  };
}

const [upstreamPort, folder = ''] = process.argv.slice(2);
const { createProxyServer } = await importPeer<Httpxy>(folder, 'httpxy');
// its default agent keeps connections alive
const proxy = createProxyServer({ target: `http://127.0.0.1:${upstreamPort}` });

serveAndSay((request, response) => {
  proxy.web(request, response).catch(() => response.destroy());
});
