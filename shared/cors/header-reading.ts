import { trimOws } from '../http/head.ts';
import { indexesOf } from '../http/header-line.ts';
import type { Exchange, LineRef } from '../trace/exchange.ts';

/** One header as the browser reads it, and the very lines that it stands in. */
export interface HeaderReading {
  /** All lines joined by `, `; null where there is none. https://fetch.spec.whatwg.org/#concept-header-list-get */
  readonly value: string | null;
  readonly lines: readonly LineRef[];
}

const ABSENT: HeaderReading = { value: null, lines: [] };

/** Reads a header of the request that the browser sent, or of the answer that reached it. */
export function readHeader(exchange: Exchange, head: 'received' | 'delivered', name: string): HeaderReading {
  const lines = exchange[head]?.lines ?? [];
  const indexes = indexesOf(lines, name);
  const [first] = indexes;
  if (first === undefined) return ABSENT;
  if (indexes.length === 1) {
    return { value: trimOws(lines[first]?.[1] ?? ''), lines: [{ exchange: exchange.id, head, index: first }] };
  }
  return {
    value: indexes.map(index => trimOws(lines[index]?.[1] ?? '')).join(', '),
    lines: indexes.map(index => ({ exchange: exchange.id, head, index })),
  };
}

/** An answer as the browser uses it: a 304 stands for the one that was stored, updated by the 304's own lines. */
export interface Answer {
  readonly exchange: Exchange;
  /** The newest first; none where the answer stands for itself. */
  readonly stored: readonly Exchange[];
}

/** https://httpwg.org/specs/rfc9111.html#freshening.responses: what the 304 has replaces what was stored. */
export function readAnswer(answer: Answer, name: string): HeaderReading {
  for (const exchange of [answer.exchange, ...answer.stored]) {
    const reading = readHeader(exchange, 'delivered', name);
    if (reading.value !== null) return reading;
  }
  return ABSENT;
}
