/** Why nothing was sent. */
export interface ProbeProblem {
  readonly reason: 'too-many-requests';
  readonly planned: number;
  readonly limit: number;
}

export class ProbeError extends Error {
  readonly problem: ProbeProblem;

  constructor(problem: ProbeProblem) {
    super(probeProblemText(problem));
    this.name = 'ProbeError';
    this.problem = problem;
  }
}

export function probeProblemText({ planned, limit }: ProbeProblem): string {
  return `the plan has ${planned} requests, more than the ${limit} that are allowed: use fewer origins, methods or addresses, or allow more with --max-requests ${planned} (in the API, "maxRequests": ${planned})`;
}
