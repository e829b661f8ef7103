import { originOf } from '../http/url.ts';
import type { ProbeAsk } from '../probe/ask.ts';
import { UNKNOWN_ORIGIN } from '../probe/near-misses.ts';
import { isAskProblems, type RawAsk, readAsk } from '../probe/read-ask.ts';
import { urlOf } from '../probe/request-head.ts';
import type { WrittenError, WrittenPolicy } from './policy-file.ts';

/** One API's policy, ready to be held against a deployment. */
export interface ApiPolicy {
  /** The page's requests that must pass. The first rung is what browsers talk to. */
  readonly ask: ProbeAsk;
  /** Everybody may read: the ask's origin is one that nobody knows. */
  readonly open: boolean;
  readonly denied: readonly string[];
  readonly exposed: readonly string[];
  readonly maxAge: number | null;
  readonly errors: readonly WrittenError[];
  /** A rung's name; null where the file does not say. */
  readonly owner: string | null;
}

export interface PolicyProblem {
  /** Below `apis.N`. */
  readonly member: string;
  readonly value: string;
  readonly expected: string;
}

const MEMBERS: Readonly<Partial<Record<keyof RawAsk, string>>> = { url: 'url', origins: 'origins', via: 'via' };

/** What the schema lets through and is still no policy: all of it, at once. */
export function readApiPolicy(written: WrittenPolicy): ApiPolicy | readonly PolicyProblem[] {
  const { url, via, methods, headers, credentials = false, owner = null, exposed = [], errors = [] } = written;
  const open = written.origins.includes('*');
  const origins = open ? [UNKNOWN_ORIGIN] : written.origins;
  const ask = readAsk({ url, origins, methods, headers, via, credentials, sameUrl: true });
  const denied = written.denied ?? (open ? [] : [UNKNOWN_ORIGIN, 'null'].filter(one => !origins.includes(one)));
  const problems = [
    ...(isAskProblems(ask)
      ? ask.map(problem => ({ ...problem, member: MEMBERS[problem.option] ?? problem.option }))
      : []),
    ...deniedProblems(denied, written.origins, url),
    ...ownerProblems(owner, via ?? []),
    ...(isAskProblems(ask) ? [] : ownOriginProblems(ask)),
    ...(open && credentials ? [STAR_WITH_CREDENTIALS] : []),
  ];
  if (isAskProblems(ask) || problems.length > 0) return problems;
  return { ask, open, denied, exposed, maxAge: written.maxAge ?? null, errors, owner };
}

export function isPolicyProblems(read: ApiPolicy | readonly PolicyProblem[]): read is readonly PolicyProblem[] {
  return Array.isArray(read);
}

const STAR_WITH_CREDENTIALS: PolicyProblem = {
  member: 'origins',
  value: '*',
  expected: 'a list of origins: with credentials no browser takes `*`',
};

/** Read as the origins that are asked from: each must be one, and none of those that are let in. */
function deniedProblems(denied: readonly string[], origins: readonly string[], url: string): PolicyProblem[] {
  const read = readAsk({ url, origins: denied });
  const unread = isAskProblems(read) ? read.filter(({ option }) => option === 'origins') : [];
  const both = denied.filter(one => origins.includes(one) || origins.includes('*'));
  return [
    ...unread.map(({ value, expected }) => ({ member: 'denied', value, expected })),
    ...both.map(value => ({ member: 'denied', value, expected: 'in one list alone: it is among those let in, too' })),
  ];
}

function ownerProblems(owner: string | null, via: readonly string[]): PolicyProblem[] {
  const names = via.map(text => text.replace(/=.*$/s, ''));
  if (owner === null || (names.length > 1 && names.includes(owner))) return [];
  const expected =
    names.length > 1
      ? `one of ${names.join(', ')}`
      : 'told from the others by one address: name the layers with "via", from the browser inwards';
  return [{ member: 'owner', value: owner, expected }];
}

function ownOriginProblems(ask: ProbeAsk): PolicyProblem[] {
  const own = originOf(urlOf(ask));
  const expected = 'an origin other than the API’s own, for which there is no CORS';
  return ask.origins.filter(origin => origin === own).map(value => ({ member: 'origins', value, expected }));
}
