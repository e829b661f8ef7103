import type { JourneyReport } from '../findings/report.ts';
import { hasHeader } from '../http/header-line.ts';
import type { Exchange } from '../trace/exchange.ts';
import { redirectOf } from '../trace/redirect.ts';

type Holds = (report: JourneyReport, exchanges: readonly Exchange[]) => boolean;

/** What a journey can have, for `has:`. One line each. */
const HAS = {
  preflight: ({ facts }) => facts.preflight === 'sent',
  /** Followed or not. */
  redirect: (_, exchanges) => exchanges.some(exchange => redirectOf(exchange) !== null),
  /** Sent with the request, or set by an answer. */
  cookies: ({ facts }, exchanges) => facts.credentials.cookies || exchanges.some(setsCookie),
  authorization: ({ facts }) => facts.credentials.authorization,
  fix: (_, exchanges) => exchanges.some(({ fixes }) => fixes.length > 0),
  witness: ({ witness }) => witness !== null,
  findings: ({ findings }) => findings.length > 0,
  /** The network failed: nobody answered, or the answer broke off. */
  error: (_, exchanges) => exchanges.some(({ outcome }) => outcome.kind === 'failed'),
  /** Seen by more than one. */
  taps: (_, exchanges) => new Set(exchanges.map(({ tap }) => tap)).size > 1,
} satisfies Record<string, Holds>;

export const HAS_NAMES: readonly string[] = Object.keys(HAS);

const ALL: Readonly<Record<string, Holds>> = HAS;

export function hasIt(name: string, report: JourneyReport, exchanges: readonly Exchange[]): boolean {
  return ALL[name]?.(report, exchanges) ?? false;
}

function setsCookie({ returned, delivered }: Exchange): boolean {
  return [returned, delivered].some(head => head !== null && hasHeader(head.lines, 'set-cookie'));
}
