import { FILTER_FIELDS, type FilterField } from './filter-fields.ts';

/** What is wrong with one word of a filter, and where that word stands. */
export type FilterProblem = {
  /** Where the word begins in the filter, in UTF-16 code units. */
  readonly at: number;
  readonly length: number;
} & (
  | { readonly reason: 'no-field'; readonly name: string }
  | { readonly reason: 'no-value'; readonly field: FilterField }
  | { readonly reason: 'bad-value'; readonly field: FilterField; readonly value: string }
  | { readonly reason: 'open-quote'; readonly word: string }
);

export function filterProblemText(problem: FilterProblem): string {
  switch (problem.reason) {
    case 'no-field':
      return `\`${problem.name}\` is not a field; the fields are ${Object.keys(FILTER_FIELDS).join(', ')}`;
    case 'no-value':
      return `\`${problem.field}:\` needs a value`;
    case 'bad-value':
      return `\`${problem.field}:${problem.value}\`: ${FILTER_FIELDS[problem.field].expects ?? 'not such a value'}`;
    case 'open-quote':
      return `\`${problem.word}\` has no closing quote; write a value with spaces as \`path:"a b"\``;
  }
}

/** All of them in one line, for those who answer with a single sentence. */
export function filterProblemsText(problems: readonly FilterProblem[]): string {
  return problems.map(filterProblemText).join('; ');
}
