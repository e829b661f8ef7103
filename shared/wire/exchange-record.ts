import { parseLines, parseRequestHead, parseResponseHead, type RequestHead, type ResponseHead } from '../http/head.ts';
import { ownText, type TextTable } from '../http/text-table.ts';
import type { Asked } from '../trace/asked.ts';
import type { BodySize, Exchange, Outcome, SyntaxProblem, Timings, UpstreamAddress } from '../trace/exchange.ts';
import type { FollowedHop, OwnChange } from '../trace/own-change.ts';

/**
 * An Exchange as it travels and is saved. Heads are latin-1 text exactly as on the wire, so nothing can be joined, sorted
 * or re-cased between socket and screen. `forwarded` and `delivered` are absent where the head passed unchanged (the
 * common case), and null where nothing was sent; the other optional members are absent where empty.
 */
export interface ExchangeRecord {
  readonly id: string;
  readonly tap: string;
  readonly kind: 'http' | 'tunnel';
  readonly connection: number;
  readonly scheme: 'http' | 'https';
  readonly authority: string;
  readonly upstream: UpstreamAddress | null;
  readonly startedAt: number;
  readonly timings: Timings;
  readonly received: string;
  readonly forwarded?: string | null;
  readonly returned: string | null;
  readonly delivered?: string | null;
  readonly interim?: readonly string[];
  readonly requestTrailers?: string;
  readonly responseTrailers?: string;
  readonly requestBody: BodySize;
  readonly responseBody: BodySize;
  readonly errorStart?: string;
  readonly outcome: Outcome;
  readonly problems?: readonly SyntaxProblem[];
  readonly fixes?: readonly string[];
  readonly changes?: readonly OwnChange[];
  readonly followed?: readonly HopRecord[];
  readonly asked?: Asked;
}

/** A FollowedHop with its heads as text. */
export interface HopRecord extends Omit<FollowedHop, 'forwarded' | 'returned'> {
  readonly forwarded: string;
  readonly returned: string | null;
}

const NONE: readonly never[] = [];

/**
 * `table`: for who keeps many exchanges. Written out member by member: spread from its record, each exchange got a hidden
 * class of its own from V8, a fifth of what a session's exchanges took.
 */
export function readExchange(record: ExchangeRecord, table: TextTable | null = null): Exchange {
  const request = (text: string) => asRequest(text, table);
  const response = (text: string) => asResponse(text, table);
  const same = <Value extends object | null>(value: Value) => table?.value(value) ?? value;
  const received = request(record.received);
  const returned = record.returned === null ? null : response(record.returned);
  const exchange: Exchange = {
    id: table === null ? record.id : ownText(record.id),
    tap: table?.text(record.tap) ?? record.tap,
    kind: record.kind,
    connection: record.connection,
    scheme: record.scheme,
    authority: table?.text(record.authority) ?? record.authority,
    upstream: same(record.upstream),
    startedAt: record.startedAt,
    timings: record.timings,
    received,
    forwarded: changedOr(record.forwarded, received, request),
    returned,
    delivered: changedOr(record.delivered, returned, response),
    interim: record.interim?.map(response) ?? NONE,
    requestTrailers: record.requestTrailers === undefined ? NONE : parseLines(record.requestTrailers),
    responseTrailers: record.responseTrailers === undefined ? NONE : parseLines(record.responseTrailers),
    requestBody: same(record.requestBody),
    responseBody: same(record.responseBody),
    outcome: same(record.outcome),
    problems: record.problems ?? NONE,
    fixes: record.fixes ?? NONE,
  };
  return withRare(exchange, record);
}

/** What few exchanges have, and the others do not even as `undefined`. */
function withRare(exchange: Exchange, { errorStart, changes, followed, asked }: ExchangeRecord): Exchange {
  if (errorStart === undefined && changes === undefined && followed === undefined && asked === undefined)
    return exchange;
  return {
    ...exchange,
    ...(errorStart === undefined ? {} : { errorStart }),
    ...(changes === undefined ? {} : { changes }),
    ...(followed === undefined ? {} : { followed: followed.map(readHop) }),
    ...(asked === undefined ? {} : { asked }),
  };
}

function asRequest(text: string, table: TextTable | null): RequestHead {
  const head = parseRequestHead(text);
  if (table === null) return head;
  const { method, target, version, lines } = head;
  return {
    method: table.text(method),
    target: ownText(target),
    version: table.text(version),
    lines: lines.map(table.line),
  };
}

function asResponse(text: string, table: TextTable | null): ResponseHead {
  const head = parseResponseHead(text);
  if (table === null) return head;
  const { version, status, reason, lines } = head;
  return { version: table.text(version), status, reason: table.text(reason), lines: lines.map(table.line) };
}

function readHop({ forwarded, returned, ...hop }: HopRecord): FollowedHop {
  return {
    ...hop,
    forwarded: parseRequestHead(forwarded),
    returned: returned === null ? null : parseResponseHead(returned),
  };
}

function changedOr<Head>(text: string | null | undefined, before: Head, parse: (text: string) => Head): Head | null {
  if (text === undefined) return before;
  return text === null ? null : parse(text);
}
