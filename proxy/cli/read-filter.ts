import { type Filter, parseFilter } from '../../shared/wire/filter.ts';
import { type FilterProblem, filterProblemText } from '../../shared/wire/filter-problem.ts';

/** A filter that cannot be read: every word that is wrong, by its place, counted from 1. */
export class FilterError extends Error {
  readonly problem: readonly FilterProblem[];

  constructor(problems: readonly FilterProblem[]) {
    super(problems.map(problem => `--filter: character ${problem.at + 1}: ${filterProblemText(problem)}`).join('; '));
    this.name = 'FilterError';
    this.problem = problems;
  }
}

/** @throws FilterError with all that is wrong */
export function readFilter(text: string): Filter {
  const { filter, problems } = parseFilter(text);
  if (problems.length > 0) throw new FilterError(problems);
  return filter;
}
