import type { Finding, JourneyReport, WitnessReport } from '../findings/report.ts';
import type { Exchange } from '../trace/exchange.ts';
import { HAS_NAMES, hasIt } from './filter-has.ts';
import { HEADER_VALUE, hasHeaderLine } from './filter-header.ts';

/** One field of the filter grammar. `value` comes in lower case; `exchanges` as every tap saw them. */
interface Field {
  /** What a value must look like, and the sentence that says so; absent: anything. */
  readonly values?: RegExp;
  readonly expects?: string;
  holds(value: string, report: JourneyReport, exchanges: readonly Exchange[]): boolean;
}

/** One line a field. */
const FIELDS = {
  verdict: {
    values: /^(allowed|blocked|depends|not-cors|pending)$/,
    expects: 'a verdict is allowed, blocked, depends, not-cors or pending',
    holds: (value, { verdict }) => verdict.outcome === value,
  },
  phase: {
    values: /^(preflight|actual|redirect)$/,
    expects: 'a phase is preflight, actual or redirect',
    holds: (value, { verdict }) => verdict.phase === value,
  },
  category: {
    values: /^(ok|not-cors|preflight|actual)$/,
    expects: 'a category is ok, not-cors, preflight or actual',
    holds: (value, { category }) => category === value,
  },
  code: {
    holds: (value, { verdict }) => [verdict, ...verdict.cases].some(({ code }) => code !== null && equal(code, value)),
  },
  scenario: {
    values: /^s[1-7]$/,
    expects: 'a scenario is s1 to s7',
    holds: (value, report) => someFinding(report, finding => finding.scenario === value),
  },
  finding: { holds: (value, report) => someFinding(report, finding => finding.id === value) },
  layer: { holds: (value, report) => someFinding(report, finding => equal(finding.layer, value)) },
  origin: { holds: (value, { facts }) => facts.pageOrigin?.toLowerCase().includes(value) ?? false },
  host: { holds: (value, { facts }) => hostOf(facts.url).includes(value) },
  path: { holds: (value, { facts }) => pathOf(facts.url).includes(value) },
  method: { holds: (value, { facts }) => equal(facts.method, value) },
  status: {
    values: /^[1-5](\d\d|xx)$/,
    expects: 'a status is a number such as 404, or a class such as 4xx',
    holds: (value, _report, exchanges) => exchanges.some(exchange => hasStatus(exchange, value)),
  },
  header: {
    values: HEADER_VALUE,
    expects: 'a header is its name, or name=value, such as vary=origin',
    holds: (value, _report, exchanges) => hasHeaderLine(value, exchanges),
  },
  has: {
    values: new RegExp(`^(${HAS_NAMES.join('|')})$`),
    expects: `a journey has ${HAS_NAMES.slice(0, -1).join(', ')} or ${HAS_NAMES.at(-1)}`,
    holds: hasIt,
  },
  tap: { holds: (value, _report, exchanges) => exchanges.some(({ tap }) => equal(tap, value)) },
  fix: { holds: (value, _report, exchanges) => exchanges.some(({ fixes }) => fixes.some(id => equal(id, value))) },
  witness: {
    values: /^(agrees|disagrees|none)$/,
    expects: 'a witness agrees, disagrees, or is none',
    holds: (value, { witness }) => witnessWord(witness) === value,
  },
} satisfies Record<string, Field>;

export type FilterField = keyof typeof FIELDS;

export const FILTER_FIELDS: Readonly<Record<FilterField, Field>> = FIELDS;

function equal(text: string, lowerCase: string): boolean {
  return text.toLowerCase() === lowerCase;
}

function witnessWord(witness: WitnessReport | null): string {
  if (witness === null) return 'none';
  return witness.disagreement === null ? 'agrees' : 'disagrees';
}

function someFinding({ findings }: JourneyReport, holds: (finding: Finding) => boolean): boolean {
  return findings.some(holds);
}

/** With its port, where the URL has one. */
function hostOf(url: string): string {
  return /^[^/]*\/\/([^/?#]*)/.exec(url)?.[1]?.toLowerCase() ?? '';
}

function pathOf(url: string): string {
  return /^[^/]*\/\/[^/?#]*([^#]*)/.exec(url)?.[1]?.toLowerCase() ?? '';
}

function hasStatus({ delivered }: Exchange, value: string): boolean {
  if (delivered === null) return false;
  const status = String(delivered.status);
  return value.endsWith('xx') ? status[0] === value[0] && status.length === 3 : status === value;
}
