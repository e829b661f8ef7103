import { firstValue, hasHeader } from '../../http/header-line.ts';
import { type Exchange, exchangeUrl, isHidden } from '../../trace/exchange.ts';
import { type PreflightQuestion, preflightQuestion } from '../../trace/preflight.ts';
import { type ExchangeRecord, readExchange } from '../exchange-record.ts';

/** An entry on its way to its place. */
export interface Draft {
  readonly record: ExchangeRecord;
  /** The recorder itself calls it a preflight: only Chrome does, and Chrome lists it after its request. */
  readonly marked: boolean;
}

interface Placed extends Draft {
  readonly index: number;
  readonly exchange: Exchange;
  readonly question: PreflightQuestion | null;
}

/**
 * Entries as their messages passed: the file's order, except that a preflight stands before its request. Where that
 * request has no answer of its own, it is left out: the browser never sent it, or hid what came.
 */
export function inWireOrder(drafts: readonly Draft[]): ExchangeRecord[] {
  const placed = drafts.map(placeOf);
  const pairs = pair(placed);
  const moved = new Set([...pairs].filter(([preflight, request]) => isMoved(preflight, request)).map(([, to]) => to));
  return placed.flatMap(at => {
    if (moved.has(at)) return [];
    const request = pairs.get(at);
    if (request === undefined) return [at.record];
    if (isHidden(request.exchange)) return [{ ...at.record, ...askedBy(request) }];
    return isMoved(at, request) ? [at.record, startingAfter(at.record, request.record)] : [at.record];
  });
}

function placeOf(draft: Draft, index: number): Placed {
  const exchange = readExchange(draft.record);
  return { ...draft, index, exchange, question: preflightQuestion(exchange) };
}

/** A request that stood before its preflight, or that is not to be told of. */
function isMoved(preflight: Placed, request: Placed): boolean {
  return request.index < preflight.index || isHidden(request.exchange);
}

/** Requests of one method and URL that have no preflight yet: listed before the place that is looked at, and after it. */
interface Unpaired {
  readonly before: Placed[];
  readonly after: Placed[];
}

/** Each preflight with its request, each request with one preflight at most. */
function pair(placed: readonly Placed[]): Map<Placed, Placed> {
  const unpaired = unpairedByKey(placed);
  const pairs = new Map<Placed, Placed>();
  for (const at of placed) {
    const { question, exchange } = at;
    const requests = unpaired.get(keyOf(question?.method ?? exchange.received.method, exchange));
    if (requests === undefined) continue;
    if (question === null) {
      if (remove(requests.after, at)) requests.before.push(at);
      continue;
    }
    const request = chosen(at, question, requests);
    if (request === undefined) continue;
    pairs.set(at, request);
    if (!remove(requests.after, request)) remove(requests.before, request);
  }
  return pairs;
}

function unpairedByKey(placed: readonly Placed[]): ReadonlyMap<string, Unpaired> {
  const unpaired = new Map<string, Unpaired>();
  for (const at of placed) {
    if (at.question !== null) continue;
    const key = keyOf(at.exchange.received.method, at.exchange);
    const known = unpaired.get(key);
    if (known === undefined) unpaired.set(key, { before: [], after: [at] });
    else known.after.push(at);
  }
  return unpaired;
}

function remove(list: Placed[], one: Placed): boolean {
  const index = list.indexOf(one);
  if (index !== -1) list.splice(index, 1);
  return index !== -1;
}

function chosen(preflight: Placed, question: PreflightQuestion, { before, after }: Unpaired): Placed | undefined {
  const fits = (request: Placed) => answersTo(question, request.exchange);
  const around = () => before.findLast(request => encloses(request, preflight) && fits(request));
  const next = () => after.find(fits);
  return preflight.marked ? (around() ?? next()) : (next() ?? around());
}

/** Chrome's clock for a request starts before its preflight, and ends after it. */
function encloses({ record: request }: Placed, { record: preflight, marked }: Placed): boolean {
  const starts = marked ? request.startedAt <= preflight.startedAt : request.startedAt < preflight.startedAt;
  return starts && endOf(request) >= endOf(preflight);
}

/** Chrome's headers of a request that was never sent are provisional: without Origin and Cookie. */
function answersTo({ origin, headers }: PreflightQuestion, request: Exchange): boolean {
  const lines = request.received.lines;
  const own = firstValue(lines, 'origin');
  if (own !== null && own !== origin) return false;
  return isHidden(request) || headers.every(name => hasHeader(lines, name));
}

function keyOf(method: string, exchange: Exchange): string {
  return `${method} ${exchangeUrl(exchange)}`;
}

function endOf({ startedAt, timings }: ExchangeRecord): number {
  return startedAt + (timings.ended ?? 0);
}

function askedBy({ record }: Placed): Pick<ExchangeRecord, 'asked'> {
  return record.asked === undefined ? {} : { asked: record.asked };
}

/** As sent: when the preflight had been answered. */
function startingAfter(preflight: ExchangeRecord, request: ExchangeRecord): ExchangeRecord {
  const startedAt = Math.max(request.startedAt, preflight.startedAt + (preflight.timings.delivered ?? 0));
  const { forwarded, returned, delivered, ended } = request.timings;
  const since = (time: number | null) => time && Math.max(time - (startedAt - request.startedAt), 0);
  return {
    ...request,
    startedAt,
    timings: {
      forwarded: since(forwarded),
      returned: since(returned),
      delivered: since(delivered),
      ended: since(ended),
    },
  };
}
