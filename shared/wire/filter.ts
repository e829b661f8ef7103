import type { JourneyReport } from '../findings/report.ts';
import { type Exchange, exchangeUrl } from '../trace/exchange.ts';
import { FILTER_FIELDS, type FilterField } from './filter-fields.ts';

/** One condition of a filter; all of them must hold. */
export interface FilterTerm {
  /** `url` for a bare word. */
  readonly field: FilterField | 'url';
  /** In lower case. */
  readonly value: string;
  readonly negated: boolean;
}

export type Filter = readonly FilterTerm[];

/** `problems` are sentences for the person who typed the filter; a term with a problem is left out of it. */
export interface ParsedFilter {
  readonly filter: Filter;
  readonly problems: readonly string[];
}

/**
 * The filter grammar of dashboard, CLI and API: words (part of a URL) and `field:value`, `-` before either negates, a
 * space is "and". Letter case does not matter.
 */
export function parseFilter(text: string): ParsedFilter {
  const filter: FilterTerm[] = [];
  const problems: string[] = [];
  for (const token of text.split(/\s+/)) {
    const negated = token.startsWith('-');
    const body = (negated ? token.slice(1) : token).toLowerCase();
    if (body === '') continue;
    const term = readTerm(body, negated);
    if (typeof term === 'string') problems.push(term);
    else filter.push(term);
  }
  return { filter, problems };
}

/** `exchanges` are the journey's own, in wire order. */
export function matches(filter: Filter, report: JourneyReport, exchanges: readonly Exchange[]): boolean {
  return filter.every(({ field, value, negated }) => holds(field, value, report, exchanges) !== negated);
}

function holds(
  field: FilterTerm['field'],
  value: string,
  report: JourneyReport,
  exchanges: readonly Exchange[],
): boolean {
  if (field !== 'url') return FILTER_FIELDS[field].holds(value, report, exchanges);
  // of a journey that was never sent, no exchange has the URL
  const urls = [report.facts.url, ...exchanges.map(exchangeUrl)];
  return urls.some(url => url.toLowerCase().includes(value));
}

/** What stands before the colon is a field where it is one word: `https://…` and `localhost:3000` are parts of a URL. */
function readTerm(body: string, negated: boolean): FilterTerm | string {
  const colon = body.indexOf(':');
  const name = body.slice(0, Math.max(colon, 0));
  const value = body.slice(colon + 1);
  if (!isField(name)) {
    if (!/^[a-z]+$/.test(name) || /^(\/|\d)/.test(value)) return { field: 'url', value: body, negated };
    return `\`${name}\` is not a field; the fields are ${Object.keys(FILTER_FIELDS).join(', ')}`;
  }
  const expected = FILTER_FIELDS[name].values;
  if (value === '') return `\`${name}:\` needs a value`;
  if (expected && !expected.test(value)) return `\`${name}:${value}\`: ${FILTER_FIELDS[name].expects}`;
  return { field: name, value, negated };
}

function isField(name: string): name is FilterField {
  return Object.hasOwn(FILTER_FIELDS, name);
}
