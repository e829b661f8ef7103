import type { HeaderLine } from '../../../shared/http/header-line.ts';
import type { Exchange } from '../../../shared/trace/exchange.ts';

/** What a tap saw: its layer, what was asked, how it was answered, and the lines that matter to CORS, in wire order. */
export type Seen = readonly [tap: string, asked: string, answered: string, ...lines: readonly string[]];

const MATTERS = /^(access-control-.*|vary|location|age|www-authenticate)$/i;

export function seenAt({ tap, received, returned, outcome }: Exchange): Seen {
  const answered = returned === null ? ('reason' in outcome ? outcome.reason : outcome.kind) : String(returned.status);
  const lines = (returned?.lines ?? []).filter(([name]) => MATTERS.test(name));
  return [tap, `${received.method} ${received.target}`, answered, ...lines.map(written)];
}

/** Taps have another port each time, of five digits; and nobody knows how old an answer gets. */
function written([name, value]: HeaderLine): string {
  if (/^age$/i.test(name)) return name;
  return `${name}: ${value.replace(/localhost:\d{5}/, 'localhost')}`;
}
