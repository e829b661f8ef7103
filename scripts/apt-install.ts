import { existsSync } from 'node:fs';
import { type Ran, run } from './run.ts';

/** Debian and Ubuntu, and a user who may install there. */
export function mayAptInstall(): boolean {
  return existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
}

let update: Promise<Ran> | null = null;

/** Gives null, or what apt-get printed where it could not install the packages. */
export async function aptInstall(...names: readonly string[]): Promise<string | null> {
  console.log(`Installing ${names.join(' ')} for the tests …`);
  update ??= run('apt-get', ['update', '-qq']);
  const updated = await update;
  const installed = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names]);
  return installed.code === 0 ? null : `${updated.output}${installed.output}`.trim();
}
