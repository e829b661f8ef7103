import { listenArguments, notEmpty, optionsIn, originOption, otherOptions, patchOf } from '../javascript.ts';
import type { Policy } from '../policy.ts';
import { jsString } from '../quote/javascript.ts';
import type { RecipeWriter } from '../recipe.ts';
import { textOf } from '../text.ts';

const WORDS = { methods: 'allowMethods', requestHeaders: 'allowHeaders', exposedHeaders: 'exposeHeaders' };

export const hono: RecipeWriter = {
  id: 'hono',
  title: 'Hono',
  kind: 'framework',
  alsoCalled: [],
  file: 'server.js',
  language: 'js',
  docs: 'https://hono.dev/docs/middleware/builtin/cors',
  ranHere: true,
  shortfalls: [],
  complete(policy) {
    const { host, port } = listenArguments(policy);
    return textOf(
      [
        '// npm install hono @hono/node-server',
        "import { serve } from '@hono/node-server';",
        "import { Hono } from 'hono';",
        "import { cors } from 'hono/cors';",
        "import { routes } from './routes.js';",
      ],
      allowDeclaration(policy),
      ['const app = new Hono();'],
      middleware(policy),
      ["app.route('/', routes);", `serve({ fetch: app.fetch, hostname: ${host}, port: ${port} });`],
    );
  },
  patch: (policy, fault) => patchOf(fault, optionsOf(policy), [allowDeclaration(policy), middleware(policy)]),
  notes: () => [
    '`app.use` comes before the routes: middleware that is added after a route is not run for it.',
    'A route that sets `Access-Control-Allow-Origin` or `Vary` itself replaces what `cors()` has set, and a fetched response that is passed on has immutable headers: so a new response gets them on the way out.',
    '`cors()` by itself answers every OPTIONS; here only preflights are.',
    'An empty `allowHeaders` allows every header that is asked for; a header that pages may send anyway stands for none.',
    '`origin: "*"` with `credentials: true` is sent as it stands, and every browser refuses the pair.',
  ],
};

function optionsOf(policy: Policy) {
  return [originOption(policy), ...otherOptions(notEmpty(policy), WORDS)];
}

function allowDeclaration(policy: Policy): string[] {
  return optionsIn('const allow = cors({', optionsOf(policy), '});');
}

function middleware({ pathPrefix }: Policy): string[] {
  return [
    `app.use(${jsString(`${pathPrefix}*`)}, async (c, next) => {`,
    "  if (c.req.method === 'OPTIONS' && c.req.header('Access-Control-Request-Method')) return allow(c, next);",
    '  await next();',
    '  // what a route has set itself is replaced',
    '  const answer = new Response(c.res.body, c.res);',
    '  for (const name of [...answer.headers.keys()]) {',
    "    if (name.startsWith('access-control-')) answer.headers.delete(name);",
    '  }',
    '  c.res = undefined; // or its headers would be added again',
    '  c.res = answer;',
    '  await allow(c, async () => {});',
    '});',
  ];
}
