import type { Journey } from '../../trace/journey.ts';
import { commonPrefix } from './path-prefix.ts';
import { isExactOrigin, isHeaderName, isMethod, type Policy } from './policy.ts';
import type { Remark } from './remark.ts';
import { type Wish, wishOf } from './wish.ts';

export interface PolicyReading {
  /** Null where nothing that was asked can be allowed. */
  readonly policy: Policy | null;
  /** What of the journeys did not go into it, and what its reader should decide. */
  readonly remarks: readonly Remark[];
  /** Those that went into it. */
  readonly journeys: readonly Journey[];
}

/** Ten minutes: long enough to spare most preflights, short enough that a change is soon seen. */
const MAX_AGE = 600;
/** Where an application often listens; recipes say that it is to be put in. */
const UPSTREAM = '127.0.0.1:8080';
/** As people list them. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * The smallest policy under which these journeys pass, of the API that the first of them was refused by. Made of nothing
 * but what they asked for, and never an unsafe one: origins are named, but for an API that answers everybody with `*` and
 * sees no credentials.
 */
export function policyOf(journeys: readonly Journey[]): PolicyReading {
  const read = journeys.map(wishOf);
  const all = read.filter(isWish);
  const wishes = all.filter(({ api }) => api === all[0]?.api);
  const remarks = [...read.filter(isRemark), ...all.flatMap(wish => oddities(wish, wishes[0]?.api))];
  const granted = wishes.filter(({ origin, method }) => isExactOrigin(origin) && isMethod(method));
  const policy = policyFor(granted);
  return {
    policy,
    remarks: distinct([...remarks, ...(policy === null ? [] : decisions(wishes, policy))]),
    journeys: granted.map(({ journey }) => journey),
  };
}

function isWish(read: Wish | Remark): read is Wish {
  return !isRemark(read);
}

function isRemark(read: Wish | Remark): read is Remark {
  return 'reason' in read;
}

function policyFor(wishes: readonly Wish[]): Policy | null {
  const api = wishes[0]?.api;
  if (api === undefined) return null;
  const terms = {
    api,
    pathPrefix: commonPrefix(wishes.map(({ url }) => url.slice(api.length))),
    upstream: UPSTREAM,
    methods: inOrder(distinct(wishes.map(({ method }) => method))),
    requestHeaders: headerNames(wishes.flatMap(({ requestHeaders }) => requestHeaders)),
    exposedHeaders: headerNames(wishes.flatMap(({ exposedHeaders }) => exposedHeaders)),
    maxAge: MAX_AGE,
  };
  const credentials = wishes.some(wish => wish.credentials === 'include' || wish.credentials === 'unknown');
  if (!credentials && wishes.every(({ open }) => open)) return { ...terms, origins: 'any', credentials };
  return { ...terms, origins: distinct(wishes.map(({ origin }) => origin)), credentials };
}

/** What of a wish is not granted. */
function oddities({ api, origin, url, method, requestHeaders }: Wish, granted: string | undefined): Remark[] {
  if (api !== granted) return [{ reason: 'other-api', api }];
  if (origin === 'null') return [{ reason: 'null-origin', url }];
  if (!isExactOrigin(origin)) return [{ reason: 'no-origin', origin }];
  if (!isMethod(method)) return [{ reason: 'no-method', method }];
  return requestHeaders.filter(name => !isHeaderName(name)).map(header => ({ reason: 'no-header', header }));
}

function decisions(wishes: readonly Wish[], { api, credentials, methods, requestHeaders }: Policy): Remark[] {
  const unknown = credentials && !wishes.some(wish => wish.credentials === 'include');
  const asked = [...methods, ...requestHeaders].map(name => name.toLowerCase());
  const names = distinct(wishes.flatMap(({ allowed }) => allowed)).filter(name => !asked.includes(name.toLowerCase()));
  return [
    ...(unknown ? [{ reason: 'credentials-unknown', api } as const] : []),
    ...(names.length > 0 ? [{ reason: 'more-was-allowed', names } as const] : []),
  ];
}

function headerNames(names: readonly string[]): string[] {
  return distinct(names.map(name => name.toLowerCase()))
    .filter(isHeaderName)
    .sort();
}

function inOrder(methods: readonly string[]): string[] {
  const place = (method: string) => (METHODS.indexOf(method) + METHODS.length + 1) % (METHODS.length + 1);
  return methods.toSorted((a, b) => place(a) - place(b));
}

/** The first of those that are equal, as data. */
function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map(item => [JSON.stringify(item), item] as const).toReversed()).values()].toReversed();
}
