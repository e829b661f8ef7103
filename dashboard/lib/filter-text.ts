import { explainMessage } from '../../shared/findings/explain-message.ts';
import { FILTER_FIELDS } from '../../shared/wire/filter-fields.ts';
import { type FilterWord, quoted, wordsOf } from '../../shared/wire/filter-words.ts';

/** A way to go on with the word that is being typed. */
export interface Completion {
  /** The whole filter, were this one taken. */
  readonly filter: string;
  readonly label: string;
}

const MOST = 16;

/** The values of a field that are there; `typed` is what of the value is written already, in lower case. */
export type ValuesOf = (field: string, typed: string) => readonly string[];

/** Fields for the last word while it has no colon; values that are there once it has. */
export function completionsOf(text: string, valuesOf: ValuesOf): Completion[] {
  const spokenOf = codesOf(text);
  if (spokenOf.length > 0) return spokenOf.map(code => ({ filter: `code:${code} `, label: `code:${code}` }));
  const word = wordAtEnd(text);
  const before = text.slice(0, word.at) + (word.negated ? '-' : '');
  const typed = word.value.toLowerCase();
  if (word.name === null) {
    return Object.keys(FILTER_FIELDS)
      .filter(field => field.startsWith(typed))
      .slice(0, MOST)
      .map(field => ({ filter: `${before}${field}:`, label: `${field}:` }));
  }
  const { name } = word;
  return valuesOf(name.toLowerCase(), typed)
    .filter(value => value.toLowerCase().includes(typed) && value.toLowerCase() !== typed)
    .slice(0, MOST)
    .map(value => `${name}:${quoted(value)}`)
    .map(term => ({ filter: `${before}${term} `, label: term }));
}

/** The word that is being typed: behind a blank, one that is still empty. */
function wordAtEnd(text: string): FilterWord {
  const last = wordsOf(text).at(-1);
  if (last !== undefined && last.at + last.length === text.length) return last;
  return { at: text.length, length: 0, negated: false, name: null, value: '', openQuote: null };
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
  const terms = termsOf(filter);
  const field = `${term.slice(0, term.indexOf(':'))}:`;
  if (terms.includes(term)) return terms.filter(word => word !== term).join(' ');
  return [...terms.filter(word => !word.startsWith(field)), term].join(' ');
}

export function hasTerm(filter: string, term: string): boolean {
  return termsOf(filter).includes(term);
}

/** As they were typed, quotes included. */
function termsOf(filter: string): string[] {
  return wordsOf(filter).map(({ at, length }) => filter.slice(at, at + length));
}
