import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { type OptionProblem, OptionsError } from './option-problem.ts';
import type { RawOptions } from './read-options.ts';

/** The configuration file: the command line's options under the same names, values as there. */
const ENTRIES = {
  $schema: v.optional(v.string('the address of a schema')),
  port: v.optional(v.pipe(v.number('a port from 0 to 65535'), v.transform(String))),
  host: v.optional(v.string('an address')),
  tap: v.optional(v.array(v.string('NAME=PORT:TARGET'), 'a list of NAME=PORT:TARGET')),
  connectTo: v.optional(v.array(v.string('HOST:PORT:ADDR:PORT'), 'a list of HOST:PORT:ADDR:PORT')),
  upstreamInsecure: v.optional(v.boolean('true or false')),
  upstreamCa: v.optional(v.string('a file')),
  session: v.optional(v.string('a file')),
  memoryLimit: v.optional(bytes('such as "64m"')),
  bodyLimit: v.optional(bytes('such as "256k"')),
};
const ConfigSchema = v.custom<Readonly<Record<string, unknown>>>(
  value => typeof value === 'object' && value !== null && !Array.isArray(value),
  'a JSON object of options',
);

export interface ConfigFile {
  /** The options that can be read. */
  readonly options: RawOptions;
  /** What is wrong with the others. */
  readonly problems: readonly OptionProblem[];
}

/** @throws OptionsError where the file is no JSON object at all */
export function readConfigFile(path: string): ConfigFile {
  const config = v.safeParse(ConfigSchema, parse(path));
  if (!config.success) throw new OptionsError(config.issues.map(issue => problemOf(path, null, issue)));
  const problems: OptionProblem[] = [];
  const options: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config.output)) {
    if (!isKnown(key)) {
      problems.push({ where: path, value: key, expected: `one of ${Object.keys(ENTRIES).join(', ')}` });
      continue;
    }
    const read = v.safeParse(ENTRIES[key], value);
    if (!read.success) problems.push(...read.issues.map(issue => problemOf(path, key, issue)));
    else if (key !== '$schema') options[key] = read.output;
  }
  return { options, problems };
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
    throw new OptionsError([{ where: '--config', value: path, expected: `JSON (${(error as Error).message})` }]);
  }
}

function isKnown(key: string): key is keyof typeof ENTRIES {
  return Object.hasOwn(ENTRIES, key);
}

function problemOf(path: string, key: string | null, issue: v.BaseIssue<unknown>): OptionProblem {
  const place = [key, v.getDotPath(issue)].filter(part => part !== null).join('.');
  const where = place === '' ? path : `${path}: ${place}`;
  return { where, value: JSON.stringify(issue.input) ?? '', expected: issue.message };
}

function bytes(example: string) {
  return v.pipe(v.union([v.string(), v.number()], `a number of bytes, ${example}`), v.transform(String));
}
