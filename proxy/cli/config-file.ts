import * as v from 'valibot';
import { CONFIG_ENTRIES, TAP_ENTRIES, TapSchema, TapTextSchema } from './config-schema.ts';
import { type OptionProblem, OptionsError } from './option-problem.ts';
import type { RawOptions, RawTap } from './raw-options.ts';
import { isObject, type Note, noteIn, parseJsonFile, readMembers, readValue } from './read-members.ts';

export interface ConfigFile {
  /** The options that can be read. */
  readonly options: RawOptions;
  /** What is wrong with the others, each with its path in the file. */
  readonly problems: readonly OptionProblem[];
}

/** @throws OptionsError where the file is no JSON object at all */
export function readConfigFile(file: string): ConfigFile {
  const problems: OptionProblem[] = [];
  const note = noteIn(file, problems);
  const content = parseJsonFile(file, '--config');
  if (!isObject(content)) {
    note([], content, 'a JSON object of options');
    throw new OptionsError(problems);
  }
  const { tap, ...others } = content;
  const options = readMembers(CONFIG_ENTRIES, others, [], note);
  const taps = tap === undefined ? {} : { tap: readTaps(tap, note) };
  return { options: { ...options, ...taps }, problems };
}

/** One by one: what is wrong with an object is told of its members, not of what it might have been instead. */
function readTaps(value: unknown, note: Note): (RawTap | null)[] {
  if (!Array.isArray(value)) {
    note(['tap'], value, 'a list of taps');
    return [];
  }
  return value.map((tap: unknown, index) => {
    if (isObject(tap)) readMembers(TAP_ENTRIES, tap, ['tap', index], note);
    else readValue(TapTextSchema, tap, ['tap', index], note);
    const read = v.safeParse(TapSchema, tap);
    return read.success ? read.output : null;
  });
}
