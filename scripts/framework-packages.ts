import { existsSync } from 'node:fs';

/** A recipe's id → the Debian packages that bring what it is written for; the first is there only together with the others. */
export const FRAMEWORK_PACKAGES = {
  django: ['python3-django-cors-headers', 'python3-django'],
  fastapi: ['python3-fastapi', 'uvicorn'],
  flask: ['python3-flask'],
  'go-rs-cors': ['golang-github-rs-cors-dev', 'golang-go'],
  rails: ['ruby-rack-cors', 'ruby-railties', 'ruby-actionpack', 'puma'],
} as const;

export type PackagedFramework = keyof typeof FRAMEWORK_PACKAGES;

/** Whether Debian's own are installed: a program of the name from elsewhere knows nothing of them. */
export function isFrameworkInstalled(framework: PackagedFramework): boolean {
  return FRAMEWORK_PACKAGES[framework].every(isInstalled);
}

function isInstalled(name: string): boolean {
  return ['', `:${process.arch === 'arm64' ? 'arm64' : 'amd64'}`].some(architecture =>
    existsSync(`/var/lib/dpkg/info/${name}${architecture}.list`),
  );
}
