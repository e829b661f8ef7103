/** What a person wrote wrong: where, what, and what would be right. */
export interface OptionProblem {
  /** The flag, or the path in the configuration file. */
  readonly where: string;
  readonly value: string;
  readonly expected: string;
}

export function optionProblemText({ where, value, expected }: OptionProblem): string {
  return oneLine(value === '' ? `${where}: expected ${expected}` : `${where}: "${value}" is not ${expected}`);
}

/** What others wrote, such as a parser's excerpt of a file, may hold line ends. */
export function oneLine(text: string): string {
  return text.trim().replace(/\s*[\r\n]+\s*/g, ' ');
}

/** All of them, before anything is started. */
export class OptionsError extends Error {
  readonly problems: readonly OptionProblem[];

  constructor(problems: readonly OptionProblem[]) {
    super(problems.map(optionProblemText).join('; '));
    this.name = 'OptionsError';
    this.problems = problems;
  }
}
