/** Why corscope could not start: a closed set, each with a sentence. */
export type StartProblem =
  | { readonly reason: 'port-taken'; readonly host: string; readonly port: number; readonly tap: string | null }
  | { readonly reason: 'port-forbidden'; readonly host: string; readonly port: number }
  | { readonly reason: 'no-such-address'; readonly host: string }
  | { readonly reason: 'cannot-listen'; readonly host: string; readonly port: number; readonly detail: string }
  | { readonly reason: 'session-file'; readonly path: string; readonly detail: string };

export class StartError extends Error {
  readonly problem: StartProblem;

  constructor(problem: StartProblem) {
    super(startProblemText(problem));
    this.name = 'StartError';
    this.problem = problem;
  }
}

export function startProblemText(problem: StartProblem): string {
  switch (problem.reason) {
    case 'port-taken':
      return problem.tap === null
        ? `port ${problem.port} on ${problem.host} is taken: stop what listens there, or choose another with --port (0 takes any free one)`
        : `--tap ${problem.tap}: port ${problem.port} on ${problem.host} is taken: stop what listens there, or give the tap another port (0 takes any free one)`;
    case 'port-forbidden':
      return `the system does not let this user listen on port ${problem.port}: choose one over 1023 with --port or --tap`;
    case 'no-such-address':
      return `${problem.host} is not an address of this machine: give --host one that is, such as 127.0.0.1`;
    case 'cannot-listen':
      return `cannot listen on port ${problem.port} of ${problem.host} (${problem.detail}): choose others with --host and --port`;
    case 'session-file':
      return `cannot use the session file ${problem.path} (${problem.detail}): give --session a file of an earlier session, or a new one in a folder that can be written to`;
  }
}
