import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CaError } from './ca-problem.ts';

export interface CaPaths {
  readonly cert: string;
  readonly key: string;
}

export function caPaths(home: string): CaPaths {
  return { cert: join(home, 'ca.pem'), key: join(home, 'ca.key') };
}

/** The file's text, null where there is no such file. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new CaError({ reason: 'unreadable', path, detail: codeOf(error) });
  }
}

/**
 * Puts a file in place unless one is there already: whole or not at all, so that of two processes starting at once one
 * wins and the other reads what the winner wrote.
 */
export function writeIfAbsent(path: string, text: string, mode: number): void {
  place(path, text, mode, draft => {
    try {
      linkSync(draft, path);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  });
}

/** Puts a file in place of whatever is there, whole or not at all. */
export function writeOver(path: string, text: string, mode: number): void {
  place(path, text, mode, draft => renameSync(draft, path));
}

function place(path: string, text: string, mode: number, settle: (draft: string) => void): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
    writeFileSync(draft, text, { mode, flag: 'wx' });
    settle(draft);
  } catch (error) {
    tryToRemove(draft);
    throw new CaError({ reason: 'unwritable', path, detail: codeOf(error) });
  }
}

function tryToRemove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // what went wrong before is what is told
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
