import { writeRequestHead } from '../../shared/http/head.ts';
import type { Sent } from '../../shared/probe/probe-exchange.ts';
import type { ProbeRequest } from '../../shared/probe/probe-request.ts';
import type { Outcome, UpstreamAddress } from '../../shared/trace/exchange.ts';
import type { Destination } from '../tap/destination.ts';
import { type DialFailure, type DialSettings, dial, dialFailure, upstreamOf } from '../tap/dial.ts';
import { MessageReader } from '../tap/message-reader.ts';
import { AnswerNotes } from './answer-notes.ts';

const HEAD_LIMIT = 256 * 1024;

/** Of a body no more is read: a probe is about heads. */
const BODY_LIMIT = 64 * 1024;

/** How a request reaches its rung. */
export interface Route {
  /** For SNI and for the certificate's name: what the URL says. */
  readonly destination: Destination;
  /** Its rules lead to the rung's address. */
  readonly dial: DialSettings;
}

/**
 * Sends one request on a connection of its own, and reads its answer as it stands on the wire. What the network does is
 * evidence: the promise is never refused.
 */
export function sendRequest({ head }: ProbeRequest, route: Route, timeoutMs: number): Promise<Sent> {
  return new Promise(resolve => {
    const begun: Begun = { startedAt: Date.now(), clock: performance.now(), upstream: null, forwarded: null };
    // the first call counts: a promise is resolved once
    const finish = (failure: DialFailure | null) => {
      clearTimeout(timer);
      resolve(sentOf(begun, notes, failure));
      socket.destroy();
    };
    const notes = new AnswerNotes(head.method, BODY_LIMIT, finish);
    const reader = new MessageReader(notes, HEAD_LIMIT);
    const socket = dial(route.destination, route.dial, () => {
      begun.upstream = upstreamOf(socket);
      begun.forwarded = performance.now() - begun.clock;
      socket.write(Buffer.from(writeRequestHead(head), 'latin1'));
    });
    const timer = setTimeout(() => finish(tooLate(begun, timeoutMs)), timeoutMs);
    socket.on('data', (chunk: Buffer) => void reader.read(chunk));
    socket.on('end', () => {
      reader.close();
      finish(reader.untilClose && notes.returned !== null ? null : CLOSED);
    });
    socket.on('error', error => finish(dialFailure(error)));
    socket.on('close', () => finish(CLOSED));
  });
}

/** A request on its way. Times as Sent has them, `clock` in the process's own. */
interface Begun {
  readonly startedAt: number;
  readonly clock: number;
  upstream: UpstreamAddress | null;
  forwarded: number | null;
}

function sentOf(
  { startedAt, clock, upstream, forwarded }: Begun,
  notes: AnswerNotes,
  failure: DialFailure | null,
): Sent {
  const { interim, responseTrailers, bodyBytes, errorStart, problems } = notes;
  const returned = notes.returnedAt === null ? null : notes.returnedAt - clock;
  return {
    upstream,
    startedAt,
    timings: { forwarded, returned, delivered: returned, ended: performance.now() - clock },
    returned: notes.returned,
    interim,
    responseTrailers,
    bodyBytes,
    errorStart,
    outcome: outcomeOf(failure, notes),
    problems,
  };
}

const CLOSED: DialFailure = { reason: 'reset', detail: 'the connection was closed' };

/** A connection that stands and says nothing is not one that never came about. */
function tooLate({ upstream }: Begun, timeoutMs: number): DialFailure {
  const detail = upstream === null ? `no connection within ${timeoutMs} ms` : `no response within ${timeoutMs} ms`;
  return { reason: 'timeout', detail };
}

/** Lost in the middle of the answer, it was cut. */
function outcomeOf(failure: DialFailure | null, { returned }: AnswerNotes): Outcome {
  if (failure === null) return { kind: 'answered' };
  const reason = failure.reason === 'reset' && returned !== null ? 'cut' : failure.reason;
  return { kind: 'failed', reason, detail: failure.detail };
}
