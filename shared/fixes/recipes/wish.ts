import { type Facts, factsOf } from '../../cors/facts.ts';
import { judge } from '../../cors/judge.ts';
import type { Verdict } from '../../cors/verdict.ts';
import { headerNotReadable } from '../../findings/rules/header-not-readable.ts';
import { combinedValue, firstValue, valuesOf } from '../../http/header-line.ts';
import { unsafeHeaderNames } from '../../http/safelisted-request-header.ts';
import { listElements } from '../../http/token-list.ts';
import { type Exchange, exchangeUrl } from '../../trace/exchange.ts';
import type { Journey, Leg } from '../../trace/journey.ts';
import { ownOrigin } from '../../trace/own-origin.ts';
import { preflightQuestion } from '../../trace/preflight.ts';
import { hypothetical } from '../hypothetical.ts';
import { compileFixes } from '../scope.ts';
import type { Remark } from './remark.ts';

/** What one journey wants of the API whose answer it failed at, or came to last; everything as it stood on the wire. */
export interface Wish {
  readonly journey: Journey;
  readonly api: string;
  readonly origin: string;
  readonly url: string;
  readonly method: string;
  readonly requestHeaders: readonly string[];
  /** What the page can read already, and what it wants to. */
  readonly exposedHeaders: readonly string[];
  readonly credentials: Facts['credentials']['mode'];
  /** Each answer says `*`, however often. */
  readonly open: boolean;
  /** Methods and headers that the preflight's answer names. */
  readonly allowed: readonly string[];
}

/** A remark where the journey wants nothing that a policy could give. */
export function wishOf(journey: Journey): Wish | Remark {
  const verdict = judge(journey);
  const leg = journey.legs[isDecided(verdict) ? verdict.leg : journey.legs.length - 1];
  const first = leg?.preflight ?? leg?.request;
  if (leg === undefined || first == null) return { reason: 'not-seen', journey: journey.id };
  const origin = firstValue(first.received.lines, 'Origin');
  if (origin === null || verdict.outcome === 'not-cors') return { reason: 'not-cors', journey: journey.id };
  return {
    journey,
    api: ownOrigin(first),
    origin,
    url: exchangeUrl(first),
    ...askedFor(first),
    exposedHeaders: [...listIn(leg.request, 'Access-Control-Expose-Headers'), ...wantedOf(journey)],
    credentials: factsOf(journey).credentials.mode,
    open: isOpen(leg),
    allowed: [
      ...listIn(leg.preflight, 'Access-Control-Allow-Methods'),
      ...listIn(leg.preflight, 'Access-Control-Allow-Headers'),
    ],
  };
}

/** The headers that pages want to read, if this one may read the answer: those that `*` exposes so far among them. */
function wantedOf(journey: Journey): string[] {
  const unexposed = hypothetical(journey, WITHOUT_EXPOSED);
  const verdict: Verdict = { ...judge(journey), outcome: 'allowed' };
  const hits = headerNotReadable.find({ journey: unexposed, verdict, facts: factsOf(journey) });
  return hits.flatMap(({ values }) => values.names);
}

const WITHOUT_EXPOSED = compileFixes([
  {
    id: 'without-exposed',
    title: 'Expose nothing',
    enabled: true,
    when: {},
    do: [{ op: 'remove', header: 'Access-Control-Expose-Headers' }],
  },
]);

function isDecided({ outcome }: Verdict): boolean {
  return outcome === 'blocked' || outcome === 'depends';
}

/** A preflight says it; without one, the request itself is what a preflight would ask for. */
function askedFor(exchange: Exchange): Pick<Wish, 'method' | 'requestHeaders'> {
  const question = preflightQuestion(exchange);
  if (question !== null) return { method: question.method, requestHeaders: question.headers };
  const { method, lines } = exchange.received;
  return { method, requestHeaders: unsafeHeaderNames(lines) };
}

function isOpen({ preflight, request }: Leg): boolean {
  const answers = [preflight, request].flatMap(exchange => exchange?.delivered ?? []);
  const values = answers.map(({ lines }) => valuesOf(lines, 'Access-Control-Allow-Origin'));
  return values.length > 0 && values.every(each => each.length > 0 && each.every(value => value === '*'));
}

function listIn(exchange: Exchange | null, name: string): string[] {
  const lines = exchange?.delivered?.lines ?? [];
  return listElements(combinedValue(lines, name) ?? '').filter(element => element !== '*');
}
