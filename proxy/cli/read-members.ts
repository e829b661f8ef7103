import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { type OptionProblem, OptionsError } from './option-problem.ts';

export type Entries = Readonly<Record<string, v.GenericSchema>>;
export type Members = Readonly<Record<string, unknown>>;
/** Keys and indexes that lead to a value. */
export type Path = readonly (string | number)[];
export type Note = (path: Path, value: unknown, expected: string) => void;

/** Adds what is wrong in a file, with where it stands there. */
export function noteIn(file: string, problems: OptionProblem[]): Note {
  return (path, value, expected) => {
    const where = path.length === 0 ? file : `${file}: ${path.join('.')}`;
    problems.push({ where, value: typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), expected });
  };
}

/** `where` is how the file was named. @throws OptionsError where it cannot be read, or is no JSON */
export function parseJsonFile(path: string, where: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new OptionsError([{ where, value: path, expected: `a file that can be read (${(error as Error).message})` }]);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new OptionsError([{ where, value: path, expected: `JSON (${(error as Error).message})` }]);
  }
}

/** valibot's own strict objects name the first unknown member alone. */
export function readMembers(entries: Entries, members: Members, path: Path, note: Note): Members {
  for (const key of Object.keys(members)) {
    if (!Object.hasOwn(entries, key)) note(path, key, `one of ${Object.keys(entries).join(', ')}`);
  }
  const read = Object.entries(entries).map(([key, schema]) => [
    key,
    readValue(schema, members[key], [...path, key], note),
  ]);
  return Object.fromEntries(read.filter(([key, value]) => value !== undefined && key !== '$schema'));
}

export function readValue(schema: v.GenericSchema, value: unknown, path: Path, note: Note): unknown {
  const read = v.safeParse(schema, value, { abortPipeEarly: true });
  if (read.success) return read.output;
  for (const issue of read.issues) note([...path, ...keysOf(issue)], issue.input, issue.message);
  return undefined;
}

function keysOf({ path }: v.BaseIssue<unknown>): Path {
  return (path ?? []).map(({ key }) => String(key));
}

export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
