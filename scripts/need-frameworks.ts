import { aptInstall, mayAptInstall } from './apt-install.ts';
import { FRAMEWORK_PACKAGES, isFrameworkInstalled, type PackagedFramework } from './framework-packages.ts';

/** Installs the frameworks of other languages that tests run for real. Gives a sentence where they cannot be had: their tests are then skipped. */
export async function needFrameworks(): Promise<string | null> {
  const missing = (Object.keys(FRAMEWORK_PACKAGES) as PackagedFramework[]).filter(name => !isFrameworkInstalled(name));
  const packages = missing.flatMap(name => FRAMEWORK_PACKAGES[name]);
  if (packages.length === 0) return null;
  const names = packages.join(' ');
  if (!mayAptInstall()) {
    return `Recipes are not run on ${missing.join(', ')}: install them (Debian: sudo apt-get install ${names}) to run them.`;
  }
  const problem = await aptInstall(...packages);
  return problem && `Recipes are not run on ${missing.join(', ')}, for apt-get could not install them:\n${problem}`;
}
