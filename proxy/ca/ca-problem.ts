/** Why the local CA cannot be used: a closed set, each with its sentence in `caProblemText`. */
export type CaProblemReason =
  | 'unreadable' // the file is there and the system will not give it to us
  | 'unwritable' // the folder or a file in it cannot be made
  | 'not-a-key' // ca.key holds no P-256 private key
  | 'not-a-certificate' // ca.pem holds no certificate
  | 'key-missing' // ca.pem without its ca.key
  | 'mismatch' // ca.pem was not made with this ca.key
  | 'expired'; // ca.pem is past its last day

export interface CaProblem {
  readonly reason: CaProblemReason;
  /** The file or folder that it is about. */
  readonly path: string;
  /** The system's own word, such as `EACCES`, or the date of expiry; may be empty. */
  readonly detail: string;
}

/** Thrown by loadCa and renewCa; `problem` is the data, the message its sentence. */
export class CaError extends Error {
  readonly problem: CaProblem;

  constructor(problem: CaProblem) {
    super(caProblemText(problem));
    this.name = 'CaError';
    this.problem = problem;
  }
}

export function caProblemText({ reason, path, detail }: CaProblem): string {
  const cause = detail === '' ? '' : ` (${detail})`;
  return `${sentence(reason, path, cause)} ${remedy(reason)}`;
}

function sentence(reason: CaProblemReason, path: string, cause: string): string {
  switch (reason) {
    case 'unreadable':
      return `The local CA's file ${path} cannot be read${cause}.`;
    case 'unwritable':
      return `The local CA cannot be written to ${path}${cause}.`;
    case 'not-a-key':
      return `${path} contains no P-256 private key${cause}.`;
    case 'not-a-certificate':
      return `${path} contains no certificate${cause}.`;
    case 'key-missing':
      return `The local CA's key ${path} is missing, but its certificate is there.`;
    case 'mismatch':
      return `The local CA's certificate ${path} does not belong to the key beside it.`;
    case 'expired':
      return `The local CA's certificate ${path} has expired${cause}.`;
  }
}

function remedy(reason: CaProblemReason): string {
  if (reason === 'unreadable') return 'Make it readable for you, or set CORSCOPE_HOME to another folder.';
  if (reason === 'unwritable') return 'Make the folder writable for you, or set CORSCOPE_HOME to another one.';
  return 'Run `corscope ca renew` to make a new one; where the old one was installed as trusted, install the new one.';
}
