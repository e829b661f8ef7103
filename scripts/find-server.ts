import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A server that tests run for real → the Debian package that brings it. */
export const SERVER_PACKAGES = {
  nginx: 'nginx',
  apache2: 'apache2',
  caddy: 'caddy',
  haproxy: 'haproxy',
  varnishd: 'varnish',
} as const;

export type ServerProgram = keyof typeof SERVER_PACKAGES;

/** Where the program is, or null. Servers are often on the administrator's path alone. */
export function findServer(program: ServerProgram): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map(folder => join(folder, program)).find(path => existsSync(path)) ?? null;
}
