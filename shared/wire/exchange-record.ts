import { parseLines, parseRequestHead, parseResponseHead } from '../http/head.ts';
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

export function readExchange({ followed, ...record }: ExchangeRecord): Exchange {
  const received = parseRequestHead(record.received);
  const returned = record.returned === null ? null : parseResponseHead(record.returned);
  return {
    ...record,
    received,
    forwarded: changedOr(record.forwarded, received, parseRequestHead),
    returned,
    delivered: changedOr(record.delivered, returned, parseResponseHead),
    interim: (record.interim ?? []).map(parseResponseHead),
    requestTrailers: parseLines(record.requestTrailers ?? ''),
    responseTrailers: parseLines(record.responseTrailers ?? ''),
    problems: record.problems ?? [],
    fixes: record.fixes ?? [],
    ...(followed === undefined ? {} : { followed: followed.map(readHop) }),
  };
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
