import { type ConsoleExplanation, explainConsole } from '../cors/vocabulary.ts';
import { RULES } from './rules/index.ts';

/** A failure that a console message may speak of, and the rules that explain it. */
export interface MessageExplanation extends ConsoleExplanation {
  /** Ids, in the catalogue's order. */
  readonly rules: readonly string[];
}

/** What a pasted line from a browser's console can mean; empty where it is not about CORS. */
export function explainMessage(message: string): readonly MessageExplanation[] {
  return explainConsole(message).map(found => ({ ...found, rules: rulesOf(found.code) }));
}

function rulesOf(code: ConsoleExplanation['code']): string[] {
  return RULES.filter(({ browsersSay }) => browsersSay.chromium.includes(code)).map(({ id }) => id);
}
