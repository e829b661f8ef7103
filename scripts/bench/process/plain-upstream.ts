import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { BODY, CORS_LINES, PREFLIGHT_LINES } from '../upstream/answers.ts';

/** The upstream where there is no nginx: answers each head it sees, and reads no body. */
const ANSWER = answer('200 OK', CORS_LINES, BODY);
const PREFLIGHT = answer('204 No Content', PREFLIGHT_LINES, '');
const OPTIONS = 'O'.charCodeAt(0);

function answer(status: string, lines: readonly (readonly [string, string])[], body: string): Buffer {
  const framing: [string, string][] = body === '' ? [] : [['Content-Length', String(body.length)]];
  const head = [['Content-Type', 'application/json'], ...framing, ...lines].map(line => line.join(': '));
  return Buffer.from(`HTTP/1.1 ${status}\r\n${head.join('\r\n')}\r\n\r\n${body}`, 'latin1');
}

function serve(socket: Socket): void {
  let first: number | undefined;
  let tail = '';
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    first ??= chunk[0];
    tail = (tail + chunk.toString('latin1', Math.max(0, chunk.length - 4))).slice(-4);
    if (tail !== '\r\n\r\n') return;
    socket.write(first === OPTIONS ? PREFLIGHT : ANSWER);
    first = undefined;
  });
}

const [port, tlsPort, key, cert] = process.argv.slice(2);
createServer({ noDelay: true }, serve).listen(Number(port), '127.0.0.1');
if (tlsPort && key && cert) {
  createTlsServer({ key: readFileSync(key), cert: readFileSync(cert), noDelay: true }, serve).listen(
    Number(tlsPort),
    '127.0.0.1',
  );
}
