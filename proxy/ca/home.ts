import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import envPaths from 'env-paths';

/**
 * Where corscope keeps its CA: CORSCOPE_HOME, else the user’s data folder as the system has it. An absolute path, also where
 * HOME is empty: no private key is left in whatever folder corscope was started in.
 */
export function corscopeHome(env: NodeJS.ProcessEnv = process.env): string {
  const { CORSCOPE_HOME: chosen } = env;
  return chosen ? resolve(chosen) : resolve(userInfo().homedir, envPaths('corscope', { suffix: '' }).data);
}
