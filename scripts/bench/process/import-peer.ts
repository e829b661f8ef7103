import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** A package from a folder outside the repository. */
export function importPeer<Module>(folder: string, name: string): Promise<Module> {
  const path = createRequire(pathToFileURL(`${folder}/`)).resolve(name);
  return import(pathToFileURL(path).href) as Promise<Module>;
}
