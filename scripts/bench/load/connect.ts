import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Target } from './load-job.ts';

export interface Opening {
  ready(socket: Socket): void;
  failed(error: Error): void;
}

/** Opens a connection to the target; through CONNECT and a TLS handshake where it is behind a tunnel. */
export function open({ port, tunnel }: Target, opening: Opening): void {
  const socket = connectTcp({ port, host: '127.0.0.1', noDelay: true });
  socket.once('error', opening.failed);
  socket.once('connect', () => {
    if (tunnel !== null) return enterTunnel(socket, tunnel, opening);
    socket.off('error', opening.failed);
    opening.ready(socket);
  });
}

function enterTunnel(tcp: Socket, { host, port }: { host: string; port: number }, opening: Opening): void {
  tcp.write(`CONNECT ${host}:${port} HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`);
  tcp.once('data', (answer: Buffer) => {
    if (!/^HTTP\/1\.[01] 200/.test(answer.toString('latin1', 0, 12))) {
      opening.failed(new Error(`CONNECT was answered ${answer.toString('latin1', 0, 40)}`));
      return;
    }
    const secure = connectTls({
      socket: tcp,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      // the certificate comes from the subject's own CA, or from the benchmark's upstream
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
    });
    secure.once('error', opening.failed);
    secure.once('secureConnect', () => {
      secure.off('error', opening.failed);
      opening.ready(secure);
    });
  });
}
