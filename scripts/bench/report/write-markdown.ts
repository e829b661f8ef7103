import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const BEGIN = '<!-- bench:begin -->';
const END = '<!-- bench:end -->';

/** Puts `text` between the file's two marks, in the repository's format; what stands around them stays. @throws Error where the marks are missing */
export function writeBetweenMarks(path: string, text: string): void {
  const before = readFileSync(path, 'utf8');
  const from = before.indexOf(BEGIN);
  const to = before.indexOf(END);
  if (from === -1 || to < from) throw new Error(`${path} has no "${BEGIN}" … "${END}"`);
  writeFileSync(path, `${before.slice(0, from + BEGIN.length)}\n\n${text}\n${before.slice(to)}`);
  execFileSync('node_modules/.bin/biome', ['format', '--write', path]);
}
