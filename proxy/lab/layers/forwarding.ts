import { Agent, createServer, type IncomingMessage } from 'node:http';
import { createProxyServer } from 'http-proxy';
import { type Listening, listen } from '../listen.ts';
import type { ProxyHabit } from './habit.ts';
import type { Next } from './next.ts';

export type HabitOf = (request: IncomingMessage) => ProxyHabit | undefined;

/**
 * A gateway or a reverse proxy: an http-proxy with its true habits (lower-case names, header objects), and on a case's
 * route that case's fault.
 */
export async function startForwarding(next: Next, habitOf: HabitOf): Promise<Listening> {
  const agent = new Agent({ keepAlive: true });
  const proxy = createProxyServer({ agent, xfwd: true });
  proxy.on('proxyReq', (asked, request) => habitOf(request)?.ask?.(asked));
  proxy.on('proxyRes', (answer, request) => habitOf(request)?.amend?.(answer.headers, request));
  // One whose app is gone cuts the connection: an answer of its own would be one more thing to explain.
  proxy.on('error', (_error, request) => request.socket.destroy());
  const server = createServer((request, response) => {
    if (habitOf(request)?.answer?.(request, response)) return;
    proxy.web(request, response, { target: next() });
  });
  server.on('upgrade', (request, socket, head) => proxy.ws(request, socket, head, { target: next() }));
  const { port, close } = await listen(server);
  return {
    port,
    async close() {
      await close();
      agent.destroy();
    },
  };
}
