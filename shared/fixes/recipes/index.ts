import type { RecipeWriter } from './recipe.ts';
import { apache } from './stacks/apache.ts';
import { caddy } from './stacks/caddy.ts';
import { express } from './stacks/express.ts';
import { fastify } from './stacks/fastify.ts';
import { haproxy } from './stacks/haproxy.ts';
import { hono } from './stacks/hono.ts';
import { koa } from './stacks/koa.ts';
import { nginx } from './stacks/nginx.ts';
import { varnish } from './stacks/varnish.ts';

/** Every stack, those first that stand before others on the way to an application. */
export const RECIPES: readonly RecipeWriter[] = [nginx, apache, caddy, haproxy, varnish, express, fastify, hono, koa];
