import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { aptInstall, mayAptInstall } from './apt-install.ts';
import { findServer, SERVER_PACKAGES, type ServerProgram } from './find-server.ts';

/** Asked by Debian's packages whether their service may be started: https://manpages.debian.org/invoke-rc.d */
const POLICY = '/usr/sbin/policy-rc.d';

/**
 * Installs the servers that tests run for real, where they are not there, and lets none of them start by itself. Gives a
 * sentence for each that cannot be had: its tests are then skipped.
 */
export async function needServers(): Promise<readonly string[]> {
  const programs = (Object.keys(SERVER_PACKAGES) as ServerProgram[]).filter(program => findServer(program) === null);
  const packages = programs.map(program => SERVER_PACKAGES[program]);
  if (packages.length === 0) return [];
  if (!mayAptInstall()) {
    const names = packages.join(' ');
    return [`Recipes are not run on ${names}: install them (Debian: sudo apt-get install ${names}) to run them.`];
  }
  const problems: string[] = [];
  await withoutStarting(async () => {
    for (const name of packages) {
      const problem = await aptInstall(name);
      if (problem !== null)
        problems.push(`Recipes are not run on ${name}, which apt-get could not install:\n${problem}`);
    }
  });
  return problems;
}

/** Two of them want port 80, and a package whose service fails to start counts as not installed. */
async function withoutStarting(install: () => Promise<void>): Promise<void> {
  if (existsSync(POLICY)) return install();
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    rmSync(POLICY);
  }
}
