import { hasHeader } from '../http/header-line.ts';
import { createTextTable, oneText } from '../http/text-table.ts';
import type { CredentialsMode } from '../trace/asked.ts';
import { exchangeRoot, exchangeTarget } from '../trace/exchange.ts';
import type { Journey, Leg } from '../trace/journey.ts';
import { pageOriginOf, type Witness } from '../trace/witness.ts';
import { isCovered } from './cached-preflight.ts';
import { includeEvidence } from './credentials-evidence.ts';
import { possibilities } from './judge.ts';
import { hintsOf, type JudgeHints } from './judge-hints.ts';
import { onlyWord, ownOriginOf } from './on-word.ts';
import { readTrip, type Trip } from './trip.ts';

/** The five facts, captured for every journey before anything else. */
export interface Facts {
  /** The Origin header's word, or the target's own origin where a same-origin request had none; null where nothing says it. */
  readonly pageOrigin: string | null;
  readonly apiOrigin: string;
  /** As the page asked, before any redirect changed it. */
  readonly method: string;
  readonly url: string;
  readonly credentials: {
    /** `same-origin` also stands for `omit` where all that is known is that it was not `include`. */
    readonly mode: CredentialsMode | 'unknown';
    /** A Cookie header was sent. */
    readonly cookies: boolean;
    readonly authorization: boolean;
  };
  readonly preflight: 'sent' | 'cached' | 'not-needed' | 'missing';
}

/** Of a hundred thousand reports most name one of a few. */
const ORIGINS = createTextTable();
const CREDENTIALS = new Map<string, Facts['credentials']>();

export function factsOf(journey: Journey, hints: JudgeHints = hintsOf(journey)): Facts {
  const word = onlyWord(journey);
  if (word !== null) return factsOnWord(word);
  const trip = readTrip(journey, hints);
  const first = trip.legs[0];
  return {
    pageOrigin: trip.pageOrigin,
    apiOrigin: ORIGINS.text(first?.ownOrigin ?? ''),
    method: methodOf(trip),
    url: first === undefined ? '' : oneText(exchangeRoot(first.first), exchangeTarget(first.first)),
    credentials: credentialsOf(
      hints.credentials ?? modeOf(journey, trip, hints),
      isSent(trip, 'cookie'),
      isSent(trip, 'authorization'),
    ),
    preflight: preflightOf(trip),
  };
}

function factsOnWord(witness: Witness): Facts {
  const { method, url, asked, cookies } = witness;
  return {
    pageOrigin: pageOriginOf(witness),
    apiOrigin: ownOriginOf(witness),
    method,
    url,
    credentials: { mode: asked.credentials ?? 'unknown', cookies: cookies.sent.length > 0, authorization: false },
    preflight: 'not-needed',
  };
}

function methodOf(trip: Trip): string {
  const first = trip.legs[0];
  if (first === undefined) return '';
  return first.leg.request?.received.method ?? first.question?.method ?? first.first.received.method;
}

/** One of each kind. */
function credentialsOf(mode: Facts['credentials']['mode'], cookies: boolean, authorization: boolean) {
  const kind = `${mode} ${cookies} ${authorization}`;
  const credentials = CREDENTIALS.get(kind) ?? { mode, cookies, authorization };
  CREDENTIALS.set(kind, credentials);
  return credentials;
}

/** What the headers do not prove, the course of the messages may. */
function modeOf(journey: Journey, trip: Trip, hints: JudgeHints): CredentialsMode | 'unknown' {
  const proven = includeEvidence(trip, hints);
  if (proven !== null) return proven ? 'include' : 'same-origin';
  if (!trip.legs.some(leg => leg.crossOrigin)) return 'unknown';
  const possible = possibilities(journey, hints);
  const include = possible[0]?.premise.include ?? false;
  if (possible.some(({ premise }) => premise.include !== include)) return 'unknown';
  return include ? 'include' : 'same-origin';
}

function isSent(trip: Trip, name: string): boolean {
  return trip.legs.some(({ leg }) => leg.request !== null && hasHeader(leg.request.received.lines, name));
}

function preflightOf(trip: Trip): Facts['preflight'] {
  if (trip.legs.some(({ leg }) => leg.preflight !== null)) return 'sent';
  if (trip.mode !== null && trip.mode !== 'cors') return 'not-needed';
  if (trip.legs.some(({ leg }) => isAnsweredFromCache(leg))) return 'cached';
  return trip.legs.some(leg => leg.preflightMissing) ? 'missing' : 'not-needed';
}

/** Without knowing of credentials, what `*` covers counts as covered. */
function isAnsweredFromCache({ cachedPreflight, request }: Leg): boolean {
  return cachedPreflight !== null && request !== null && isCovered(cachedPreflight, request, false);
}
