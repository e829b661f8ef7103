import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild, untilListening } from '../ground/child.ts';

const PLACES = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx', '/usr/local/bin/nginx'];

/** Where nginx is, or null. */
export function findNginx(): string | null {
  const onPath = spawnSync('nginx', ['-v']).error === undefined ? 'nginx' : null;
  return onPath ?? PLACES.find(path => existsSync(path)) ?? null;
}

export function nginxVersion(path: string): string {
  return /nginx\/([\d.]+)/.exec(spawnSync(path, ['-v']).stderr.toString())?.[1] ?? '?';
}

export interface NginxProcess {
  readonly path: string;
  readonly cores: string | null;
  /** A folder of its own for its files. */
  readonly dir: string;
  /** Port that tells that it is ready. */
  readonly port: number;
  /** What stands in `http { … }`. */
  readonly http: string;
}

/** One process in the foreground, its files in a temporary folder. */
export async function startNginx({ path, cores, dir, port, http }: NginxProcess) {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'nginx.conf');
  writeFileSync(file, configuration(dir, http));
  const child = startChild([path, '-p', dir, '-c', file, '-e', join(dir, 'error.log')], { cores });
  await untilListening(port, child);
  return child;
}

function configuration(dir: string, http: string): string {
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
daemon off;
master_process off;
pid ${dir}/nginx.pid;
error_log ${dir}/error.log error;
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_requests 1000000000;
  keepalive_timeout 1h;
  tcp_nodelay on;
  ${folders.map(name => `${name}_temp_path ${dir}/${name};`).join('\n  ')}
${http}
}
`;
}
