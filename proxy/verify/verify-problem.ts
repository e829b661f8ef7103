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
      return `${problem.name} was not made by a script: reload the page instead, which requests it again`;
    case 'unsafe-method':
      return `${problem.name}: ${problem.method} may change something on the server; send { "unsafe": true } to make the request again anyway`;
    case 'no-browser':
      return 'corscope is not watching any browser: start one with "corscope open URL", and make the request there again';
    case 'no-page':
      return `${problem.page} is not open in a browser that corscope watches: open it there again`;
    case 'request-unknown':
      return `the headers or the whole body of ${problem.name} are no longer known: repeat it in the page`;
    case 'no-account':
      return `the browser gave no account of ${problem.name}; the page got ${problem.word}`;
  }
}
