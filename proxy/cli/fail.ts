import { CommanderError } from 'commander';
import { oneLine, OptionsError } from './option-problem.ts';

const WRONG_ARGUMENTS = 2;

/** Expected trouble is a sentence and exit code 2; anything else is a fault of corscope's and shows where. */
export function fail(error: unknown): never {
  // commander has printed its own
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : WRONG_ARGUMENTS);
  const sentences = expectedTrouble(error);
  if (sentences === null) console.error(error);
  else console.error(sentences.map(sentence => `corscope: ${sentence}`).join('\n'));
  process.exit(sentences === null ? 1 : WRONG_ARGUMENTS);
}

/** `problem` marks the errors that are data with a sentence; null for all others. */
function expectedTrouble(error: unknown): readonly string[] | null {
  if (error instanceof OptionsError) return error.message.split('\n');
  return error instanceof Error && 'problem' in error ? [oneLine(error.message)] : null;
}

/** commander's sentence in corscope's form, in one line, with where to read on. */
export function wrongUsage(text: string): string {
  return `corscope: ${oneLine(text.replace(/^error: /, ''))} (corscope --help names what there is)\n`;
}
