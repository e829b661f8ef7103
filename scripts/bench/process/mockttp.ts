import { importPeer } from './import-peer.ts';

interface Mockttp {
  generateCACertificate(): Promise<{ key: string; cert: string }>;
  getLocal(options: { recordTraffic: boolean; https: { key: string; cert: string } }): {
    readonly port: number;
    start(): Promise<void>;
    forAnyRequest(): { thenPassThrough(options: { ignoreHostHttpsErrors: boolean }): Promise<void> };
    on(event: 'request' | 'response', listener: () => void): Promise<void>;
  };
}

const { getLocal, generateCACertificate } = await importPeer<Mockttp>(process.argv[2] ?? '', 'mockttp');
const server = getLocal({ recordTraffic: false, https: await generateCACertificate() });
await server.start();
await server.forAnyRequest().thenPassThrough({ ignoreHostHttpsErrors: true });
// what a tool built on it listens to
await server.on('request', () => undefined);
await server.on('response', () => undefined);
process.stdout.write(`${JSON.stringify({ port: server.port })}\n`);
