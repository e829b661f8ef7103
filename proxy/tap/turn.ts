import type { Fix } from '../../shared/fixes/fix.ts';
import { parseRequestHead, type RequestHead } from '../../shared/http/head.ts';
import { firstValue } from '../../shared/http/header-line.ts';
import type { Recording } from '../record/recording.ts';
import type { Following } from './hop.ts';
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
  /** The answer's body is not the client's: the head that was delivered has none. */
  bodiless: boolean;
  /** A fix has a redirect followed. */
  following: Following | null;
}

const NO_FIXES: readonly Fix[] = [];

export function beginTurn(
  recording: Recording,
  start: RequestStart,
  inspection: HeadInspection,
  settings: RelaySettings,
): Turn {
  const matcher = start.method === '' ? null : settings.fixes();
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
    bodiless: false,
    following: null,
  };
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
  return { tap: recording.via.tap, url: urlOf(recording, received), received };
}

/** The absolute URL that the client asked for, as `exchangeUrl` says it. */
export function urlOf({ via: { scheme, authority } }: Recording, { target }: RequestHead): string {
  return `${scheme}://${authority}${target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '') || '/'}`;
}
