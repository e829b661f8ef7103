import { OWN } from './api.ts';

/**
 * The module `routes.js` that each framework's recipe imports: the same API as behind the proxies, written as the
 * framework's own documentation does it, at the root of the policy's path and at another one.
 */
export type RoutesModule = (roots: readonly string[]) => string;

export const expressRoutes: RoutesModule = roots => `
import { Router } from 'express';
export const routes = Router();
routes.use((request, response, next) => {
  response.set('X-Upstream', 'yes');
  next();
});
for (const root of ${JSON.stringify(roots)}) {
  routes.all(root + 'private', (request, response) => response.status(401).set('WWW-Authenticate', 'Bearer').end());
  routes.options(root + 'things', (request, response) => response.status(405).set('Allow', 'GET').end());
  routes.get(root + 'things', (request, response) => response.set({ Vary: 'Accept-Encoding', 'X-Request-Id': '7' }).send('a thing'));
  routes.get(root + 'own', (request, response) => response.writeHead(200, ${JSON.stringify(OWN)}).end('own'));
  routes.get(root + 'broken', () => {
    throw new Error('out of order');
  });
}
`;

export const koaRoutes: RoutesModule = roots => `
export async function routes(ctx) {
  ctx.set('X-Upstream', 'yes');
  const root = ${JSON.stringify(roots)}.find(one => ctx.path.startsWith(one));
  switch (ctx.path.slice(root?.length)) {
    case 'private':
      ctx.throw(401, 'who are you', { headers: { 'WWW-Authenticate': 'Bearer' } });
    case 'broken':
      throw new Error('out of order');
    case 'own':
      ctx.set(${JSON.stringify(OWN)});
      ctx.body = 'own';
      break;
    case 'things':
      if (ctx.method === 'OPTIONS') ctx.status = 405;
      else {
        ctx.set({ Vary: 'Accept-Encoding', 'X-Request-Id': '7' });
        ctx.body = 'a thing';
      }
  }
}
`;

export const honoRoutes: RoutesModule = roots => `
import { Hono } from 'hono';
export const routes = new Hono();
for (const root of ${JSON.stringify(roots)}) {
  routes.all(root + 'private', c => c.text('who are you', 401, { 'WWW-Authenticate': 'Bearer' }));
  routes.options(root + 'things', c => c.text('', 405, { Allow: 'GET', 'X-Upstream': 'yes' }));
  routes.get(root + 'things', c => c.text('a thing', 200, { Vary: 'Accept-Encoding', 'X-Request-Id': '7' }));
  routes.get(root + 'own', c => new Response('own', { headers: ${JSON.stringify(OWN)} }));
  routes.get(root + 'broken', () => {
    throw new Error('out of order');
  });
}
`;

export const fastifyRoutes: RoutesModule = roots => `
export async function routes(app) {
  for (const root of ${JSON.stringify(roots)}) {
    app.all(root + 'private', async (request, reply) => reply.code(401).header('WWW-Authenticate', 'Bearer').send());
    app.options(root + 'things', async (request, reply) => reply.code(405).headers({ Allow: 'GET', 'X-Upstream': 'yes' }).send());
    app.get(root + 'things', async (request, reply) => reply.headers({ Vary: 'Accept-Encoding', 'X-Request-Id': '7' }).send('a thing'));
    app.get(root + 'own', async (request, reply) => reply.headers(${JSON.stringify(OWN)}).send('own'));
    app.get(root + 'broken', async () => {
      throw new Error('out of order');
    });
  }
}
`;
