import { readFileSync } from 'node:fs';

/** The package's root: one level up from the sources, two from what is built out of them. */
const ROOT = new URL(import.meta.url.endsWith('.ts') ? '../' : '../../', import.meta.url);

/** Where the built dashboard lies. */
export const DASHBOARD_FILES = new URL('dist/dashboard/', ROOT);

export function version(): string {
  const manifest = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { version: string };
  return manifest.version;
}
