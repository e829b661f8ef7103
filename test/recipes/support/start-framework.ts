import { symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Policy } from '../../../shared/fixes/recipes/policy.ts';
import type { RecipeWriter } from '../../../shared/fixes/recipes/recipe.ts';
import { express } from '../../../shared/fixes/recipes/stacks/express.ts';
import { fastify } from '../../../shared/fixes/recipes/stacks/fastify.ts';
import { hono } from '../../../shared/fixes/recipes/stacks/hono.ts';
import { koa } from '../../../shared/fixes/recipes/stacks/koa.ts';
import { type Server, startServer } from '../../support/servers/server.ts';
import { expressRoutes, fastifyRoutes, honoRoutes, koaRoutes, type RoutesModule } from './routes.ts';

export interface FrameworkRun {
  readonly recipe: RecipeWriter;
  readonly routes: RoutesModule;
}

export const FRAMEWORKS: readonly FrameworkRun[] = [
  { recipe: express, routes: expressRoutes },
  { recipe: fastify, routes: fastifyRoutes },
  { recipe: hono, routes: honoRoutes },
  { recipe: koa, routes: koaRoutes },
];

const MODULES = resolve(import.meta.dirname, '../../../node_modules');

/** Starts the application with the recipe's complete text for this policy as its main module. */
export function startFramework({ recipe, routes }: FrameworkRun, policy: Policy): Promise<Server> {
  return startServer(
    { program: 'node', file: 'server.js', text: given => given, arguments: path => [path] },
    ({ port, folder }) => {
      symlinkSync(MODULES, join(folder, 'node_modules'));
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
      writeFileSync(join(folder, 'routes.js'), routes([policy.pathPrefix, '/elsewhere/']));
      return recipe.complete({ ...policy, upstream: `127.0.0.1:${port}` });
    },
  );
}
