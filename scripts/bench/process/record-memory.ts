import { built } from '../ground/dist.ts';
import { requestBytes } from '../load/request-bytes.ts';
import { BODY, CORS_LINES } from '../upstream/answers.ts';

/** What the memory section reads; megabytes. */
export interface RecordMemory {
  readonly wireBytes: number;
  readonly recordedMb: number;
  /** After ten times as many as fit. */
  readonly boundedMb: number;
  readonly limitMb: number;
}

const { EventLog } = await built<typeof import('../../../proxy/record/event-log.ts')>('proxy/record/event-log.js');
const { capture } = await built<typeof import('../../../proxy/record/recording.ts')>('proxy/record/recording.js');

const MEGABYTE = 1024 ** 2;
const COUNT = 10_000;
const LIMIT_MB = 64;
const VIA = { tap: 'bench', kind: 'http', connection: 1, scheme: 'http', authority: '127.0.0.1' } as const;
const HEAD = [
  'HTTP/1.1 200 OK',
  'Server: nginx/1.22.1',
  'Date: Sun, 22 Nov 2026 10:00:00 GMT',
  'Content-Type: application/json',
  `Content-Length: ${BODY.length}`,
  'Connection: keep-alive',
  ...CORS_LINES.map(line => line.join(': ')),
].join('\r\n');
const RESPONSE = `${HEAD}\r\n\r\n`;
const WIRE_BYTES = 2_076;
const REQUEST = requestOf(WIRE_BYTES - RESPONSE.length - BODY.length);

/** As a relay does it: fresh chunks from the sockets, heads and bodies by reference, then the end. */
function recordOne(log: InstanceType<typeof EventLog>): void {
  const recording = log.begin(VIA, Buffer.from(REQUEST, 'latin1'));
  recording.forwarded = recording.received;
  recording.returned = Buffer.from(RESPONSE, 'latin1');
  recording.delivered = recording.returned;
  const body = Buffer.from(BODY, 'latin1');
  capture(recording.responseBody, body, 0, body.length, MEGABYTE);
  recording.outcome = { kind: 'answered' };
  log.finish(recording);
}

function usedMb(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MEGABYTE;
}

// code and feedback of the engine are not the record's
recordMany(new EventLog(LIMIT_MB * MEGABYTE), 200);
const before = usedMb();
const log = new EventLog(LIMIT_MB * MEGABYTE);
recordMany(log, COUNT);
const recordedMb = usedMb() - before;
recordMany(log, COUNT * 25);
const figures: RecordMemory = {
  wireBytes: REQUEST.length + RESPONSE.length + BODY.length,
  recordedMb,
  boundedMb: usedMb() - before,
  limitMb: LIMIT_MB,
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
// until here the record must live
log.clear();

function recordMany(target: InstanceType<typeof EventLog>, count: number): void {
  for (let index = 0; index < count; index += 1) recordOne(target);
}

/** w1's request, with a cookie that makes up the length. */
function requestOf(length: number): string {
  const parts = { method: 'GET', path: '/orders/7', authority: '127.0.0.1:8080', origin: '' };
  const short = requestBytes(parts, ['Cookie: session=']);
  return requestBytes(parts, [`Cookie: session=${'7'.repeat(length - short.length)}`]);
}
