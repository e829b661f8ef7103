import type { JourneyReport } from '../findings/report.ts';
import { type Exchange, exchangeUrl } from '../trace/exchange.ts';
import { FILTER_FIELDS, type FilterField } from './filter-fields.ts';
import type { FilterProblem } from './filter-problem.ts';
import { type FilterWord, wordsOf } from './filter-words.ts';

/** One condition of a filter; all of them must hold. */
export interface FilterTerm {
  /** `url` for a bare word. */
  readonly field: FilterField | 'url';
  /** In lower case. */
  readonly value: string;
  readonly negated: boolean;
}

export type Filter = readonly FilterTerm[];

/** A word with a problem is left out of the filter. */
export interface ParsedFilter {
  readonly filter: Filter;
  readonly problems: readonly FilterProblem[];
}

/**
 * The filter grammar of dashboard, CLI and API: words (part of a URL) and `field:value`, `-` before either negates, a
 * space is "and", and stands for itself inside of double quotes. What is quoted together with its colon, as in
 * `"code:7"`, is part of a URL. Letter case does not matter.
 */
export function parseFilter(text: string): ParsedFilter {
  const filter: FilterTerm[] = [];
  const problems: FilterProblem[] = [];
  for (const word of wordsOf(text)) {
    const read = readWord(word, text);
    if (read === null) continue;
    if ('reason' in read) problems.push(read);
    else filter.push(read);
  }
  return { filter, problems };
}

/** `exchanges` are the journey's own as every tap saw them (`allExchangesOf`). */
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

/** Null for a word that says nothing, such as a lone `-`. */
function readWord(word: FilterWord, text: string): FilterTerm | FilterProblem | null {
  const { at, length, negated, openQuote } = word;
  const typed = text.slice(at, at + length);
  if (openQuote !== null) return { at, length, reason: 'open-quote', word: typed };
  const name = word.name?.toLowerCase() ?? '';
  const value = word.value.toLowerCase();
  if (!isField(name)) {
    if (word.name !== null && isMeantAsField(name, value)) return { at, length, reason: 'no-field', name };
    const part = word.name === null ? value : `${name}:${value}`;
    return part === '' ? null : { field: 'url', value: part, negated };
  }
  if (value === '') return { at, length, reason: 'no-value', field: name };
  if (FILTER_FIELDS[name].values?.test(value) === false) return { at, length, reason: 'bad-value', field: name, value };
  return { field: name, value, negated };
}

/** One word before the colon: `https://…` and `localhost:3000` are parts of a URL. */
function isMeantAsField(name: string, value: string): boolean {
  return /^[a-z]+$/.test(name) && !/^(\/|\d)/.test(value);
}

function isField(name: string): name is FilterField {
  return Object.hasOwn(FILTER_FIELDS, name);
}
