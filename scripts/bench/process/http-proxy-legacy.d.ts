/** http-proxy 1.18.1 has no types of its own; this is what the yardsticks use of it. */
declare module 'http-proxy-legacy' {
  import type { Agent, IncomingMessage, ServerResponse } from 'node:http';

  export interface Proxy {
    web(request: IncomingMessage, response: ServerResponse): void;
    on(event: 'error', listener: (error: Error, request: IncomingMessage, response: ServerResponse) => void): void;
  }

  const library: { createProxyServer(options: { target: string; agent?: Agent }): Proxy };
  // biome-ignore lint/style/noDefaultExport: what a CommonJS module is to an import
  export default library;
}
