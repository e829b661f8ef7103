import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';

/** Builds `dist/`: the proxy and what it shares as plain JavaScript, the dashboard as static files. */
rmSync('dist', { recursive: true, force: true });
execFileSync('npx', ['tsc', '-p', 'proxy/tsconfig.json'], { stdio: 'inherit' });
execFileSync('npx', ['vite', 'build', 'dashboard', '--logLevel', 'warn'], { stdio: 'inherit' });
chmodSync('dist/proxy/cli/main.js', 0o755);
