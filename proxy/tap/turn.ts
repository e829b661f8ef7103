import { answerOf, applyToResponse } from '../../shared/fixes/apply.ts';
import type { Fix } from '../../shared/fixes/fix.ts';
import { parseRequestHead, parseResponseHead, type RequestHead, writeResponseHead } from '../../shared/http/head.ts';
import { firstValue } from '../../shared/http/header-line.ts';
import type { Recording } from '../record/recording.ts';
import type { HeadInspection } from './inspect-head.ts';
import type { RelaySettings } from './relay-settings.ts';
import type { RequestStart } from './start-line.ts';

/** One request and its answer on a relay, while they pass. */
export interface Turn {
  readonly recording: Recording;
  readonly method: string;
  /** The client asked for the connection to end with this answer (RFC 9112 §9.6). */
  readonly closes: boolean;
  /** The switched-on fixes in whose scope the request is. */
  readonly fixes: readonly Fix[];
  /** Parsed only where a fix may need it. */
  readonly request: RequestHead | null;
  requestDone: boolean;
  responseDone: boolean;
  /** corscope answers itself: the request's body goes nowhere. */
  answered: boolean;
}

const NO_FIXES: readonly Fix[] = [];

export function beginTurn(
  recording: Recording,
  start: RequestStart,
  inspection: HeadInspection,
  settings: RelaySettings,
): Turn {
  const matcher = settings.fixes();
  const request = matcher === null ? null : parseRequestHead(recording.received.toString('latin1'));
  const fixes = matcher === null || request === null ? NO_FIXES : matcher(siteOf(recording, request));
  recording.addProblems(inspection.problems);
  return {
    recording,
    method: start.method,
    closes: start.version === 'HTTP/1.0' || saysClose(inspection.connection),
    fixes,
    request,
    requestDone: false,
    responseDone: false,
    answered: false,
  };
}

/** The head that a fix answers this preflight with, or null. */
export function fixedAnswer(turn: Turn): Buffer | null {
  if (turn.request === null || turn.fixes.length === 0) return null;
  const answer = answerOf(turn.fixes, turn.request);
  if (answer === null) return null;
  turn.recording.addFixes(answer.applied);
  return Buffer.from(writeResponseHead(answer.head), 'latin1');
}

/** The head to deliver: the very same bytes where no fix changes anything. */
export function fixedHead(turn: Turn, bytes: Buffer, text: string): Buffer {
  if (turn.request === null || turn.fixes.length === 0) return bytes;
  const before = parseResponseHead(text);
  const { head, applied } = applyToResponse(turn.fixes, turn.request, before);
  if (head === before) return bytes;
  turn.recording.addFixes(applied);
  return Buffer.from(writeResponseHead(head), 'latin1');
}

/** A page load: the one case where a person, not a script, reads the answer. */
export function isNavigation(received: Buffer): boolean {
  const { method, lines } = parseRequestHead(received.toString('latin1'));
  return (
    method === 'GET' &&
    firstValue(lines, 'Sec-Fetch-Mode') === 'navigate' &&
    firstValue(lines, 'Sec-Fetch-Dest') === 'document'
  );
}

function saysClose(connection: string | null): boolean {
  return connection !== null && /(?:^|,)\s*close\s*(?:,|$)/i.test(connection);
}

function siteOf(recording: Recording, received: RequestHead) {
  const { tap, scheme, authority } = recording.via;
  const path = received.target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  return { tap, url: `${scheme}://${authority}${path}`, received };
}
