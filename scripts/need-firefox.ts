import { findFirefox } from '../test/firefox/support/find-firefox.ts';
import { aptInstall, mayAptInstall } from './apt-install.ts';

/** Installs Debian's Firefox where none is found. Gives a sentence where it cannot be had: its tests are then skipped. */
export async function needFirefox(): Promise<string | null> {
  if (findFirefox() !== null) return null;
  if (!mayAptInstall()) {
    return 'The table of cases is not run in Firefox: install one (Debian: sudo apt-get install firefox-esr) to run it.';
  }
  const problem = await aptInstall('firefox-esr');
  return problem && `The table of cases is not run in Firefox, which apt-get could not install:\n${problem}`;
}
