import type { Hit, Rule, Subject } from './rule.ts';
import { RULES } from './rules/index.ts';

/** A rule, and where it found what it looks for. */
export interface Occurrence {
  readonly rule: Rule;
  readonly hit: Hit<unknown>;
}

/** In the order of the catalogue. */
export function occurrencesOf(subject: Subject): Occurrence[] {
  return RULES.flatMap(rule => rule.find(subject).map(hit => ({ rule, hit })));
}
