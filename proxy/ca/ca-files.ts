import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new CaError({ reason: 'unreadable', path, detail: codeOf(error) });
  }
}

/**
 * Puts a file in place unless one is there already: whole or not at all, so that of two processes starting at once one
 * wins and the other reads what the winner wrote.
 */
export async function writeIfAbsent(path: string, text: string, mode: number): Promise<void> {
  await place(path, text, mode, async draft => {
    try {
      await link(draft, path);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    } finally {
      await rm(draft, { force: true });
    }
  });
}

/** Puts a file in place of whatever is there, whole or not at all. */
export async function writeOver(path: string, text: string, mode: number): Promise<void> {
  await place(path, text, mode, draft => rename(draft, path));
}

async function place(
  path: string,
  text: string,
  mode: number,
  settle: (draft: string) => Promise<void>,
): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    await writeFile(draft, text, { mode, flag: 'wx' });
    await settle(draft);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new CaError({ reason: 'unwritable', path, detail: codeOf(error) });
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
