import { CommanderError } from 'commander';
import { OptionsError, oneLine } from './option-problem.ts';

const WRONG_ARGUMENTS = 2;

/** Expected trouble is one line and exit code 2; anything else is a fault of corscope's and shows where. */
export function fail(error: unknown): never {
  // commander has printed its own
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : WRONG_ARGUMENTS);
  if (!isExpected(error)) {
    console.error(error);
    process.exit(1);
  }
  console.error(`corscope: ${oneLine(error.message)}`);
  process.exit(WRONG_ARGUMENTS);
}

/** `problem` marks the errors that are data with a sentence. */
function isExpected(error: unknown): error is Error {
  return error instanceof OptionsError || (error instanceof Error && 'problem' in error);
}

/** commander's sentence in corscope's form, in one line, with where to read on. */
export function wrongUsage(text: string): string {
  return `corscope: ${oneLine(text.replace(/^error: /, ''))} (corscope --help names what there is)\n`;
}
