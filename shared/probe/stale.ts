import { cachedLine } from '../http/cache-word.ts';
import type { LineRef } from '../trace/exchange.ts';
import type { Blamed } from './blame.ts';
import { type Ladder, type LadderRung, reachedRungs, type Told, toldOf, toldTo } from './ladder.ts';
import { ALLOW_CREDENTIALS, ALLOW_ORIGIN, isReadable, valuesIn, variesByOrigin } from './reading.ts';
import { layerName } from './words.ts';

/**
 * How an answer differs from what the layers say now, where only a cache explains it: it names an origin that they do not,
 * it lacks what they say (and says nothing else), or it differs in some other way.
 */
export type Staleness = 'other-origin' | 'lacking' | 'other';

/** Null where the answer is what the layers say now, and where that is not known. */
export function staleness(ladder: Ladder, rung: LadderRung, told: Told): Staleness | null {
  const now = currentAnswer(ladder, rung, told);
  if (now === null) return null;
  const current = valuesIn(now.head, ALLOW_ORIGIN);
  const stored = valuesIn(told.head, ALLOW_ORIGIN);
  const credentials = [now, told].map(({ head }) => valuesIn(head, ALLOW_CREDENTIALS).join());
  if (current.join() === stored.join()) return credentials[0] === credentials[1] ? null : 'other';
  if (stored.some(value => value !== '*' && !current.includes(value))) return 'other-origin';
  return stored.length < current.length ? 'lacking' : 'other';
}

/** A cache says that the answer was stored. */
export function isStored({ head }: Told): boolean {
  return cachedLine(head) !== -1;
}

/**
 * What the layers say now to the same page: at a URL that no cache has seen; where the cache knows that one too, for it
 * leaves the query out of its key, what the layer behind says.
 */
export function currentAnswer(ladder: Ladder, rung: LadderRung, told: Told): Told | null {
  const fresh = rung.told.find(other => isFresh(other) && isSameButForUrl(told, other));
  if (fresh === undefined) return null;
  if (!isStored(fresh)) return fresh;
  if (told.request.kind !== 'request') return null;
  const rungs = reachedRungs(ladder);
  const behind = toldTo(rungs[rungs.indexOf(rung) + 1] ?? null, told.request.question);
  return behind !== null && isStored(told) && !isStored(behind) && isSameButForUrl(told, behind) ? behind : null;
}

/** The page's own request gets such an answer and is refused, where now it would be let in. */
export function isServedNow(ladder: Ladder, rung: LadderRung): boolean {
  return rung.told.some(told => {
    const now = told.request.kind === 'request' ? currentAnswer(ladder, rung, told) : null;
    return now !== null && isReadable(told, ladder.ask) === false && isReadable(now, ladder.ask) === true;
  });
}

/** A cache there gives what it stored a moment ago, for another origin or none, to the page. */
export function mixesOrigins(ladder: Ladder, rung: LadderRung): boolean {
  return rung.told.some(told => told.request.kind.startsWith('after-') && staleness(ladder, rung, told) !== null);
}

/** Points at the line in which a cache says that the answer was stored. */
export function cacheLines({ exchange, head }: Told): LineRef[] {
  const index = cachedLine(head);
  return index === -1 ? [] : [{ exchange: exchange.id, head: 'delivered', index }];
}

/** Rows that fail beside those of the cache: what comes from behind it does not say that it depends on Origin. */
export function varyRows({ layer, inner }: Blamed): string[] {
  return isVaried(inner ?? layer) ? [] : ['cdn.vary'];
}

/** How the cache of a layer is to keep the answers to several origins apart: whether it is told to is seen behind it. */
export function keepApart(ladder: Ladder, { layer, inner }: Blamed): string {
  const name = layerName(ladder, layer);
  if (inner !== null && isVaried(inner)) {
    return `${name} gets \`Vary: Origin\` from ${layerName(ladder, inner)} and does not keep answers apart by it: put Origin into its cache key, or let ${name} add the CORS headers itself, after its cache.`;
  }
  const sender = inner === null ? `what stands behind the cache of ${name}` : layerName(ladder, inner);
  const own = addsVary(layer, inner) ? `, for one that ${name} adds itself comes too late` : '';
  return `Let ${sender} send \`Vary: Origin\` with every answer of this URL, those to requests without Origin included${own}; or put Origin into the cache key of ${name}.`;
}

function addsVary(layer: LadderRung, inner: LadderRung | null): boolean {
  const [outside, inside] = [toldOf(layer, 'fresh'), toldOf(inner, 'fresh')];
  return outside !== null && inside !== null && variesByOrigin(outside) && !variesByOrigin(inside);
}

function isVaried({ told }: LadderRung): boolean {
  const answers = told.filter(({ request: { kind } }) => ['fresh', 'no-origin', 'unknown-origin'].includes(kind));
  return answers.length > 0 && answers.every(variesByOrigin);
}

/** The first origin asks at a URL of its own, and so does the second, before the first one asks there too. */
function isFresh({ request: { kind } }: Told): boolean {
  return kind === 'fresh' || kind === 'other-origin';
}

/** Both are asked with the base method. */
function isSameButForUrl({ request, head }: Told, other: Told): boolean {
  if (request.kind !== 'request' && !request.kind.startsWith('after-')) return false;
  const { origin, method } = other.request;
  return request.origin === origin && request.method === method && head.status === other.head.status;
}
