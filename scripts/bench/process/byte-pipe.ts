import { connect, createServer } from 'node:net';
import { listenAndSay } from './serve-and-say.ts';

/** The floor: bytes through Node and nothing else. */
const upstreamPort = Number(process.argv[2]);

listenAndSay(
  createServer({ noDelay: true }, client => {
    const upstream = connect({ port: upstreamPort, host: '127.0.0.1', noDelay: true });
    client.pipe(upstream).pipe(client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  }),
);
