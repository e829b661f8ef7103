/** Why a tap is not part of the session that it reports to: a closed set, each with a sentence. */
export type JoinProblem = { readonly url: string } & (
  | { readonly reason: 'unreachable'; readonly detail: string }
  | { readonly reason: 'lost'; readonly detail: string }
  /** It ended as it should. */
  | { readonly reason: 'ended' }
  | { readonly reason: 'wrong-token' }
  | { readonly reason: 'no-joins'; readonly status: number }
  | { readonly reason: 'denied'; readonly status: number; readonly message: string }
  | { readonly reason: 'name-taken'; readonly name: string; readonly owner: string }
  | {
      readonly reason: 'other-protocol';
      readonly theirs: { readonly version: string; readonly protocol: number };
      readonly ours: { readonly version: string; readonly protocol: number };
    }
  | { readonly reason: 'not-understood'; readonly detail: string }
);

/** The tap's user has to change something: trying again alone does not help. */
export function isRefusal({ reason }: JoinProblem): boolean {
  return reason !== 'unreachable' && reason !== 'lost' && reason !== 'ended';
}

export class JoinError extends Error {
  readonly problem: JoinProblem;

  constructor(problem: JoinProblem) {
    super(joinProblemText(problem));
    this.name = 'JoinError';
    this.problem = problem;
  }
}

export function joinProblemText(problem: JoinProblem): string {
  const there = `the corscope at ${problem.url}`;
  switch (problem.reason) {
    case 'unreachable':
      return `no corscope responds at ${problem.url} (${problem.detail}): start it there, or correct --join`;
    case 'lost':
      return `the link to ${there} is down (${problem.detail})`;
    case 'ended':
      return `${there} has ended`;
    case 'wrong-token':
      return `${there} does not accept this token: give --token (or CORSCOPE_TOKEN) the one that it was started with or printed`;
    case 'no-joins':
      return `what answers at ${problem.url} does not accept taps (status ${problem.status}): give --join the address of a corscope of this version`;
    case 'denied':
      return `${there} refuses (status ${problem.status}): ${problem.message}`;
    case 'name-taken':
      return `${there} already has a tap "${problem.name}" (${problem.owner}): give this one another name`;
    case 'other-protocol': {
      const { theirs, ours } = problem;
      return `${there} is version ${theirs.version} with protocol ${theirs.protocol}, this one ${ours.version} with protocol ${ours.protocol}: use the same version on both sides`;
    }
    case 'not-understood':
      return `${there} sent something that this version cannot read (${problem.detail}): use the same version on both sides`;
  }
}
