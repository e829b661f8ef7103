import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['firefox-esr', 'firefox'];
const MAC = '/Applications/Firefox.app/Contents/MacOS/firefox';

/** The executable of the Firefox of this machine: FIREFOX_PATH, else what PATH has; null where there is none. */
export function findFirefox(): string | null {
  const { FIREFOX_PATH: chosen, PATH = '' } = process.env;
  const named = PATH.split(delimiter).flatMap(folder => NAMES.map(name => join(folder, name)));
  return [...(chosen ? [chosen] : []), ...named, MAC].find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
