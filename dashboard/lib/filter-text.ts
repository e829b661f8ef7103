import { explainMessage } from '../../shared/findings/explain-message.ts';
import { FILTER_FIELDS } from '../../shared/wire/filter-fields.ts';

/** A way to go on with the word that is being typed. */
export interface Completion {
  /** The whole filter, were this one taken. */
  readonly filter: string;
  readonly label: string;
}

const MOST = 12;

/** Fields for the last word while it has no colon; values that are there once it has. */
export function completionsOf(text: string, valuesOf: (field: string) => readonly string[]): Completion[] {
  const spokenOf = codesOf(text);
  if (spokenOf.length > 0) return spokenOf.map(code => ({ filter: `code:${code} `, label: `code:${code}` }));
  const start = text.lastIndexOf(' ') + 1;
  const word = text.slice(start);
  const sign = word.startsWith('-') ? '-' : '';
  const body = word.slice(sign.length);
  const colon = body.indexOf(':');
  const before = text.slice(0, start) + sign;
  if (colon === -1) {
    return Object.keys(FILTER_FIELDS)
      .filter(field => field.startsWith(body.toLowerCase()))
      .slice(0, MOST)
      .map(field => ({ filter: `${before}${field}:`, label: `${field}:` }));
  }
  const field = body.slice(0, colon);
  const typed = body.slice(colon + 1).toLowerCase();
  return valuesOf(field)
    .filter(value => value.toLowerCase().includes(typed) && value.toLowerCase() !== typed)
    .slice(0, MOST)
    .map(value => ({ filter: `${before}${field}:${value} `, label: `${field}:${value}` }));
}

/** Shorter than any sentence that a browser's console has for a CORS failure. */
const SENTENCE = 20;

/** The failures that a line pasted from a browser's console speaks of. */
function codesOf(text: string): readonly string[] {
  if (text.length < SENTENCE) return [];
  return [...new Set(explainMessage(text).map(({ code }) => code))];
}

/** Adds a term, or takes it out where it is there: what a click on a count does. */
export function toggleTerm(filter: string, term: string): string {
  const terms = filter.split(/\s+/).filter(word => word !== '');
  const field = `${term.slice(0, term.indexOf(':'))}:`;
  if (terms.includes(term)) return terms.filter(word => word !== term).join(' ');
  return [...terms.filter(word => !word.startsWith(field)), term].join(' ');
}

export function hasTerm(filter: string, term: string): boolean {
  return filter.split(/\s+/).includes(term);
}
