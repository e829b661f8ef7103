import type { BrowserProblem } from '../browser/browser-problem.ts';
import { browserProblemText } from '../browser/browser-problem.ts';
import { type Browser, findBrowser } from '../browser/find-browser.ts';

class BrowserError extends Error {
  readonly problem: BrowserProblem;

  constructor(problem: BrowserProblem) {
    super(browserProblemText(problem));
    this.name = 'BrowserError';
    this.problem = problem;
  }
}

/** The browser that a command cannot do without. @throws BrowserError */
export async function wantedBrowser(wanted: string | null): Promise<Browser> {
  const browser = await findBrowser(wanted);
  if ('reason' in browser) throw new BrowserError(browser);
  return browser;
}
