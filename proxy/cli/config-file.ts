import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { type OptionProblem, OptionsError } from './option-problem.ts';
import type { RawOptions } from './read-options.ts';

/** The configuration file: the command line's options under the same names, values as there. */
const ConfigSchema = v.strictObject({
  $schema: v.optional(v.string()),
  port: v.optional(v.number('a port from 0 to 65535')),
  host: v.optional(v.string('an address')),
  tap: v.optional(v.array(v.string('NAME=PORT:TARGET'), 'a list of NAME=PORT:TARGET')),
  connectTo: v.optional(v.array(v.string('HOST:PORT:ADDR:PORT'), 'a list of HOST:PORT:ADDR:PORT')),
  upstreamInsecure: v.optional(v.boolean('true or false')),
  upstreamCa: v.optional(v.string('a file')),
  session: v.optional(v.string('a file')),
  memoryLimit: v.optional(v.string('a number of bytes, such as "64m"')),
  bodyLimit: v.optional(v.string('a number of bytes, such as "256k"')),
});

/** @throws OptionsError with every problem in the file */
export function readConfigFile(path: string): RawOptions {
  const result = v.safeParse(ConfigSchema, parse(path));
  if (!result.success) throw new OptionsError(result.issues.map(issue => problemOf(path, issue)));
  const { port, $schema: _, ...rest } = result.output;
  return { ...rest, ...(port === undefined ? {} : { port: String(port) }) };
}

function parse(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new OptionsError([
      { where: '--config', value: path, expected: `a file that can be read (${(error as Error).message})` },
    ]);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new OptionsError([{ where: path, value: '', expected: `JSON (${(error as Error).message})` }]);
  }
}

function problemOf(path: string, issue: v.BaseIssue<unknown>): OptionProblem {
  const where = `${path}: ${v.getDotPath(issue) ?? 'the whole'}`;
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return { where, value: '', expected: `one of ${Object.keys(ConfigSchema.entries).join(', ')}` };
  }
  return { where, value: JSON.stringify(issue.input) ?? '', expected: issue.message };
}
