import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

/** The shop's chat, a WebSocket at any path: says back what it hears. No browser asks CORS for a WebSocket's leave. */
export function serveChat(server: Server): void {
  const chat = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    chat.handleUpgrade(request, socket, head, client => {
      client.on('message', text => client.send(`You said: ${text.toString()}`));
    });
  });
}
