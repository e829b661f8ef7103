import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { PackagedFramework } from '../../../scripts/framework-packages.ts';
import type { Policy } from '../../../shared/fixes/recipes/policy.ts';
import type { RecipeWriter } from '../../../shared/fixes/recipes/recipe.ts';
import { django } from '../../../shared/fixes/recipes/stacks/django.ts';
import { fastapi } from '../../../shared/fixes/recipes/stacks/fastapi.ts';
import { flask } from '../../../shared/fixes/recipes/stacks/flask.ts';
import { goRsCors } from '../../../shared/fixes/recipes/stacks/go-rs-cors.ts';
import { rails } from '../../../shared/fixes/recipes/stacks/rails.ts';
import { type Place, type Server, startServer } from '../../support/servers/server.ts';

/** How the application of test/recipes/apps is started with a recipe's complete text. */
export interface AppRun {
  readonly recipe: RecipeWriter;
  readonly packaged: PackagedFramework;
  start(policy: Policy): Promise<Server>;
  /** What of a policy the library of the packaged age can say; its notes tell of the rest. */
  narrowed?(policy: Policy): Policy;
}

export const PACKAGED_APPS: readonly AppRun[] = [
  { recipe: django, packaged: 'django', start: startDjango },
  { recipe: fastapi, packaged: 'fastapi', start: startFastapi },
  { recipe: flask, packaged: 'flask', start: startFlask },
  { recipe: rails, packaged: 'rails', start: startRails, narrowed: withUpperCaseMethods },
  { recipe: goRsCors, packaged: 'go-rs-cors', start: startGo, narrowed: withPlainNames },
];

function withUpperCaseMethods(policy: Policy): Policy {
  return { ...policy, methods: policy.methods.filter(method => method === method.toUpperCase()) };
}

function withPlainNames(policy: Policy): Policy {
  const requestHeaders = policy.requestHeaders.filter(name => /^[a-z0-9_-]+$/.test(name));
  return { ...withUpperCaseMethods(policy), requestHeaders };
}

function startDjango(policy: Policy): Promise<Server> {
  const settings = `from project import *\n\n${django.complete(policy)}`;
  return startApp('django', 'settings.py', settings, ({ port, folder }) => [
    ...['/usr/bin/django-admin', 'runserver', '--noreload', `127.0.0.1:${port}`],
    ...['--settings=settings', `--pythonpath=${folder}`],
  ]);
}

function startFastapi(policy: Policy): Promise<Server> {
  return startApp('fastapi', 'asgi.py', fastapi.complete(policy), ({ port, folder }) => [
    ...['/usr/bin/uvicorn', '--app-dir', folder, '--port', String(port), 'asgi:asgi'],
  ]);
}

function startFlask(policy: Policy): Promise<Server> {
  return startApp('flask', 'wsgi.py', flask.complete(policy), ({ port }) => [
    ...['/usr/bin/flask', '--app', 'wsgi', 'run', '--port', String(port)],
  ]);
}

function startRails(policy: Policy): Promise<Server> {
  return startApp('rails', 'cors.rb', rails.complete(policy), ({ port }) => [
    ...['/usr/bin/puma', '-e', 'production', '-b', `tcp://127.0.0.1:${port}`, 'config.ru'],
  ]);
}

async function startGo(policy: Policy): Promise<Server> {
  const built = mkdtempSync(join(tmpdir(), 'corscope-go-'));
  try {
    cpSync(join(APPS, 'go'), built, { recursive: true });
    writeFileSync(join(built, 'cors.go'), goRsCors.complete(policy));
    const env = { ...process.env, ...GO };
    await promisify(execFile)('/usr/bin/go', ['build', '-o', 'server', '.'], { cwd: built, env });
    return await startApp(built, 'policy.json', JSON.stringify(policy), ({ port, folder }) => [
      ...[join(folder, 'server'), String(port)],
    ]);
  } finally {
    rmSync(built, { recursive: true });
  }
}

/** Debian's Go packages are found by path, without modules. */
const GO = {
  GO111MODULE: 'off',
  GOPATH: '/usr/share/gocode',
  GOCACHE: resolve(import.meta.dirname, '../../../node_modules/.cache/go'),
};

const APPS = resolve(import.meta.dirname, '../apps');

/** The application's files lie beside the recipe's. */
function startApp(
  app: string,
  file: string,
  recipe: string,
  command: (place: Place) => readonly string[],
): Promise<Server> {
  return startServer(
    { program: 'env', file, text: given => given, arguments: (_path, place) => command(place) },
    ({ folder }) => {
      cpSync(resolve(APPS, app), folder, { recursive: true });
      return recipe;
    },
  );
}
