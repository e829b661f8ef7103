import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { PROTOCOL } from '../../../shared/wire/events.ts';
import type { ExchangeRecord } from '../../../shared/wire/exchange-record.ts';
import { PREFLIGHTED_LINES, requestBytes } from '../load/request-bytes.ts';
import { CORS_LINES, PREFLIGHT_LINES } from '../upstream/answers.ts';

const HOSTS = ['api.example.test', 'auth.example.test', 'cdn.example.test'] as const;
const STEP_MS = 20;
const DAY = Date.UTC(2026, 0, 31, 8);
const FRAMING = ['Server: nginx/1.22.1', 'Content-Type: application/json', 'Content-Length: 1024'] as const;
const CORS = CORS_LINES.map(line => line.join(': '));
const PREFLIGHT = PREFLIGHT_LINES.map(line => line.join(': '));

interface Call {
  readonly method: string;
  readonly status: string;
  readonly lines: readonly string[];
  /** Lines that the page's script added. */
  readonly request?: readonly string[];
}

/** In turn, the exchanges of ten journeys: seven allowed, one of them after a preflight, three blocked in three ways. */
const JOURNEYS: readonly (readonly Call[])[] = [
  [{ method: 'GET', status: '200 OK', lines: CORS }],
  [{ method: 'GET', status: '401 Unauthorized', lines: [] }],
  [{ method: 'GET', status: '200 OK', lines: CORS }],
  [
    { method: 'OPTIONS', status: '204 No Content', lines: PREFLIGHT },
    { method: 'GET', status: '200 OK', lines: CORS, request: PREFLIGHTED_LINES },
  ],
  [{ method: 'GET', status: '200 OK', lines: CORS }],
  [{ method: 'OPTIONS', status: '405 Method Not Allowed', lines: [] }],
  [{ method: 'GET', status: '304 Not Modified', lines: CORS }],
  [{ method: 'GET', status: '200 OK', lines: ['Access-Control-Allow-Origin: https://www.example.test'] }],
  [{ method: 'GET', status: '200 OK', lines: CORS }],
  [{ method: 'POST', status: '201 Created', lines: CORS }],
];

/** Writes a session file of so many journeys, as a run of corscope would leave it; no two ask for the same path. */
export async function writeSession(path: string, journeys: number): Promise<void> {
  const file = createWriteStream(path);
  const first = { type: 'session', seq: 1, protocol: PROTOCOL, id: 'bench', version: '0', startedAt: DAY, taps: [] };
  file.write(`${JSON.stringify(first)}\n`);
  let number = 0;
  for (let journey = 0; journey < journeys; journey += 1) {
    for (const call of JOURNEYS[journey % JOURNEYS.length] ?? []) {
      number += 1;
      const exchange = recordOf(call, number, journey);
      if (!file.write(`${JSON.stringify({ type: 'exchange', seq: number + 1, exchange })}\n`))
        await once(file, 'drain');
    }
  }
  file.end();
  await once(file, 'close');
}

function recordOf({ method, status, lines, request }: Call, number: number, journey: number): ExchangeRecord {
  const authority = HOSTS[journey % HOSTS.length] ?? '';
  const path = `/shops/${journey % 40}/orders/${journey}`;
  return {
    id: `e${number}`,
    tap: 'proxy',
    kind: 'http',
    connection: 1 + (number % 6),
    scheme: 'https',
    authority,
    upstream: { address: '192.0.2.7', port: 443 },
    startedAt: DAY + number * STEP_MS,
    timings: { forwarded: 0.2, returned: 11.5, delivered: 11.7, ended: 12.1 },
    received: requestBytes({ method, path, authority, origin: '' }, request),
    returned: `HTTP/1.1 ${[status, ...FRAMING, ...lines].join('\r\n')}\r\n\r\n`,
    requestBody: { bytes: 0, kept: 0 },
    responseBody: { bytes: 1024, kept: 0 },
    outcome: { kind: 'answered' },
  };
}
