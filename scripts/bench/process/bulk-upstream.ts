import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveAndSay } from './serve-and-say.ts';

/** Large bodies and event streams: `GET /down/BYTES`, `PUT /up`, `GET /events/COUNT/EVERY_MS`. */
const PIECE = Buffer.alloc(64 * 1024, 'x');

function handle(request: IncomingMessage, response: ServerResponse): void {
  const [, what, first = '0', second = '0'] = (request.url ?? '').split('/');
  if (what === 'down') down(response, Number(first));
  else if (what === 'events') events(response, Number(first), Number(second));
  else request.on('end', () => response.end('taken')).resume();
}

function down(response: ServerResponse, bytes: number): void {
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': bytes });
  let left = bytes;
  const more = () => {
    while (left > 0) {
      const piece = left >= PIECE.length ? PIECE : PIECE.subarray(0, left);
      left -= piece.length;
      if (!response.write(piece)) return;
    }
    response.end();
  };
  response.on('drain', more);
  more();
}

function events(response: ServerResponse, count: number, everyMs: number): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  let left = count;
  const timer = setInterval(() => {
    response.write(`data: ${process.hrtime.bigint()}\n\n`);
    left -= 1;
    if (left > 0) return;
    clearInterval(timer);
    response.end();
  }, everyMs);
  response.on('close', () => clearInterval(timer));
}

serveAndSay(handle);
