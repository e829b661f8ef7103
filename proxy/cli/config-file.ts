import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { CONFIG_ENTRIES, TAP_ENTRIES, TapSchema, TapTextSchema } from './config-schema.ts';
import { type OptionProblem, OptionsError } from './option-problem.ts';
import type { RawOptions, RawTap } from './raw-options.ts';

export interface ConfigFile {
  /** The options that can be read. */
  readonly options: RawOptions;
  /** What is wrong with the others, each with its path in the file. */
  readonly problems: readonly OptionProblem[];
}

type Entries = Readonly<Record<string, v.GenericSchema>>;
type Members = Readonly<Record<string, unknown>>;
/** Keys and indexes that lead to a value. */
type Path = readonly (string | number)[];
type Note = (path: Path, value: unknown, expected: string) => void;

/** @throws OptionsError where the file is no JSON object at all */
export function readConfigFile(file: string): ConfigFile {
  const problems: OptionProblem[] = [];
  const note: Note = (path, value, expected) => {
    const where = path.length === 0 ? file : `${file}: ${path.join('.')}`;
    problems.push({ where, value: typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), expected });
  };
  const content = parse(file);
  if (!isObject(content)) {
    note([], content, 'a JSON object of options');
    throw new OptionsError(problems);
  }
  const { tap, ...others } = content;
  const options = readMembers(CONFIG_ENTRIES, others, [], note);
  const taps = tap === undefined ? {} : { tap: readTaps(tap, note) };
  return { options: { ...options, ...taps }, problems };
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

/** valibot's own strict objects name the first unknown member alone. */
function readMembers(entries: Entries, members: Members, path: Path, note: Note): Members {
  for (const key of Object.keys(members)) {
    if (!Object.hasOwn(entries, key)) note(path, key, `one of ${Object.keys(entries).join(', ')}`);
  }
  const read = Object.entries(entries).map(([key, schema]) => [
    key,
    readValue(schema, members[key], [...path, key], note),
  ]);
  return Object.fromEntries(read.filter(([key, value]) => value !== undefined && key !== '$schema'));
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

function readValue(schema: v.GenericSchema, value: unknown, path: Path, note: Note): unknown {
  const read = v.safeParse(schema, value, { abortPipeEarly: true });
  if (read.success) return read.output;
  for (const issue of read.issues) note([...path, ...keysOf(issue)], issue.input, issue.message);
  return undefined;
}

function keysOf({ path }: v.BaseIssue<unknown>): Path {
  return (path ?? []).map(({ key }) => String(key));
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
