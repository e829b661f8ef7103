/** Why a request was not made again. */
export type VerifyProblem =
  | { readonly reason: 'not-a-script'; readonly name: string }
  | { readonly reason: 'unsafe-method'; readonly name: string; readonly method: string }
  | { readonly reason: 'no-browser' }
  | { readonly reason: 'no-page'; readonly page: string }
  | { readonly reason: 'request-unknown'; readonly name: string }
  | { readonly reason: 'no-account'; readonly name: string; readonly word: string };

/** What a person is told: what is wrong and what would be right. */
export function verifyProblemText(problem: VerifyProblem): string {
  switch (problem.reason) {
    case 'not-a-script':
      return `${problem.name} was made by no script: reload the page instead, which asks for it again`;
    case 'unsafe-method':
      return `${problem.name}: ${problem.method} may change something on the server; send { "unsafe": true } to have it made again all the same`;
    case 'no-browser':
      return 'no browser is open that corscope watches: start one with "corscope open URL", and make the request there once more';
    case 'no-page':
      return `${problem.page} is open in no browser that corscope watches: open it again there`;
    case 'request-unknown':
      return `what ${problem.name} was to carry is not known any more (its headers, or its whole body): repeat it in the page`;
    case 'no-account':
      return `the browser gave no account of ${problem.name}; the page got ${problem.word}`;
  }
}
