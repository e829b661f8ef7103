import { hintsOf } from '../../cors/judge-hints.ts';
import { readTrip, type TripLeg } from '../../cors/trip.ts';
import { indexesOf } from '../../http/header-line.ts';
import { unsafeHeaderNames } from '../../http/safelisted-request-header.ts';
import type { Exchange, HeadName, LineRef } from '../../trace/exchange.ts';
import { finalExchange } from '../final-exchange.ts';
import type { Subject } from '../rule.ts';
import type { Decide } from './row.ts';

/*
 * What a journey must hold to decide a row. Each gives the lines that were read, so that a row that passes has its
 * evidence as well; an empty list where what decides it is a status or that a message was sent.
 */

export const never: Decide = () => null;

/** Points at the lines of these names. */
export function lines(exchange: Exchange, head: HeadName, ...names: readonly string[]): LineRef[] {
  const list = exchange[head]?.lines ?? [];
  return names.flatMap(name => indexesOf(list, name)).map(index => ({ exchange: exchange.id, head, index }));
}

/** The answer that the page would get, of a request to another origin. */
export function finalAnswer(read: (exchange: Exchange, subject: Subject) => readonly LineRef[] | null): Decide {
  return subject => {
    const exchange = finalExchange(subject.journey);
    return exchange === null || !isCrossOrigin(subject) ? null : read(exchange, subject);
  };
}

/** A preflight that was answered. */
export function preflightAnswer(read: (exchange: Exchange, subject: Subject) => readonly LineRef[] | null): Decide {
  return subject => {
    const answered = subject.journey.legs.find(({ preflight }) => preflight?.delivered != null)?.preflight ?? null;
    return answered === null ? null : read(answered, subject);
  };
}

/** The same, where the request goes with credentials. */
export function withCredentials(decide: Decide): Decide {
  return subject => (subject.facts.credentials.mode === 'include' ? decide(subject) : null);
}

/** An answer with an error status, to another origin, that says who may read it. */
export function errorAnswer(from: number, to: number): Decide {
  return finalAnswer(exchange => {
    const status = exchange.delivered?.status ?? 0;
    const found = lines(exchange, 'delivered', 'Access-Control-Allow-Origin');
    return status >= from && status <= to && found.length > 0 ? found : null;
  });
}

/** A redirect that was followed or refused. */
export const redirected: Decide = ({ journey }) => {
  const found = legsOf(journey).find(({ redirect }) => redirect !== null);
  const request = found?.leg.request ?? null;
  return request === null ? null : lines(request, 'delivered', 'Location');
};

/** Headers of a request that only a preflight may allow. */
export function unsafeLines(subject: Subject): readonly LineRef[] | null {
  const request = legsOf(subject.journey).find(({ leg }) => leg.request !== null)?.leg.request ?? null;
  if (request === null || !isCrossOrigin(subject)) return null;
  const names = unsafeHeaderNames(request.received.lines);
  return names.length === 0 ? null : lines(request, 'received', ...names);
}

/** Taps on the way saw the answer of more than one layer. */
export const followed: Decide = ({ journey }) => (journey.trails === undefined ? null : []);

export function isCrossOrigin({ facts }: Subject): boolean {
  return facts.pageOrigin !== null && facts.pageOrigin !== facts.apiOrigin;
}

export function legsOf(journey: Subject['journey']): readonly TripLeg[] {
  return readTrip(journey, hintsOf(journey)).legs;
}
