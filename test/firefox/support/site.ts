import { EventEmitter, once } from 'node:events';
import type { RequestHead } from '../../../shared/http/head.ts';
import { type HeaderLine, hasHeader } from '../../../shared/http/header-line.ts';
import { pageHtml } from './page.ts';
import { type Answered, startRawServer } from './raw-server.ts';
import { type Reported, readReport } from './report.ts';
import { type Answer, PLACE, type Row } from './row.ts';

export interface Site {
  readonly port: number;
  /** What the page reported, a row each. */
  readonly reported: Promise<readonly Reported[]>;
  close(): Promise<void>;
}

const PATIENCE_MS = 90_000;
const HTML: HeaderLine = ['Content-Type', 'text/html; charset=utf-8'];
const NO_CONTENT: Answered = { status: 204, lines: [], body: '' };
const NOT_FOUND: Answer = { status: 404, lines: [] };

/** Serves the page at `/`, and every row's answers at `/ROW/STOP`, whatever the host. */
export async function startSite(rows: readonly Row[]): Promise<Site> {
  const reported: Reported[] = [];
  const complete = new EventEmitter();
  const signal = AbortSignal.timeout(PATIENCE_MS);
  // after that, what there is: the first row that is missing tells where the browser stopped
  const whole = once(complete, 'complete', { signal }).then(
    () => reported,
    () => reported,
  );
  const { port, close } = await startRawServer((request, body) => {
    if (request.target === '/') return { status: 200, lines: [HTML], body: pageHtml(rows) };
    if (request.target !== '/report') return answerOf(rows, request);
    reported.push(readReport(body));
    if (reported.length === rows.length) complete.emit('complete');
    return NO_CONTENT;
  });
  return { port, reported: whole, close };
}

function answerOf(rows: readonly Row[], request: RequestHead): Answered {
  const [, row = '', index] = request.target.split('/');
  const found = rows[Number(row)];
  const stop = index === '1' ? found?.next : found;
  const isPreflight = request.method === 'OPTIONS' && hasHeader(request.lines, 'access-control-request-method');
  const { status, lines } = (isPreflight ? stop?.preflight : stop?.reply) ?? NOT_FOUND;
  return { status, lines: lines.map(([name, value]) => [name, value.replace(PLACE, row)]), body: 'hello' };
}
