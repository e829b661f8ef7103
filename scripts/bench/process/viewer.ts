import { WebSocket } from 'ws';

/** What the dashboard's connection has brought so far; moments are of the system's monotonic clock, in milliseconds. */
export interface ViewerCount {
  readonly exchanges: number;
  readonly lines: number;
  readonly bytes: number;
  readonly at: number;
  readonly openedAt: number;
  readonly lastAt: number;
}

/** A dashboard's client without the dashboard: reads the live stream and parses every line. */
const [url = '', token = ''] = process.argv.slice(2);
const EXCHANGE = 'exchange';
let exchanges = 0;
let lines = 0;
let bytes = 0;
let openedAt = 0;
let lastAt = 0;

const socket = new WebSocket(url, ['corscope.v1', `token.${token}`], { perMessageDeflate: false });
socket.on('open', () => {
  openedAt = now();
});
socket.on('message', (data: Buffer) => {
  bytes += data.length;
  for (const line of data.toString().split('\n')) {
    if (line === '') continue;
    lines += 1;
    const event = JSON.parse(line) as { type: string };
    if (event.type === EXCHANGE) exchanges += 1;
  }
  lastAt = now();
});
socket.on('error', (error: Error) => {
  console.error(`viewer: ${error.message}`);
  process.exit(1);
});

process.on('message', () => {
  process.send?.({ exchanges, lines, bytes, at: now(), openedAt, lastAt } satisfies ViewerCount);
});
process.on('disconnect', () => process.exit());

function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
